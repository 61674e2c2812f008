package dev.metabuilder.database.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A prepared statement whose time limit stops its query, also while the rows are read: SQLite looks for the next row only
 * when it is asked for. The driver's own limit is only one of the wait for a lock.
 */
final class SqliteTimedStatement extends JDBC4PreparedStatement {

    private static final Logger LOG = Logger.getLogger(SqliteTimedStatement.class.getName());

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    /** The pending end of the time, or null while no query runs. */
    private Future<?> end;

    SqliteTimedStatement(SqliteConnection connection, String sql) throws SQLException {
        super(connection, sql);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "SQLite time limits");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        int seconds = getQueryTimeout();
        if (seconds > 0) {
            begin(seconds);
        }
        return super.executeQuery();
    }

    private synchronized void begin(int seconds) {
        end = CLOCK.schedule(this::stop, seconds, TimeUnit.SECONDS);
    }

    private synchronized void stop() {
        if (end != null) {
            try {
                cancel();
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "A statement could not be stopped", e);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (this) {
            if (end != null) {
                // From now on, a late stop would hit another statement of the connection.
                end.cancel(false);
                end = null;
            }
        }
        super.close();
    }
}
