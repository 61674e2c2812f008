package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Problem;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts the reader accepts, what it reads, and which errors it reports. */
class JsonReaderTest {

    private static Problem fault(String text) {
        MalformedJsonException thrown = assertThrows(MalformedJsonException.class, () -> Json.parse(text), text);
        assertEquals(1, thrown.problemCount());
        return thrown.problems().get(0);
    }

    private static List<Problem> invalid(String text) {
        return assertThrows(InvalidException.class, () -> Json.parse(text)).problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890",
                "0.10000000000000000001",
                "-0",
                "-0.0",
                "1e400",
                "1E-07",
                "1.50",
                "0e+0",
                "true",
                "null",
                "\"\"",
                "[]",
                "{}",
                "{\"\":[]}",
                "{\"b\":1,\"a\":{\"z\":[0.0,-1],\"y\":null}}"
            })
    void whatIsCompactStaysAsItIs(String text) {
        assertEquals(text, Json.parse(text).toString());
    }

    @Test
    void whiteSpaceGoesAndEscapesBecomeWhatTheyStandFor() {
        assertEquals(
                "{\"a/é😀\":[1,\"\\u0000\\ud800\\n\"]}",
                Json.parse("\t{ \"a\\/\\u00E9\\uD83D\\ude00\" :\r\n[ 1 , \"\\u0000\\uD800\\u000a\" ] }\n")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,}|1|8",
                "[1,]|1|4",
                "[1 2]|1|4",
                "{\"a\" 1}|1|6",
                "{a:1}|1|2",
                "{'a':1}|1|2",
                "[01]|1|3",
                "[.5]|1|2",
                "[1.]|1|3",
                "[NaN]|1|2",
                "[tru]|1|2",
                "[true, nul]|1|8",
                "[true false]|1|7",
                "[null 1]|1|7",
                "true x|1|6",
                "{\"a\":undefined}|1|6",
                "[\"a\\x\"]|1|5",
                "nothing|1|1",
                "[1]]|1|4",
                "{} {}|1|4",
                "/*c*/1|1|1"
            })
    void whatIsNoJsonIsNamedWithItsPlace(String text, int line, int column) {
        Problem problem = fault(text);
        assertEquals(line + ":" + column, problem.line() + ":" + problem.column(), () -> text + " gave " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "[1", "[1,", "[\"ab", "\"\\u00"
            })
    void aTextThatBreaksOffIsFaultedAtItsEnd(String text) {
        Problem problem = fault(text);
        assertEquals("1:" + (text.length() + 1), problem.line() + ":" + problem.column(), () -> text + " " + problem);
        assertTrue(problem.detail().contains("ends here"), problem::toString);
    }

    @Test
    void noWordOfTheParserComesThrough() {
        for (String text : List.of("[tru]", "{\"a\":1,}", "[1", "\"\\q\"", "[\"a\u0001\"]", "[1]x")) {
            String words = fault(text).toString();
            for (String word : List.of("Jackson", "JsonToken", "StreamReadFeature", "Source:", "com.", "VALUE_")) {
                assertTrue(!words.contains(word), words);
            }
        }
    }

    @Test
    void aControlCharacterInAStringIsFaultedWhereItStands() {
        assertEquals(5, fault("[\"ab\u0001c\"]").column());
        assertEquals(5, fault("[\"ab\nc\"]").column());
    }

    @Test
    void aPropertyGivenTwiceIsFaultedAtItsSecondValueAmongFewAndAmongMany() {
        Problem few = invalid("{\"x\":{\"a\":1,\n \"a\":2}}").get(0);
        assertEquals(new Problem("/x/a", 2, 6, "occurs twice in its object"), few);

        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 40; i++) {
            many.append("\"p").append(i).append("\":").append(i).append(",\n");
        }
        List<Problem> problems = invalid(many + "\"p3\":1,\"p39\":2}");
        assertEquals(
                List.of("/p3", "/p39"), problems.stream().map(Problem::pointer).toList());
        assertEquals(41, problems.get(0).line());
    }

    @Test
    void oneNameInTwoObjectsIsNotGivenTwice() {
        String text = "[{\"a\":{\"a\":1}},{\"a\":[{\"a\":2}]}]";
        assertEquals(text, Json.parse(text).toString());
    }

    @Test
    void aThousandLevelsAreTakenAndOneMoreIsNot() {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        assertEquals(deep, Json.parse(deep).toString());
        Problem problem = invalid("[" + deep + "]").get(0);
        assertEquals("/0".repeat(1_000), problem.pointer());
        assertEquals(1_001, problem.column());
    }

    @Test
    void nestingWithoutEndIsInvalidAndNoStackOverflow() {
        Problem problem = invalid("[" + "[".repeat(1_000_000)).get(0);
        assertTrue(problem.detail().contains("levels"), problem::toString);
    }

    @Test
    void aThousandDigitsAreTakenAndOneMoreIsNot() {
        String number = "-" + "7".repeat(500) + "." + "3".repeat(498) + "e+12";
        assertEquals(number, Json.parse(number).toString());
        Problem problem = invalid("{\"n\": " + number + "3}").get(0);
        assertEquals(new Problem("/n", 1, 7, "has more than 1000 digits"), problem);
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] bytes = "{\"a\":\"xyz\"}".getBytes(StandardCharsets.UTF_8);
        bytes[7] = (byte) 0xFF;
        MalformedJsonException thrown = assertThrows(MalformedJsonException.class, () -> {
            try (JsonReader reader = JsonReader.utf8(new ByteArrayInputStream(bytes))) {
                reader.next();
                reader.skip();
            }
        });
        assertTrue(thrown.getMessage().contains("UTF-8"), thrown.getMessage());
    }

    @Test
    void whatIsPassedOverIsStillReadToItsEnd() {
        try (JsonReader reader = new JsonReader(new StringReader("[{\"a\":[1,{}]},2]"))) {
            reader.next();
            reader.next();
            reader.skip();
            assertEquals(JsonToken.VALUE_NUMBER_INT, reader.next());
            assertEquals("/1", reader.pointer());
        }
    }

    @Test
    void aValueOfAnotherShapeIsFaultedWhereItStands() {
        try (JsonReader reader = new JsonReader(new StringReader("[ [\"a\", 1,\n {}], 7 ]"))) {
            reader.next();
            reader.next();
            reader.copy(new JsonWriter(new StringBuilder()), JsonShape.STRINGS, 0);
            assertEquals(
                    List.of(
                            new Problem("/0/1", 1, 9, "must be a string, not a number"),
                            new Problem("/0/2", 2, 2, "must be a string, not an object")),
                    reader.problems().first());
        }
    }
}
