package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Values that are written one by one are one JSON text. */
class JsonWriterTest {

    private static String written(int level, Consumer<JsonWriter> values) {
        StringBuilder out = new StringBuilder();
        values.accept(new JsonWriter(out, level));
        return out.toString();
    }

    private static void example(JsonWriter out) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", TimeUnit.DAYS);
        map.put("y", List.of());
        out.beginObject()
                .member("a", 1L)
                .member("b", Arrays.asList("\"", true, null))
                .member("c", map)
                .name("d")
                .beginArray()
                .json("{\"e\":[]}")
                .value(Json.parse("{\"f\":[0.10]}"))
                .beginObject()
                .end()
                .end()
                .members(Json.parse("{\"g\":2,\"h\":{\"i\":3}}"))
                .members(Json.object())
                .end();
    }

    @Test
    void commasAndColonsStandWhereTheyMust() {
        assertEquals(
                "{\"a\":1,\"b\":[\"\\\"\",true,null],\"c\":{\"x\":\"days\",\"y\":[]},"
                        + "\"d\":[{\"e\":[]},{\"f\":[0.10]},{}],\"g\":2,\"h\":{\"i\":3}}",
                written(JsonWriter.COMPACT, JsonWriterTest::example));
    }

    @Test
    void whatIsWrittenIndentedIsWhatTheWholeIsWhenItIsIndented() {
        String compact = written(JsonWriter.COMPACT, JsonWriterTest::example).replace("{\"e\":[]}", "5");
        for (int level : new int[] {0, 3}) {
            StringBuilder whole = new StringBuilder();
            JsonText.indent(whole, compact, level);
            // What is JSON already is for the caller to indent.
            assertEquals(
                    whole.toString(), written(level, JsonWriterTest::example).replace("{\"e\":[]}", "5"));
        }
    }

    @Test
    void aValueAloneIsJsonToo() {
        assertEquals("null", written(0, out -> out.value(null)));
        assertEquals("\"\\n\"", written(0, out -> out.string("\n")));
        assertEquals("[]", written(5, out -> out.beginArray().end()));
    }

    @Test
    void aStreamGetsPiecesAndNoPairOfSurrogatesIsSplit() {
        List<String> pieces = new ArrayList<>();
        Writer sink = new StringWriter() {
            @Override
            public StringWriter append(CharSequence piece) {
                pieces.add(piece.toString());
                return this;
            }
        };
        JsonWriter out = JsonWriter.streaming(sink, JsonWriter.COMPACT).beginArray();
        for (int i = 0; i < 10_000; i++) {
            out.string("\ud83d\ude00");
        }
        out.end().flush();
        assertTrue(pieces.size() > 1 && pieces.stream().allMatch(piece -> piece.length() < 10_000), pieces::toString);
        assertTrue(pieces.stream().noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0))));
        assertEquals("[" + "\"\ud83d\ude00\",".repeat(9_999) + "\"\ud83d\ude00\"]", String.join("", pieces));
    }

    @Test
    void aStreamThatFailsIsTold() {
        Writer broken = new StringWriter() {
            @Override
            public StringWriter append(CharSequence piece) {
                throw new UncheckedIOException(new IOException("broken"));
            }
        };
        JsonWriter out = JsonWriter.streaming(broken, 0).value(1);
        assertThrows(UncheckedIOException.class, out::flush);
    }
}
