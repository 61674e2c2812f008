package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A long answer is compressed, and an incomplete one stays recognisable. */
class GzipResponseStreamTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final AtomicInteger compressed = new AtomicInteger();

    private static byte[] text(int length) {
        var random = new Random(length);
        var text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(4));
        }
        return text;
    }

    private void send(byte[] text, int piece, boolean whole) throws IOException {
        sent.reset();
        compressed.set(0);
        try (var out = new GzipResponseStream(sent, compressed::incrementAndGet)) {
            for (int at = 0; at < text.length; at += piece) {
                out.write(text, at, Math.min(piece, text.length - at));
            }
            if (whole) {
                out.flush();
                out.finish();
            }
        }
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    @Test
    void itIsCompressedFromSomeLengthOnHoweverItIsWritten() throws IOException {
        int least = GzipResponseStream.LEAST_BYTES;
        for (int length : new int[] {0, 1, least - 1, least, least + 1, 3 * least, 1_000_000}) {
            for (int piece : new int[] {1, 100, least, least + 1, 100_000}) {
                byte[] text = text(length);
                send(text, piece, true);
                boolean packed = length > least;
                assertEquals(packed ? 1 : 0, compressed.get(), () -> length + " by " + piece);
                assertArrayEquals(text, packed ? gunzip(sent.toByteArray()) : sent.toByteArray());
                assertTrue(!packed || sent.size() < length / 2);
            }
        }
    }

    @Test
    void whatIsFlushedHasLeft() throws IOException {
        try (var out = new GzipResponseStream(sent, compressed::incrementAndGet)) {
            out.flush();
            out.write(text(10_000));
            out.flush();
            var read = new byte[10_000];
            new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray())).readNBytes(read, 0, read.length);
            assertArrayEquals(text(10_000), read);
        }
        sent.reset();
        try (var out = new GzipResponseStream(sent, compressed::incrementAndGet)) {
            out.write(text(10));
            out.flush();
            assertArrayEquals(text(10), sent.toByteArray());
            out.write(text(10_000));
            out.finish();
            assertArrayEquals(text(10_000), Arrays.copyOfRange(sent.toByteArray(), 10, 10_010));
        }
        assertEquals(1, compressed.get());
    }

    @Test
    void whatBreaksOffIsNoWholeGzip() throws IOException {
        send(text(1_000_000), 1000, false);
        assertThrows(EOFException.class, () -> gunzip(sent.toByteArray()));
    }
}
