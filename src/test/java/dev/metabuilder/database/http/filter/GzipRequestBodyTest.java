package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.errors.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A compressed body is decompressed exactly, or refused. */
class GzipRequestBodyTest {

    private static final int MEGABYTE = 1024 * 1024;

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Gives one byte at a time, and never says that there are more. */
    private static InputStream slow(byte[] bytes) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int b = read();
                if (b < 0) {
                    return -1;
                }
                into[offset] = (byte) b;
                return 1;
            }
        };
    }

    private static String read(InputStream packed) throws IOException {
        try (var body = new GzipRequestBody(packed)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String read(byte[] packed) throws IOException {
        String text = read(new ByteArrayInputStream(packed));
        assertEquals(text, read(slow(packed)), "byte by byte");
        return text;
    }

    @Test
    void whatWasCompressedComesOut() throws IOException {
        assertEquals("{\"a\":1}", read(gzip(bytes("{\"a\":1}"))));
        assertEquals("", read(gzip(new byte[0])));
        assertEquals("", read(new byte[0]), "no body");
        assertEquals("one two", read(joined(gzip(bytes("one ")), gzip(new byte[0]), gzip(bytes("two")))), "members");
    }

    @Test
    void whatIsNoGzipOrNotAllOfItIsMalformed() throws IOException {
        byte[] good = gzip(bytes("{\"a\":\"" + "long ".repeat(100) + "\"}"));
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(MalformedJsonException.class, () -> read(cut), () -> cut.length + " of " + good.length);
        }
        byte[] checksum = good.clone();
        checksum[good.length - 5] ^= 1;
        for (byte[] bad : new byte[][] {
            bytes("{}"),
            checksum,
            joined(good, bytes("x")),
            joined(good, bytes("behind it stands what is no gzip, for more than 26 bytes")),
            joined(good, good, new byte[12])
        }) {
            assertThrows(MalformedJsonException.class, () -> read(new ByteArrayInputStream(bad)));
        }
    }

    @Test
    void aBodyThatBreaksOffOnItsWayIsNoFaultOfItsGzip() throws IOException {
        byte[] good = gzip(bytes("long ".repeat(100)));
        var failure = new EOFException("The caller went away.");
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw failure;
            }
        };
        for (int length : new int[] {0, 1, 12, good.length / 2}) {
            var packed = new SequenceInputStream(new ByteArrayInputStream(good, 0, length), broken);
            assertSame(failure, assertThrows(EOFException.class, () -> read(packed)), () -> "after " + length);
        }
    }

    @Test
    void limitsHoldForWhatComesOutOfItAndForWhatComesIn() throws IOException {
        byte[] bomb = gzip(new byte[100 * MEGABYTE]);
        var taken = new ByteArrayInputStream(bomb);
        InputStream body = BodyLimitFilter.limit(new GzipRequestBody(taken), 2L * MEGABYTE);
        assertTooLarge(2 * MEGABYTE, body);
        assertTrue(taken.available() > bomb.length / 2, "the rest is not even read");
        InputStream twice = BodyLimitFilter.limit(
                BodyLimitFilter.limit(new GzipRequestBody(new ByteArrayInputStream(bomb)), 4L * MEGABYTE), MEGABYTE);
        assertTooLarge(MEGABYTE, twice);
        // A gzip of nothing, very often: nothing would ever come out.
        byte[] nothing = gzip(new byte[0]);
        byte[] often = joined(Collections.nCopies(10_000, nothing).toArray(byte[][]::new));
        assertEquals("", read(new ByteArrayInputStream(often)));
        assertTooLarge(1000, BodyLimitFilter.limit(new GzipRequestBody(new ByteArrayInputStream(often)), 1000));
        InputStream whole = BodyLimitFilter.limit(
                new GzipRequestBody(new ByteArrayInputStream(gzip(new byte[MEGABYTE]))), MEGABYTE);
        assertEquals(MEGABYTE, whole.readAllBytes().length, "as much as the limit");
    }

    /** That it is 413, only a server can say. */
    private static void assertTooLarge(int most, InputStream body) {
        var read = new ByteArrayOutputStream();
        assertThrows(RuntimeException.class, () -> body.transferTo(read));
        assertTrue(read.size() <= most, () -> read.size() + " bytes");
    }
}
