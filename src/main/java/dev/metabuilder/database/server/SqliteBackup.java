package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.CommandProgress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Copies an SQLite database that servers are using, by SQLite's online backup. It reads one snapshot, which in WAL mode
 * keeps no writer waiting. The snapshot stays open from the first page to the last, so writes do not restart the copy.
 */
final class SqliteBackup {
    private static final int PAGES_A_STEP = 250;
    private static final int MOST_TIMEOUTS = 300;
    private static final int TIMEOUT_MILLIS = 100;

    private SqliteBackup() {}

    /**
     * Copies the database of the settings.
     *
     * @param whole the output, which must not exist as a file
     * @return the size of the copy in bytes
     * @throws StartupException if the file exists, the database can't be read, or the copy can't be written or is damaged
     */
    static long write(OutputFile whole, ProgressLine progress) {
        if (whole.isThere()) {
            throw failed("The file " + whole.file() + " exists already, and backup never overwrites a file", null);
        }
        SqliteDataSource source = new SqliteDataSource();
        source.setUrl(Settings.get("METABUILDER_DB_URL", "jdbc:sqlite:"));
        try {
            if (!Files.exists(source.file())) {
                throw failed("There is no SQLite file " + source.file(), null);
            }
            DatabaseCheck.run("sqlite");
            try (SQLiteConnection connection = source.getConnection(null, null)) {
                copy(connection, whole.part(), progress);
                check(whole.part());
                long bytes = Files.size(whole.part());
                if (whole.isThere()) {
                    throw failed("The file " + whole.file() + " was created by somebody else meanwhile", null);
                }
                whole.keep();
                return bytes;
            }
        } catch (SQLException e) {
            throw failed("The backup failed: " + reason(e), e);
        } catch (IOException e) {
            throw failed("The backup failed: the copy cannot be written", e);
        }
    }

    private static String reason(SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "the SQLite file is damaged; the guide for operators says what to do";
            case SQLITE_FULL -> "there is no room for the copy";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program keeps the SQLite file locked";
            default -> "the SQLite file cannot be read, or the copy cannot be written";
        };
    }

    private static void copy(SQLiteConnection connection, Path file, ProgressLine progress)
            throws IOException, SQLException {
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            copy(connection, file, written, progress);
        }
    }

    private static void copy(SQLiteConnection connection, Path file, FileChannel written, ProgressLine progress)
            throws SQLException {
        long begun = System.nanoTime();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        long pageBytes = number(connection, "PRAGMA page_size");
        // From here on the connection reads a snapshot.
        number(connection, "SELECT COUNT(*) FROM sqlite_master");
        int result = connection
                .getDatabase()
                .backup(
                        "main",
                        file.toString(),
                        (left, all) -> {
                            settle(written);
                            double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
                            long done = (all - left) * pageBytes;
                            progress.show(new CommandProgress(
                                    "copying",
                                    0,
                                    0,
                                    done,
                                    all * pageBytes,
                                    0,
                                    Math.round(done / seconds),
                                    done == 0 ? -1 : Math.round(seconds * left / (all - left))));
                        },
                        TIMEOUT_MILLIS,
                        MOST_TIMEOUTS,
                        PAGES_A_STEP);
        connection.rollback();
        if (result != 0) {
            throw new SQLException("SQLite's backup failed", null, result);
        }
    }

    /** Forces the copy to the disk, little by little: all of it at once would make a writer's commit wait. */
    private static void settle(FileChannel written) {
        try {
            written.force(false);
        } catch (IOException e) {
            throw failed("The backup cannot be written", e);
        }
    }

    /** Checks the copy, and ends its WAL mode, in which it would consist of several files. */
    private static void check(Path file) throws SQLException {
        try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + SqliteFile.name(file));
                Statement statement = copy.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            try (ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
                if (!row.next() || !row.getString(1).equals("ok")) {
                    // The copy equals the file page by page, so the file is damaged.
                    throw new SQLException("The copy is damaged", null, SQLiteErrorCode.SQLITE_CORRUPT.code);
                }
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static StartupException failed(String message, Exception cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
