package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.SpillFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A body that is received whole before its first byte is read. */
class ArrivingBodyTest {

    private static final int BYTES = 200_000;

    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();

    private static byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private ArrivingBody arriving(InputStream body, long length) {
        return new ArrivingBody(body, length, whole::incrementAndGet, clock::get);
    }

    @Test
    void itIsReadAsItCameAndIsWholeOnce() throws Exception {
        for (long length : new long[] {BYTES, -1}) {
            whole.set(0);
            try (ArrivingBody body = arriving(new ByteArrayInputStream(bytes()), length)) {
                assertEquals(0, whole.get());
                assertEquals(bytes()[0] & 0xFF, body.read());
                assertEquals(1, whole.get());
                assertArrayEquals(bytes(), concat(bytes()[0], body.readAllBytes()));
                assertEquals(1, whole.get());
            }
        }
    }

    private static byte[] concat(byte first, byte[] rest) {
        byte[] all = new byte[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    @Test
    void whoKeepsItTakesWhatItIsKeptIn() throws Exception {
        ArrivingBody body = arriving(new ByteArrayInputStream(bytes()), BYTES);
        AtomicLong arrived = new AtomicLong();
        try (SpillFile kept = body.spool(arrived::set)) {
            assertEquals(BYTES, arrived.get());
            assertArrayEquals(bytes(), kept.read(0).readAllBytes());
        }
    }

    @Test
    void oneThatComesTooSlowlyIsRefused() {
        InputStream trickle = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("Pieces are read.");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
                return clock.get() > TimeUnit.MINUTES.toNanos(10) ? -1 : 1;
            }
        };
        assertThrows(UnavailableException.class, arriving(trickle, -1)::read);
        assertEquals(32, TimeUnit.NANOSECONDS.toSeconds(clock.get()));
    }
}
