package dev.metabuilder.database.schema;

import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The turn to migrate, which one server at a time has: it ends with the process that has it, however that dies. On
 * PostgreSQL it is an advisory lock of a transaction, which stays open, on SQLite a lock on a file beside the database.
 */
final class MigrationLock implements AutoCloseable {

    /** The number of our advisory lock: "mbdb" in ASCII. */
    private static final int NUMBER = 0x6d626462;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + NUMBER + ")";
    private static final String HOLDER = "SELECT 'process ' || a.pid || ' of PostgreSQL'"
            + " || COALESCE(', from ' || HOST(a.client_addr), '') || ', since ' || a.xact_start::timestamp(0)"
            + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted"
            + " AND l.classid = 0 AND l.objid = " + NUMBER
            + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** What PostgreSQL says when a lock was not to be had within the time that it was given. */
    private static final String NOT_IN_TIME = "55P03";

    /** Who waits for longer than this says so. */
    static final long TELL_AFTER_MILLIS = 3_000;

    private static final long LOOK_MILLIS = 100;

    private final Connection session;
    private final FileChannel file;

    private MigrationLock(Connection session, FileChannel file) {
        this.session = session;
        this.file = file;
    }

    /**
     * Waits for the turn, and takes it.
     *
     * @param say is told when that takes long, and who has it meanwhile
     */
    static MigrationLock take(Dialect dialect, Consumer<String> say) throws SQLException {
        Connection session = ConnectionPool.connection();
        try {
            if (dialect == Dialect.POSTGRESQL) {
                session.setAutoCommit(false);
                lock(session, say);
                return new MigrationLock(session, null);
            }
            FileChannel file = lockFile(Dialect.file(session), say);
            session.close();
            return new MigrationLock(null, file);
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
            // However long the other takes: it ends, or its session does.
            execute(session, "SET LOCAL lock_timeout = 0");
            execute(session, "SET LOCAL idle_in_transaction_session_timeout = 0");
            execute(session, LOCK);
        }
    }

    private static void tell(Consumer<String> say, String holder) {
        say.accept("Waits for its turn: another server or command brings the schema up to date (" + holder + ").");
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

    private static FileChannel lockFile(Path path, Consumer<String> say) throws SQLException {
        if (path == null) {
            // A database in memory, which no other process has.
            return null;
        }
        try {
            FileChannel file = SecretFile.open(Path.of(path + "-migration"));
            for (long waited = 0; file.tryLock() == null; waited += LOOK_MILLIS) {
                if (waited >= TELL_AFTER_MILLIS) {
                    tell(say, "it has locked " + path + "-migration");
                    file.lock();
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return file;
        } catch (IOException e) {
            throw new SQLException("The lock file beside the database could not be locked.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("The wait for the lock file beside the database was broken off.", e);
        }
    }

    /** Returns whether no other server can have the turn. */
    boolean isExclusive() {
        return session != null || file != null;
    }

    @Override
    public void close() throws SQLException {
        if (session != null) {
            giveBack(session);
        }
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new SQLException("The lock file beside the database could not be released.", e);
            }
        }
    }
}
