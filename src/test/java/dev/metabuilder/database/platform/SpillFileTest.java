package dev.metabuilder.database.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The limit for all spill files together. */
@Isolated
class SpillFileTest {

    private static final int MEBIBYTE = 1024 * 1024;

    @AfterEach
    void limitNoMore() {
        SpillFile.limit(Long.MAX_VALUE);
    }

    @Test
    void allTogetherAreBoundedAndAClosedOneGivesBack() throws IOException {
        SpillFile.limit(3 * MEBIBYTE);
        byte[] bytes = new byte[2 * MEBIBYTE];
        bytes[MEBIBYTE] = 1;
        try (SpillFile second = new SpillFile()) {
            try (SpillFile first = new SpillFile()) {
                first.write(bytes);
                assertThrows(IOException.class, () -> second.write(bytes));
                assertArrayEquals(bytes, first.read(0).readAllBytes());
            }
            second.write(bytes);
            assertEquals(bytes.length, second.size());
        }
    }
}
