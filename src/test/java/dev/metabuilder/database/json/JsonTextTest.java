package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what JavaScript's JSON.stringify writes. */
class JsonTextTest {

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        JsonText.quote(out, text);
        return out.toString();
    }

    private static String indented(String compact, int depth) {
        StringBuilder out = new StringBuilder();
        JsonText.indent(out, compact, depth);
        return out.toString();
    }

    @Test
    void quotesAndBackslashesAreEscapedAndSlashesAreNot() {
        assertEquals("\"a\\\"b\\\\c/d'e\"", quoted("a\"b\\c/d'e"));
        assertEquals("\"\"", quoted(""));
    }

    @Test
    void controlCharactersHaveTheirShortEscapeOrFourLowerCaseHexDigits() {
        assertEquals("\"\\b\\f\\n\\r\\t\"", quoted("\b\f\n\r\t"));
        assertEquals("\"\\u0000\\u0001\\u000b\\u001f\"", quoted("\u0000\u0001\u000b\u001f"));
    }

    @Test
    void whatIsNoControlCharacterOfAsciiStaysAsItIs() {
        String text = " ~\u007f\u0080\u009f\u00a0é\u2028\u2029\ufeff\uffff漢😀";
        assertEquals('"' + text + '"', quoted(text));
    }

    @Test
    void loneSurrogatesAreEscapedWhereverTheyStandAndPairsAreNot() {
        assertEquals("\"\\ud800\"", quoted("\ud800"));
        assertEquals("\"\\udfff\"", quoted("\udfff"));
        assertEquals("\"a\\ud83db\"", quoted("a\ud83db"));
        assertEquals("\"\\ude00\\ud83d\"", quoted("\ude00\ud83d"));
        assertEquals("\"\\ud83d😀\\ude00\"", quoted("\ud83d😀\ude00"));
    }

    @Test
    void indentationIsTwoSpacesALevel() {
        assertEquals("""
                {
                  "a": 1,
                  "b": [
                    true,
                    null,
                    {
                      "c": "d"
                    }
                  ]
                }""", indented("{\"a\":1,\"b\":[true,null,{\"c\":\"d\"}]}", 0));
    }

    @Test
    void emptyContainersStayOnTheirLine() {
        assertEquals("{}", indented("{}", 0));
        assertEquals("[]", indented("[]", 3));
        assertEquals("{\n  \"a\": {},\n  \"b\": [\n    [],\n    {}\n  ]\n}", indented("{\"a\":{},\"b\":[[],{}]}", 0));
    }

    @Test
    void indentationBeginsAtTheGivenLevel() {
        assertEquals("[\n      1,\n      2\n    ]", indented("[1,2]", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a{b}[c],d:e\"", "\"\\\"\"", "\"\\\\\"", "\"a\\\\\\\",{\"", "\"\"", "-1.5E+10", "null"})
    void whatStandsInAStringOrIsAScalarIsNotTouched(String scalar) {
        assertEquals(scalar, indented(scalar, 1));
        assertEquals("[\n  " + scalar + ",\n  0\n]", indented("[" + scalar + ",0]", 0));
        assertEquals("{\n  \"\\\",\": " + scalar + "\n}", indented("{\"\\\",\":" + scalar + "}", 0));
    }

    @ParameterizedTest
    @CsvSource({"a,/x/a", "a/b,/x/a~1b", "a~b,/x/a~0b", "~1,/x/~01", "'',/x/"})
    void namesInPointersAreEscaped(String name, String pointer) {
        assertEquals(pointer, JsonText.pointer("/x", name));
    }

    @Test
    void theLengthInUtf8IsWhatTheBytesAre() {
        for (String text : new String[] {"", "abc", "\u007f\u0080\u07ff\u0800\uffff", "😀a😀", "é漢"}) {
            assertEquals(text.getBytes(StandardCharsets.UTF_8).length, JsonText.utf8Length(text), text);
        }
    }

    @Test
    void theLengthInQuotesIsWhatTheBytesAre() {
        for (char c = 0; c < Character.MIN_SURROGATE; c++) {
            assertQuotedLength(String.valueOf(c));
        }
        for (String text : new String[] {"", "a\"b\\c\n\u0000\u007f", "\uffff", "😀a😀\t"}) {
            assertQuotedLength(text);
        }
    }

    private static void assertQuotedLength(String text) {
        StringBuilder quoted = new StringBuilder();
        JsonText.quote(quoted, text);
        assertEquals(quoted.toString().getBytes(StandardCharsets.UTF_8).length, JsonText.quotedLength(text), text);
    }
}
