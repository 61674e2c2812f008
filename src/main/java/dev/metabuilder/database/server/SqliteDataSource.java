package dev.metabuilder.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * The datasource of the pool {@code jdbc/metabuilder} on an SQLite file.
 *
 * <p>Every connection is a {@link SqliteConnection} in WAL mode with foreign keys enforced. The datasource returns it only
 * if SQLite confirms that these settings are in force, because SQLite ignores settings that it does not know or can't apply.
 * The bean properties of the driver's datasource ({@code url}, {@code journalMode}, {@code enforceForeignKeys},
 * {@code busyTimeout} in milliseconds, {@code synchronous}) change the defaults. The URL {@code jdbc:sqlite:} without a path
 * stands for {@code metabuilder.db} in the data folder.
 */
public final class SqliteDataSource extends SQLiteDataSource {
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    private volatile SqliteFile opened;

    /** Makes a datasource with the defaults above, without a URL. */
    public SqliteDataSource() {
        setJournalMode("WAL");
        setEnforceForeignKeys(true);
        setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // With FULL, committed data survives a power failure; NORMAL would lose the last commits.
        setSynchronous("FULL");
        getConfig().setJournalSizeLimit(SqliteWal.MOST_BYTES);
        // Otherwise the driver runs a query after each INSERT for generated keys, which nobody needs.
        getConfig().setGetGeneratedKeys(false);
    }

    /**
     * Opens a connection. If the folder of the database file is missing, this creates it, readable only by its owner.
     *
     * @param user ignored: SQLite knows no users
     * @param password ignored
     * @return a connection with auto-commit on
     * @throws SQLException if the URL is not that of an SQLite file, the file can't be opened or is not the one that was
     *     opened first, or a setting is not in force
     */
    @Override
    public SQLiteConnection getConnection(String user, String password) throws SQLException {
        Path file = file();
        SqliteFile before = opened;
        if (before == null) {
            makePlace(file);
        } else {
            // SQLite would create an empty file beside the log of the deleted one.
            before.requireAtPath();
        }
        SqliteConnection connection = open(file);
        try {
            check(connection);
            opened = before == null ? new SqliteFile(file) : before;
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Returns the absolute path of the database file.
     *
     * @throws SQLException if the URL is not that of an SQLite file, or has settings, which are bean properties here
     */
    Path file() throws SQLException {
        String url = getUrl().trim();
        if (!JDBC.isValidURL(url) || url.contains("?")) {
            throw new SQLException("Not the URL of an SQLite file (jdbc:sqlite:<path>)");
        }
        String path = url.substring(JDBC.PREFIX.length()).replaceFirst("^file:", "");
        Path file = path.isEmpty()
                ? Path.of(Settings.get("METABUILDER_DATA_DIR", "data"), "metabuilder.db")
                : Path.of(path);
        return file.toAbsolutePath().normalize();
    }

    /** Creates the file only for its owner: SQLite would follow the umask. The files beside it get the same mode. */
    private static void makePlace(Path file) throws SQLException {
        if (Files.exists(file)) {
            return;
        }
        try {
            Folders.create(file.getParent());
            Folders.createFile(file);
        } catch (IOException e) {
            throw new SQLException("Cannot make the file " + file, e);
        }
    }

    /**
     * Opens the file. Switching a new file to WAL needs a lock for which SQLite does not wait: if several connections open a
     * new file at once, all but one are refused at first, and try again.
     */
    private SqliteConnection open(Path file) throws SQLException {
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(getConfig().getBusyTimeout());
        while (true) {
            try {
                return new SqliteConnection(file, getConfig().toProperties(), new WriteQueueEntry(file));
            } catch (SQLException e) {
                if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("Interrupted while opening " + file, e);
            }
        }
    }

    private void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : new String[] {"journal_mode", "foreign_keys", "busy_timeout", "synchronous"}) {
                String wanted = normal(getConfig().toProperties().getProperty(pragma));
                try (ResultSet row = statement.executeQuery("pragma " + pragma)) {
                    String actual = normal(row.next() ? row.getString(1) : "");
                    if (!actual.equals(wanted)) {
                        throw new SQLException("SQLite runs with " + pragma + " = " + actual + ", not " + wanted);
                    }
                }
            }
        }
    }

    /** Returns the number with which SQLite reports a setting that is written as a word. */
    private static String normal(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "on", "normal" -> "1";
            case "false" -> "0";
            case "full" -> "2";
            case "extra" -> "3";
            default -> value.toLowerCase(Locale.ROOT);
        };
    }
}
