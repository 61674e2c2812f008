package dev.metabuilder.database.schema;

import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.Pool;
import dev.metabuilder.database.platform.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The turn to migrate, which one server at a time has: it ends with the process that has it, however that dies. On
 * PostgreSQL it is an advisory lock of a transaction, which stays open, on SQLite a lock on a file beside the database.
 */
final class Turn implements AutoCloseable {

    /** The number of our advisory lock: "mbdb" in ASCII. */
    private static final int NUMBER = 0x6d626462;

    private final Connection session;
    private final FileChannel file;

    private Turn(Connection session, FileChannel file) {
        this.session = session;
        this.file = file;
    }

    /** Waits for the turn, and takes it. */
    static Turn take(Dialect dialect) throws SQLException {
        Connection session = Pool.connection();
        try {
            if (dialect == Dialect.POSTGRESQL) {
                // However long the other takes: it ends, or its session does.
                session.setAutoCommit(false);
                execute(session, "SET LOCAL lock_timeout = 0");
                execute(session, "SET LOCAL idle_in_transaction_session_timeout = 0");
                execute(session, "SELECT pg_advisory_xact_lock(" + NUMBER + ")");
                return new Turn(session, null);
            }
            FileChannel file = lockFile(file(session));
            session.close();
            return new Turn(null, file);
        } catch (SQLException | RuntimeException e) {
            giveBack(session);
            throw e;
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

    /** Asks SQLite itself: what of a URL is the path depends on who reads it. */
    private static String file(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static FileChannel lockFile(String path) throws SQLException {
        if (path == null || path.isEmpty()) {
            // A database in memory, which no other process has.
            return null;
        }
        try {
            FileChannel file = SecretFile.open(Path.of(path + "-migration"));
            file.lock();
            return file;
        } catch (IOException e) {
            throw new SQLException("The lock file beside the database could not be locked.", e);
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
