package dev.metabuilder.database.server;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A connection's place in the queue of writers of an SQLite file.
 *
 * <p>SQLite lets one connection write at a time. Its own wait is a poll, which may skip a writer for seconds. So the
 * connections of this process queue here, in order; SQLite's wait is only for other processes.
 */
final class WriteQueueEntry {
    /** One permit for each file. The map is static, because a pool may make more than one datasource. */
    private static final Map<Path, Semaphore> FILES = new ConcurrentHashMap<>();

    private final Semaphore writers;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * Makes an entry that is not in the queue yet.
     *
     * @param file the database file, absolute
     */
    WriteQueueEntry(Path file) {
        writers = FILES.computeIfAbsent(file, key -> new Semaphore(1, true));
    }

    /**
     * Waits until it is this connection's turn.
     *
     * @param timeoutMillis the longest wait, in ms
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) after that time, or 9 (SQLITE_INTERRUPT) if the thread is
     *     interrupted
     */
    void take(int timeoutMillis) throws SQLException {
        try {
            if (!writers.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
                throw new SQLiteException(
                        "No turn to write within " + timeoutMillis + " ms", SQLiteErrorCode.SQLITE_BUSY);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        taken.set(true);
    }

    /**
     * Waits before another try to write.
     *
     * @param millis how long, in ms
     * @throws SQLException with vendor code 9 (SQLITE_INTERRUPT) if the thread is interrupted
     */
    static void pause(int millis) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static SQLException interrupted() {
        Thread.currentThread().interrupt();
        return new SQLiteException("Interrupted while waiting to write", SQLiteErrorCode.SQLITE_INTERRUPT);
    }

    /** Passes the turn to the next writer. It does nothing if the turn was not taken, or another thread has passed it on. */
    void pass() {
        if (taken.getAndSet(false)) {
            writers.release();
        }
    }
}
