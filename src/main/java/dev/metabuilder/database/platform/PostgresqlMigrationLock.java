package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The migration lock on PostgreSQL: an advisory lock of a transaction that stays open. */
final class PostgresqlMigrationLock extends MigrationLock {

    /** The number of our advisory lock: "mbdb" in ASCII. */
    private static final int NUMBER = 0x6d626462;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + NUMBER + ")";
    private static final String HOLDER = """
            SELECT 'process ' || a.pid || ' of PostgreSQL' || COALESCE(', from ' || HOST(a.client_addr), '')
                || ', since ' || a.xact_start::timestamp(0)
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = %d
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """.formatted(NUMBER);

    /** PostgreSQL's code for a lock that it did not get within the time limit. */
    private static final String NOT_IN_TIME = "55P03";

    private final Connection session;

    private PostgresqlMigrationLock(Connection session) {
        this.session = session;
    }

    /**
     * Waits for the lock, and takes it.
     *
     * @param session a connection of its own, which is released with the lock
     * @param say gets a message that names the holder if the wait is long
     */
    static PostgresqlMigrationLock take(Connection session, Consumer<String> say) throws SQLException {
        try {
            session.setAutoCommit(false);
            lock(session, say);
            return new PostgresqlMigrationLock(session);
        } catch (SQLException | RuntimeException e) {
            giveBack(session);
            throw e;
        }
    }

    private static void lock(Connection session, Consumer<String> say) throws SQLException {
        try {
            execute(session, "SET LOCAL lock_timeout = " + TELL_AFTER_MILLIS);
            execute(session, "SET LOCAL idle_in_transaction_session_timeout = 0");
            execute(session, LOCK);
        } catch (SQLException e) {
            if (!NOT_IN_TIME.equals(e.getSQLState())) {
                throw e;
            }
            session.rollback();
            String holder = text(session, HOLDER);
            tell(say, holder == null ? "it has just ended" : holder);
            // There is no limit for this wait: the other migration or its session will end.
            execute(session, "SET LOCAL lock_timeout = 0");
            execute(session, "SET LOCAL idle_in_transaction_session_timeout = 0");
            execute(session, LOCK);
        }
    }

    private static void giveBack(Connection session) throws SQLException {
        try (session) {
            if (!session.isClosed() && !session.getAutoCommit()) {
                session.rollback();
                session.setAutoCommit(true);
            }
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public void close() throws SQLException {
        giveBack(session);
    }
}
