package dev.metabuilder.database.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.errors.UnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduledTaskTest {

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_CONSTRAINT = 19;

    private final List<String> done = new ArrayList<>();

    private Runnable piece(String name, RuntimeException failure) {
        return () -> {
            done.add(name);
            if (failure != null) {
                throw failure;
            }
        };
    }

    /** A container that sees a timer fail twice removes it for good. */
    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void nothingThatFailsGetsToTheTimer(String what) {
        ScheduledTask task = new ScheduledTask("the test");
        for (int i = 0; i < 2; i++) {
            task.run(() -> {
                done.add(what);
                if ("error".equals(what)) {
                    throw new StackOverflowError();
                }
                throw new IllegalStateException();
            });
        }
        task.run(piece("good", null));
        assertEquals(List.of(what, what, "good"), done);
    }

    @Test
    void onePieceThatFailsKeepsNoOtherFromBeingDone() {
        RuntimeException first = new IllegalStateException("first");
        RuntimeException busy = ErrorTranslator.translate(new SQLException("a lock on a row", "55P03", 0));
        RuntimeException second =
                ErrorTranslator.translate(new SQLException("UNIQUE constraint failed: a.b", null, SQLITE_CONSTRAINT));
        RuntimeException thrown = assertThrows(
                RuntimeException.class,
                () -> ScheduledTask.runEach(List.of(
                        piece("a", first), piece("b", null), piece("c", busy), piece("d", second), piece("e", null))));
        assertEquals(List.of("a", "b", "c", "d", "e"), done);
        assertSame(first, thrown);
        assertArrayEquals(new Throwable[] {busy, second}, thrown.getSuppressed());
    }

    /** Each of a thousand would wait for a lock on all of SQLite for half a minute. */
    @ParameterizedTest
    @CsvSource({"," + SQLITE_BUSY, "08006,0", "53100,0", "25006,0"})
    void whatEachWouldMeetEndsIt(String state, int code) {
        RuntimeException failure = ErrorTranslator.translate(new SQLException("no", state, code));
        List<Runnable> pieces = List.of(piece("a", null), piece("b", failure), piece("c", null));
        assertSame(failure, assertThrows(RuntimeException.class, () -> ScheduledTask.runEach(pieces)));
        assertEquals(List.of("a", "b"), done);
    }

    @Test
    void aPoolWithoutAConnectionEndsItToo() {
        RuntimeException failure = new UnavailableException("All connections to the database are in use.", null);
        List<Runnable> pieces = List.of(piece("a", failure), piece("b", null));
        assertSame(failure, assertThrows(RuntimeException.class, () -> ScheduledTask.runEach(pieces)));
        assertEquals(List.of("a"), done);
    }
}
