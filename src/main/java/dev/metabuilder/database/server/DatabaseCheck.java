package dev.metabuilder.database.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens one connection before the server boots: what is wrong with the database is known within a second then, and from
 * the driver itself, where the pool would only say that it has no connection.
 */
final class DatabaseCheck {
    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    private DatabaseCheck() {}

    /**
     * Checks that the database can be reached.
     *
     * @param database sqlite or postgresql
     * @throws StartupException when it cannot
     */
    static void run(String database) {
        if (database.equals("sqlite")) {
            sqlite();
        } else {
            postgresql();
        }
    }

    private static void sqlite() {
        SqliteDataSource source = new SqliteDataSource();
        source.setUrl(Settings.get("METABUILDER_DB_URL", "jdbc:sqlite:"));
        Path file;
        try {
            file = source.file();
        } catch (SQLException e) {
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    "METABUILDER_DB_URL must be jdbc:sqlite:<path>, without settings",
                    e);
        }
        try (Connection connection = source.getConnection()) {
            connection.isValid(0);
        } catch (SQLException e) {
            String reason =
                    switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
                        case SQLITE_NOTADB -> "it is not an SQLite database";
                        case SQLITE_READONLY -> "it cannot be written";
                        case SQLITE_BUSY -> "another program has locked it";
                        case SQLITE_CORRUPT -> "it is damaged";
                        case SQLITE_FULL -> "the disk is full";
                        default -> "it cannot be opened or made there";
                    };
            throw failed("The SQLite file " + file + " cannot be used: " + reason, e);
        }
    }

    private static void postgresql() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(Settings.get("METABUILDER_DB_URL", "jdbc:postgresql://localhost:5432/metabuilder"));
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes the URL and the password that may be in it.
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    "METABUILDER_DB_URL must be jdbc:postgresql://<host>:<port>/<database>",
                    null);
        }
        source.setUser(Settings.get("METABUILDER_DB_USER", "metabuilder"));
        source.setPassword(Settings.get("METABUILDER_DB_PASSWORD", ""));
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setSocketTimeout(CONNECT_TIMEOUT_SECONDS);
        String where = source.getServerNames()[0] + ":" + source.getPortNumbers()[0];
        try (Connection connection = source.getConnection()) {
            connection.isValid(CONNECT_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            String reason =
                    switch (state) {
                        case "28P01", "28000" -> "refuses user " + source.getUser() + " or the password";
                        case "3D000" -> "has no database " + source.getDatabaseName();
                        case "42501" -> "does not let user " + source.getUser() + " into " + source.getDatabaseName();
                        case "53300" -> "has no connection left";
                        case "57P03" -> "is starting up or shutting down";
                        case "08004" -> "refuses the connection: is METABUILDER_DB_PASSWORD set";
                        default -> "cannot be reached";
                    };
            throw failed("PostgreSQL at " + where + " " + reason, e);
        }
    }

    private static StartupException failed(String message, SQLException cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
