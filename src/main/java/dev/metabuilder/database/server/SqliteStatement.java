package dev.metabuilder.database.server;

import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * A statement of an {@link SqliteConnection}. The driver runs two things without {@code tryEnforceTransactionMode()}, and cancels
 * only what runs.
 */
final class SqliteStatement extends JDBC4Statement {

    private final SqliteConnection connection;
    private final WaitingWriter waitingWriter;

    /** A statement; to cancel it ends the wait of its connection for the turn to write. */
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
