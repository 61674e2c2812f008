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
 * A connection's place in the queue of those that want to write to one SQLite file.
 *
 * <p>SQLite lets one write at a time, and its own waiting is a poll that may pass over a writer for seconds. The
 * connections of this process queue here instead, in order; only other processes are left to SQLite's waiting.
 */
final class WriteQueueEntry {
    /** One permit for each file: static, because a pool may make more than one datasource. */
    private static final Map<Path, Semaphore> FILES = new ConcurrentHashMap<>();

    private final Semaphore writers;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * Makes a place that is not in the queue yet.
     *
     * @param file the database file, absolute
     */
    WriteQueueEntry(Path file) {
        writers = FILES.computeIfAbsent(file, key -> new Semaphore(1, true));
    }

    /**
     * Waits until it is this connection's turn.
     *
     * @param timeoutMillis how long to wait at most, in milliseconds
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) when the time is over, or 9 (SQLITE_INTERRUPT) when the
     *     thread is interrupted
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
     * @param millis how long, in milliseconds
     * @throws SQLException with vendor code 9 (SQLITE_INTERRUPT) when the thread is interrupted
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

    /** Lets the next one write. Does nothing when the turn was not taken or has been passed on by another thread. */
    void pass() {
        if (taken.getAndSet(false)) {
            writers.release();
        }
    }
}
