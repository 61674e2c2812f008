package dev.metabuilder.database.server;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * A connection to an SQLite file that a container pool can trust.
 *
 * <p>With auto-commit off, nothing begins until the first statement runs; then a connection that may write waits for
 * its turn and begins IMMEDIATE, and a read-only one begins DEFERRED, which is a snapshot and holds up nobody. The
 * stock driver begins as soon as auto-commit goes off and again within {@code commit()}, so that a commit which has
 * succeeded can report a lock; and it leaves the transaction open, and every other writer locked out, when a commit
 * fails on a deferred foreign key. Here, whatever {@code commit()} says, no transaction is open afterwards.
 *
 * <p>With auto-commit on, a statement is its own transaction, as in the stock driver, and takes no turn.
 */
final class SqliteConnection extends JDBC4Connection {
    private final WriteTurn turn;
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
    SqliteConnection(Path file, Properties settings, WriteTurn turn) throws SQLException {
        super(JDBC.PREFIX + file, file.toString(), settings);
        this.turn = turn;
    }

    /**
     * Begins the transaction before its first statement. The driver calls this before it runs any statement, but for
     * the two which {@link #createStatement(int, int, int)} covers.
     *
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) when the turn to write has not come within the busy
     *     time-out
     */
    @Override
    public void tryEnforceTransactionMode() throws SQLException {
        if (begun || getAutoCommit()) {
            return;
        }
        if (readOnly) {
            getDatabase().exec("begin deferred", false);
        } else {
            turn.take(getBusyTimeout());
            try {
                getDatabase().exec("begin immediate", false);
            } catch (SQLException e) {
                turn.pass();
                throw e;
            }
        }
        begun = true;
    }

    /** Ends the open transaction by a commit; what begins after auto-commit was on may write, until it is told not to. */
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
        return new BeginningStatement(this);
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
        try {
            getDatabase().exec(command, false);
        } catch (SQLException e) {
            rollBackAfter(e);
            getConnectionConfig().setAutoCommit(true);
            throw e;
        } finally {
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

    /** The driver runs these two without {@link #tryEnforceTransactionMode()}. */
    private final class BeginningStatement extends JDBC4Statement {
        BeginningStatement(SQLiteConnection connection) {
            super(connection);
        }

        @Override
        public long executeLargeUpdate(String sql) throws SQLException {
            tryEnforceTransactionMode();
            return super.executeLargeUpdate(sql);
        }

        @Override
        public long[] executeLargeBatch() throws SQLException {
            tryEnforceTransactionMode();
            return super.executeLargeBatch();
        }
    }
}
