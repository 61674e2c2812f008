package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines and columns count from 1, in code points, and are those of the first character of a value. */
class PositionReaderTest {

    private static Map<String, String> places(Reader text) {
        Map<String, String> places = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(text)) {
            for (int depth = 0; ; ) {
                JsonToken token = reader.next();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (!token.isStructEnd() && token != JsonToken.FIELD_NAME) {
                    Position at = reader.position();
                    places.put(reader.pointer(), at.line() + ":" + at.column());
                }
                if (depth == 0) {
                    return places;
                }
            }
        }
    }

    private static Map<String, String> places(String text) {
        return places(new StringReader(text));
    }

    @Test
    void eachKindOfValueIsPlacedAtItsFirstCharacter() {
        Map<String, String> places = places("{\"a\": \"x\",\n  \"b\":-1.5 , \"c\" : [true,null],\n\n\t\"d\":{} }");
        assertEquals(
                Map.of("", "1:1", "/a", "1:7", "/b", "2:7", "/c", "2:20", "/c/0", "2:21", "/c/1", "2:26", "/d", "4:6"),
                places);
    }

    @Test
    void anAstralCharacterIsOneColumn() {
        assertEquals("1:13", places("{\"😀é漢\":[\"😀\",7]}").get("/😀é漢/1"));
    }

    @Test
    void lineFeedReturnAndBothTogetherAreOneLineBreakEach() {
        assertEquals(
                Map.of("", "1:1", "/0", "2:1", "/1", "3:1", "/2", "4:1", "/3", "6:1", "/4", "8:2"),
                places("[\n1,\r2,\r\n3,\n\r4,\r\r\n 5]"));
    }

    @Test
    void aByteOrderMarkIsNoColumn() {
        byte[] bytes = "\ufeff[1]".getBytes(StandardCharsets.UTF_8);
        try (JsonReader reader = JsonReader.utf8(new ByteArrayInputStream(bytes))) {
            reader.next();
            assertEquals(new Position(1, 1), reader.position());
            reader.next();
            assertEquals(new Position(1, 2), reader.position());
        }
    }

    @Test
    void valuesAtTheEdgesOfBuffersAreWhereTheyAre() {
        for (int edge : new int[] {4_000, 8_000, 8_192, 16_000, 16_384}) {
            for (int before = edge - 14; before <= edge + 3; before++) {
                String text = "[" + " ".repeat(before - 1) + "\"😀\\u0041b\",\r\n 12345,true]";
                Map<String, String> places = places(text);
                assertEquals(
                        Map.of("", "1:1", "/0", "1:" + (before + 1), "/1", "2:2", "/2", "2:8"), places, "at " + before);
            }
        }
    }

    @Test
    void aLineBreakAndAPairPartedByABufferCountOnce() {
        for (int edge = 3_990; edge <= 4_004; edge++) {
            String breaks = "[" + " ".repeat(edge) + "\r\n\"" + "😀".repeat(4_200) + "\",1]";
            assertEquals("2:4204", places(breaks).get("/1"), "at " + edge);
        }
    }

    @Test
    void veryLongStringsMoveTheColumnAsFarAsTheyAreLong() {
        String text = "{\"a\":\"" + "x".repeat(1_000_000) + "\",\"b\":\"" + "😀".repeat(300_000) + "\",\n\"c\":1}";
        Map<String, String> places = places(text);
        assertEquals("1:1000013", places.get("/b"));
        assertEquals("2:5", places.get("/c"));
    }

    @Test
    void aSlowTextIsPlacedAsAnyOther() {
        String text = "{\"é😀\":\r\n[10,\"b\\n\"],\r\"c\":[]}";
        assertEquals(places(text), places(new OneByOne(text)));
    }

    @Test
    void aProblemAfterALongLineIsPlacedInItsLine() {
        String text = "[\"" + "y".repeat(20_000) + "\",\r\n\n   oops]";
        Problem problem = assertThrows(MalformedJsonException.class, () -> Json.parse(text))
                .problems()
                .get(0);
        assertEquals("3:4", problem.line() + ":" + problem.column());
    }

    /** Hands over a character at a time, as a slow network may. */
    private static final class OneByOne extends Reader {

        private final Reader text;

        OneByOne(String text) {
            this.text = new StringReader(text);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            return text.read(buffer, offset, Math.min(1, length));
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
