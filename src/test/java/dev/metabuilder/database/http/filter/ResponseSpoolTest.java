package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** An answer arrives whole and in order, however its reader takes it, and nobody waits for him while it is made. */
class ResponseSpoolTest {

    private static final int BYTES = 1_000_000;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final byte[] answer = new byte[BYTES];
    private final Random random = new Random(1);

    ResponseSpoolTest() {
        random.nextBytes(answer);
    }

    /** Writes the answer in pieces of all sizes, and returns how many bytes had left when the last was written. */
    private int write(BooleanSupplier isReady) throws IOException {
        try (ResponseSpool out = new ResponseSpool(taken, isReady)) {
            int at = 0;
            while (at < BYTES) {
                int count = Math.min(random.nextInt(40_000), BYTES - at);
                out.write(answer, at, count);
                at += count;
            }
            out.flush();
            int meanwhile = taken.size();
            out.sendRest();
            assertArrayEquals(answer, taken.toByteArray());
            return meanwhile;
        }
    }

    @Test
    void whatIsTakenAtOnceLeavesAtOnce() throws IOException {
        assertEquals(BYTES, write(() -> true));
    }

    @Test
    void whatIsNotTakenIsKept() throws IOException {
        assertEquals(0, write(() -> false));
    }

    @Test
    void whatIsTakenNowAndThenIsPartlyKept() throws IOException {
        int meanwhile = write(() -> random.nextInt(4) > 0);
        assertTrue(meanwhile > 0 && meanwhile <= BYTES, "that left meanwhile: " + meanwhile);
    }

    @Test
    void aByteIsAnAnswerToo() throws IOException {
        try (ResponseSpool out = new ResponseSpool(taken, () -> true)) {
            out.write(7);
            out.sendRest();
        }
        assertArrayEquals(new byte[] {7}, taken.toByteArray());
    }
}
