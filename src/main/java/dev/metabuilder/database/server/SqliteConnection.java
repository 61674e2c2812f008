package dev.metabuilder.database.server;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to an SQLite file that a container pool can trust.
 *
 * <p>With auto-commit off, a transaction begins with the first statement. A connection that may write then waits for its
 * turn and begins IMMEDIATE; a read-only one begins DEFERRED, which is a snapshot and blocks nobody. The original driver
 * begins a transaction as soon as auto-commit is turned off, and again within {@code commit()}, so that a successful commit
 * can report a lock. And if a commit fails on a deferred foreign key, it leaves the transaction open, which locks out every
 * other writer. Here no transaction is open after {@code commit()}, whatever its result.
 *
 * <p>A transaction begins, and a write transaction commits, only if the file at the path is the open file: data in a file
 * without a name would be lost with the process.
 *
 * <p>With auto-commit on, a statement is its own transaction, as in the original driver, and does not wait for a turn.
 *
 * <p>It is long, since all calls that begin or end a transaction of the driver are here.
 */
final class SqliteConnection extends JDBC4Connection {
    private static final int MOMENT_MILLIS = 100;
    private static final int BETWEEN_MILLIS = 5;

    private final SqliteFile file;
    private final SqliteWal log;
    private final WriteQueueEntry turn;
    private final WaitingWriter waitingWriter = new WaitingWriter();
    private volatile boolean begun;
    private boolean readOnly;

    /**
     * Opens a connection.
     *
     * @param file the database file, absolute
     * @param settings the driver's settings and PRAGMAs
     * @param turn the connection's place in the queue of writers
     * @throws SQLException if the driver can't open the file or apply a setting
     */
    SqliteConnection(Path file, Properties settings, WriteQueueEntry turn) throws SQLException {
        super(JDBC.PREFIX + file, SqliteFile.name(file), settings);
        this.turn = turn;
        log = new SqliteWal(file);
        try {
            this.file = new SqliteFile(file);
        } catch (SQLException e) {
            super.close();
            throw e;
        }
    }

    /**
     * Begins the transaction before its first statement. The driver calls this before it runs a statement, except for the
     * two that {@link #createStatement(int, int, int)} covers.
     *
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) if the turn to write did not come within the busy timeout, 9
     *     (SQLITE_INTERRUPT) if a plain statement is cancelled or the thread interrupted before the turn comes, 14
     *     (SQLITE_CANTOPEN) if the file at the path is not the open one, 8 (SQLITE_READONLY) if the transaction may write,
     *     but the file or its folder is read-only
     */
    @Override
    public void tryEnforceTransactionMode() throws SQLException {
        if (begun) {
            return;
        }
        // The driver's own constructor runs statements before the file is set.
        if (file != null) {
            file.requireAtPath();
        }
        if (getAutoCommit()) {
            return;
        }
        if (readOnly) {
            getDatabase().exec("begin deferred", false);
        } else {
            file.requireWritable();
            waitingWriter.begin();
            try {
                beginToWrite();
            } finally {
                waitingWriter.end();
            }
        }
        begun = true;
    }

    private void beginToWrite() throws SQLException {
        turn.take(getBusyTimeout());
        boolean done = false;
        try {
            awaitOtherProcesses();
            done = true;
        } finally {
            if (!done) {
                turn.pass();
            }
        }
    }

    /**
     * Waits for the lock of another process. SQLite's own wait can't be stopped, and blocks the connection, so this method
     * lets SQLite wait only for a moment, again and again.
     */
    private void awaitOtherProcesses() throws SQLException {
        long begin = System.nanoTime();
        long patience = TimeUnit.MILLISECONDS.toNanos(getBusyTimeout());
        getDatabase().busy_timeout(Math.min(MOMENT_MILLIS, getBusyTimeout()));
        try {
            while (true) {
                try {
                    getDatabase().exec("begin immediate", false);
                    return;
                } catch (SQLException e) {
                    if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code || System.nanoTime() - begin >= patience) {
                        throw e;
                    }
                }
                WriteQueueEntry.pause(BETWEEN_MILLIS);
            }
        } finally {
            getDatabase().busy_timeout(getBusyTimeout());
        }
    }

    /** Commits the open transaction. Turning auto-commit on also ends read-only, so that the next transaction may write. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (getAutoCommit() == autoCommit) {
            return;
        }
        end("commit");
        getConnectionConfig().setAutoCommit(autoCommit);
        if (autoCommit) {
            // The pool does not reset read-only for the next user, but it turns auto-commit on after a transaction.
            setReadOnly(false);
        }
    }

    @Override
    public void commit() throws SQLException {
        if (getAutoCommit()) {
            throw new SQLException("database in auto-commit mode");
        }
        end("commit");
    }

    /** Rolls back. It does nothing with auto-commit on, the state after a failed commit. */
    @Override
    public void rollback() throws SQLException {
        end("rollback");
    }

    @Override
    public void close() throws SQLException {
        try {
            super.close();
        } finally {
            begun = false;
            turn.pass();
        }
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    /**
     * Chooses whether the next transaction is a read-only snapshot or may write.
     *
     * @throws SQLException if a transaction is open
     */
    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        if (this.readOnly == readOnly) {
            return;
        }
        if (begun) {
            throw new SQLException("A transaction has begun: read-only can be changed only before its first statement");
        }
        getDatabase().exec("pragma query_only = " + readOnly, false);
        this.readOnly = readOnly;
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        tryEnforceTransactionMode();
        return super.setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        tryEnforceTransactionMode();
        return super.setSavepoint(name);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        return new SqliteStatement(this, waitingWriter);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        return new SqliteTimedStatement(this, sql);
    }

    /**
     * Ends the transaction, if one has begun, by the given command. If that fails, it rolls back and turns auto-commit on,
     * because the pool will give the connection to the next user as it is.
     */
    private void end(String command) throws SQLException {
        checkOpen();
        if (!begun) {
            return;
        }
        boolean committed = false;
        try {
            if (command.equals("commit") && !readOnly) {
                file.requireAtPath();
            }
            getDatabase().exec(command, false);
            committed = command.equals("commit");
        } catch (SQLException e) {
            rollBackAfter(e);
            getConnectionConfig().setAutoCommit(true);
            // The container keeps only the text of a failed commit.
            throw new SQLException(
                    "SQLite code " + e.getErrorCode() + ": " + e.getMessage(), null, e.getErrorCode(), e);
        } finally {
            if (!committed && !readOnly) {
                log.cutIfLong(this, getBusyTimeout());
            }
            begun = false;
            turn.pass();
        }
    }

    private void rollBackAfter(SQLException failure) {
        try {
            getDatabase().exec("rollback", false);
        } catch (SQLException e) {
            // After some errors, such as a full disk, SQLite itself has rolled back.
            failure.addSuppressed(e);
        }
    }
}
