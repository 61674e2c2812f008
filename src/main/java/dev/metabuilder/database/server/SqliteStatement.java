package dev.metabuilder.database.server;

import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * A statement of an {@link SqliteConnection}. It calls {@code tryEnforceTransactionMode()} in the two cases in which the
 * driver does not. It can also be cancelled while it waits for its turn: the driver cancels only a running statement.
 */
final class SqliteStatement extends JDBC4Statement {

    private final SqliteConnection connection;
    private final WaitingWriter waitingWriter;

    /** Makes a statement whose cancellation also ends the connection's wait for its turn to write. */
    SqliteStatement(SqliteConnection connection, WaitingWriter waitingWriter) {
        super(connection);
        this.connection = connection;
        this.waitingWriter = waitingWriter;
    }

    @Override
    public void cancel() throws SQLException {
        waitingWriter.cancel();
        super.cancel();
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        connection.tryEnforceTransactionMode();
        return super.executeLargeUpdate(sql);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        connection.tryEnforceTransactionMode();
        return super.executeLargeBatch();
    }
}
