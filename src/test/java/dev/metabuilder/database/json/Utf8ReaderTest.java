package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {

    private static final String[] PIECES = {
        "a",
        "plain text that is a good deal longer than eight bytes",
        "\u00e9",
        "\u20ac\u4e2d\u6587",
        "\ud83d\ude00",
        "\u0000",
        "\n"
    };

    /** Gives a few bytes at a time, as a network does. */
    private static InputStream slow(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(200)));
            }
        };
    }

    private static String read(InputStream in, Random random) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[300];
        try (Utf8Reader reader = new Utf8Reader(in)) {
            for (int count = 0; count >= 0; ) {
                text.append(buffer, 7, count);
                count = reader.read(buffer, 7, 2 + random.nextInt(buffer.length - 8));
            }
        } catch (CharacterCodingException e) {
            text.append("<fault>");
        }
        return text.toString();
    }

    /** What the platform's decoder makes of it: all that stands before a fault. */
    private static String expected(byte[] bytes) {
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        boolean fault = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), chars, true)
                .isError();
        return chars.flip() + (fault ? "<fault>" : "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsAndFaultsAreThoseOfThePlatformsDecoder(boolean spoiled) throws Exception {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (spoiled) {
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
            }
            assertEquals(expected(bytes), read(slow(bytes, random), random), "seed " + seed);
            assertEquals(expected(bytes), read(new ByteArrayInputStream(bytes), random), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u20ac", "\ufeff"})
    void aByteOrderMarkIsPassedOverAtTheBeginningOnly(String text) throws Exception {
        byte[] bytes = ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
        assertEquals(text, read(slow(bytes, new Random(1)), new Random(1)));
    }
}
