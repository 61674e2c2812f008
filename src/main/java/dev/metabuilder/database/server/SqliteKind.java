package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/** SQLite. */
final class SqliteKind extends DatabaseKind {

    private static final Pattern URL = Pattern.compile("(?:jdbc:sqlite:(?:file:)?|file:)(?!$)([^?]+)(?:[?].*)?");
    private static final byte[] BEGINNING = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CONNECTIONS = 128;
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    SqliteKind() {
        super("sqlite", CONNECTIONS);
    }

    @Override
    void checkUrl() {
        FileNames.require("METABUILDER_DB_URL", Settings.get("METABUILDER_DB_URL", JDBC.PREFIX));
    }

    @Override
    String jdbcForm() {
        return "jdbc:sqlite:<path>";
    }

    @Override
    String prismaForm() {
        return "file:<path>";
    }

    @Override
    DatabaseUrl parse(String url) {
        Matcher file = URL.matcher(url);
        return file.matches() ? new DatabaseUrl(name(), JDBC.PREFIX + file.group(1), "", "", "") : null;
    }

    @Override
    void check(String option, DatabaseUrl other) {
        Path file = Path.of(other.url().substring(JDBC.PREFIX.length())).toAbsolutePath();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(BEGINNING.length);
            if (first.length > 0 && !Arrays.equals(first, BEGINNING)) {
                throw failed("The SQLite file " + file + " cannot be used: it is not an SQLite database", null);
            }
        } catch (IOException e) {
            throw new StartupException(
                    StartupException.FAILED, "The SQLite file " + file + " is not there, or cannot be read", e);
        }
    }

    @Override
    DataSource reading(DatabaseUrl other) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(other.url());
        return source;
    }

    @Override
    Backup backup() {
        return SqliteBackup::write;
    }

    @Override
    void requireFile(int exitCode) {
        Path file = file(sqliteSource());
        if (!Files.exists(file)) {
            throw new StartupException(exitCode, "The SQLite file " + file + " is not there; migrate makes it", null);
        }
    }

    @Override
    List<String> openToOthers() throws IOException {
        Path file = file(sqliteSource());
        // The files beside it have the same mode.
        return Folders.isOpen(file)
                ? List.of("other users can read the SQLite file; to prevent that: chmod 600 " + file + "*")
                : List.of();
    }

    private static SqliteDataSource sqliteSource() {
        SqliteDataSource source = new SqliteDataSource();
        source.setUrl(Settings.get("METABUILDER_DB_URL", "jdbc:sqlite:"));
        return source;
    }

    private static Path file(SqliteDataSource source) {
        try {
            return source.file();
        } catch (SQLException e) {
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    "METABUILDER_DB_URL must be jdbc:sqlite:<path>, without settings",
                    e);
        }
    }

    @Override
    void check() {
        SqliteDataSource source = sqliteSource();
        Path file = file(source);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM sqlite_master")) {
            row.next();
        } catch (SQLException e) {
            throw failed("The SQLite file " + file + " cannot be used: " + reason(file, e), e);
        }
    }

    private static String reason(Path file, SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
            case SQLITE_NOTADB ->
                "it is not an SQLite database, or is damaged; the guide for operators says what to do";
            case SQLITE_CORRUPT -> "it is damaged; the guide for operators says what to do";
            case SQLITE_BUSY -> "another program has locked it";
            case SQLITE_FULL -> "the disk is full";
            default ->
                Files.exists(file) && !(Files.isWritable(file) && Files.isWritable(file.getParent()))
                        ? "it or its folder cannot be written to"
                        : "it cannot be opened or created there";
        };
    }
}
