package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** On MySQL and MariaDB: a lock with a name, of a session that does nothing else and ends with its process. */
final class MysqlMigrationLock extends MigrationLock {

    /** Such names are known on the whole server, and have 64 characters at most. */
    private static final String NAME = "CONCAT('metabuilder ', MD5(DATABASE()))";

    private static final String HOLDER = "SELECT CONCAT('session ', id, ' of ', COALESCE(user, ''), ' from ',"
            + " COALESCE(host, '')) FROM information_schema.processlist WHERE id = IS_USED_LOCK(" + NAME + ")";

    /** How long one statement waits; a connection of the datasource ends one that takes 5 minutes. */
    private static final long STEP_SECONDS = 60;

    private final Connection session;

    private MysqlMigrationLock(Connection session) {
        this.session = session;
    }

    /**
     * Waits for the turn, and takes it.
     *
     * @param session a connection of its own, which is given back with the turn
     * @param say gets a message if that takes long, with who holds the lock
     */
    static MysqlMigrationLock take(Connection session, Consumer<String> say) throws SQLException {
        try {
            long seconds = TELL_AFTER_MILLIS / 1_000;
            while (!lock(session, seconds)) {
                String holder = text(session, HOLDER);
                tell(say, holder == null ? "it has just ended" : holder);
                seconds = STEP_SECONDS;
            }
            return new MysqlMigrationLock(session);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static boolean lock(Connection session, long seconds) throws SQLException {
        return "1".equals(text(session, "SELECT GET_LOCK(" + NAME + ", " + seconds + ")"));
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
        try (session) {
            if (!session.isClosed()) {
                text(session, "SELECT RELEASE_LOCK(" + NAME + ")");
            }
        }
    }
}
