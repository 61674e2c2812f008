package dev.metabuilder.database.server;

import java.nio.file.Path;
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
 * <p>With auto-commit off, nothing begins until the first statement runs; then a connection that may write waits for
 * its turn and begins IMMEDIATE, and a read-only one begins DEFERRED, which is a snapshot and holds up nobody. The
 * stock driver begins as soon as auto-commit goes off and again within {@code commit()}, so that a commit which has
 * succeeded can report a lock; and it leaves the transaction open, and every other writer locked out, when a commit
 * fails on a deferred foreign key. Here, whatever {@code commit()} says, no transaction is open afterwards.
 *
 * <p>A transaction begins, and a write transaction is committed, only while the file at the path is the file that is open:
 * what goes to a file without a name is lost with the process.
 *
 * <p>With auto-commit on, a statement is its own transaction, as in the stock driver, and takes no turn.
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
     * @param turn the turn to write to this file, taken for a write transaction
     * @throws SQLException when the driver cannot open the file or apply a setting
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
     * Begins the transaction before its first statement. The driver calls this before it runs any statement, but for
     * the two which {@link #createStatement(int, int, int)} covers.
     *
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) when the turn to write has not come within the busy
     *     time-out, 9 (SQLITE_INTERRUPT) when the statement is cancelled, which must be a plain
     *     one, or the thread interrupted before that, 14 (SQLITE_CANTOPEN) when the file at the path is not the one
     *     that is open, 8 (SQLITE_READONLY) when a transaction that may write could not
     */
    @Override
    public void tryEnforceTransactionMode() throws SQLException {
        if (begun) {
            return;
        }
        // The driver's own constructor runs statements, before there is a file to look at.
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
     * SQLite waits for the lock of another process by itself, but nothing can stop it, nor use the connection meanwhile: so
     * it waits for a moment only, time and again.
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

    /** Ends the open transaction by a commit; a transaction that begins after auto-commit was on may write, until it is set to read-only. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (getAutoCommit() == autoCommit) {
            return;
        }
        end("commit");
        getConnectionConfig().setAutoCommit(autoCommit);
        if (autoCommit) {
            // The pool does not reset this for the next user, but it turns auto-commit on when a transaction is over.
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

    /** Rolls back. Does nothing with auto-commit on, where a failed commit leaves the connection. */
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
     * Chooses what the next transaction is: a snapshot in which writing is an error, or one that may write.
     *
     * @throws SQLException when a transaction is open
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

    /**
     * Ends the transaction, if one has begun, by the given command. When that fails: by rolling back, and with
     * auto-commit on, since the pool then gives the connection to the next user as it is.
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
            // Of a commit that fails the container keeps nothing but the text.
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
            // SQLite rolls back by itself after some errors, such as a full disk: then there is nothing left to do.
            failure.addSuppressed(e);
        }
    }
}
