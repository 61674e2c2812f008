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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens one connection before the server boots: what is wrong with the database is known within a second then, and from
 * the driver itself, where the pool would only say that it has no connection.
 */
final class DatabaseCheck {
    private static final int ANSWER_SECONDS = 5;
    private static final String MAY_STAGE =
            "SELECT has_database_privilege(current_database(), 'TEMPORARY'), current_schema()";
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

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
            postgresql(
                    "METABUILDER_DB_URL",
                    Settings.get("METABUILDER_DB_URL", "jdbc:postgresql://localhost:5432/metabuilder"),
                    Settings.get("METABUILDER_DB_USER", "metabuilder"),
                    Settings.get("METABUILDER_DB_PASSWORD", ""),
                    Settings.get("METABUILDER_DB_SCHEMA", "public"),
                    true);
        }
    }

    /**
     * Checks that a database which is only to be read can be reached; nothing is changed, made or locked.
     *
     * @param option the option that it was given with
     * @throws StartupException when it cannot
     */
    static void run(String option, DatabaseUrl other) {
        if (other.database().equals("postgresql")) {
            postgresql(option, other.url(), other.user(), other.password(), other.schema(), false);
            return;
        }
        Path file = Path.of(other.url().substring(JDBC.PREFIX.length())).toAbsolutePath();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(SQLITE.length);
            if (first.length > 0 && !Arrays.equals(first, SQLITE)) {
                throw failed("The SQLite file " + file + " cannot be used: it is not an SQLite database", null);
            }
        } catch (IOException e) {
            throw new StartupException(
                    StartupException.FAILED, "The SQLite file " + file + " is not there, or cannot be read", e);
        }
    }

    /**
     * Checks that an SQLite database is there, which whoever opens it would make.
     *
     * @param database sqlite or postgresql
     * @param exitCode the exit code when it is not
     * @throws StartupException when it is not
     */
    static void requireFile(String database, int exitCode) {
        if (database.equals("sqlite") && !Files.exists(file(sqliteSource()))) {
            throw new StartupException(
                    exitCode, "The SQLite file " + file(sqliteSource()) + " is not there; migrate makes it", null);
        }
    }

    /** Returns what an operator is to know of a data folder and an SQLite file that others may look into. */
    static List<String> openToOthers(Settings settings) throws IOException {
        List<String> told = new ArrayList<>();
        if (Folders.isOpen(settings.data())) {
            told.add("others may look into the data folder; chmod 700 " + settings.data() + " ends that");
        }
        Path file = settings.database().equals("sqlite") ? file(sqliteSource()) : null;
        if (file != null && Folders.isOpen(file)) {
            // The files beside it get the mode that it has.
            told.add("others may read the SQLite file; chmod 600 " + file + "* ends that");
        }
        return told;
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

    private static void sqlite() {
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
            case SQLITE_NOTADB -> "it is not an SQLite database, or damaged; the guide for operators says what to do";
            case SQLITE_CORRUPT -> "it is damaged; the guide for operators says what to do";
            case SQLITE_BUSY -> "another program has locked it";
            case SQLITE_FULL -> "the disk is full";
            default ->
                Files.exists(file) && !(Files.isWritable(file) && Files.isWritable(file.getParent()))
                        ? "it or its folder cannot be written to"
                        : "it cannot be opened or made there";
        };
    }

    static void postgresql(String setting, String url, String user, String password, String schema, boolean writes) {
        PostgresqlDataSource source = new PostgresqlDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes the URL and the password that may be in it.
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    setting + " must be jdbc:postgresql://<host>:<port>/<database>",
                    null);
        }
        source.setUser(user);
        source.setPassword(password);
        source.setAnswerTimeout(ANSWER_SECONDS);
        // As the pool asks for them: a pooler may refuse either.
        source.setCurrentSchema(schema);
        source.setOptions("--lock_timeout=30s");
        String where = where(source);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet right = statement.executeQuery(MAY_STAGE)) {
            right.next();
            if (writes && !right.getBoolean(1)) {
                throw failed(
                        "PostgreSQL at " + where + " does not let user " + source.getUser()
                                + " make temporary tables, which imports need: GRANT TEMPORARY ON DATABASE \""
                                + source.getDatabaseName() + "\" TO \"" + source.getUser() + "\"",
                        null);
            }
            if (connection.unwrap(PostgresqlConnection.class).isPooled()
                    && !plain(schema).equalsIgnoreCase(right.getString(2))) {
                throw failed(
                        "PostgreSQL at " + where + " is behind a pooler that drops the schema " + schema
                                + ": ALTER ROLE \"" + source.getUser() + "\" IN DATABASE \"" + source.getDatabaseName()
                                + "\" SET search_path = \"" + plain(schema) + "\"",
                        null);
            }
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            String reason =
                    switch (state) {
                        case "28P01", "28000" -> "refuses user " + source.getUser() + " or the password";
                        case "3D000" -> "has no database " + source.getDatabaseName();
                        case "42501" -> "does not let user " + source.getUser() + " into " + source.getDatabaseName();
                        case "53300" -> "has no connection left";
                        case "57P03" -> "is starting up or shutting down";
                        case "08004" -> refused(source, password);
                        case "22023" -> "knows no such schema as METABUILDER_DB_SCHEMA could mean";
                        case "08P01" ->
                            "does not take what the server asks for: a pooler such as PgBouncer needs"
                                    + " ignore_startup_parameters = extra_float_digits, options, search_path";
                        default -> "cannot be reached";
                    };
            throw failed("PostgreSQL at " + where + " " + reason, e);
        }
    }

    private static String plain(String schema) {
        return schema.strip().replaceAll("^\"|\"$", "");
    }

    private static String where(PostgresqlDataSource source) {
        String[] hosts = source.getServerNames();
        int[] ports = source.getPortNumbers();
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i])
                .collect(Collectors.joining(", "));
    }

    /** The driver gives one state to a server without TLS and to a password that is not there. */
    private static String refused(PostgresqlDataSource source, String password) {
        List<String> reasons = new ArrayList<>();
        String sslMode = source.getSslmode();
        if (sslMode != null && (sslMode.equals("require") || sslMode.startsWith("verify-"))) {
            reasons.add("sslmode=" + sslMode + " wants TLS, which it does not offer");
        }
        if (password.isEmpty()) {
            reasons.add("METABUILDER_DB_PASSWORD is not set");
        }
        return "refuses the connection" + (reasons.isEmpty() ? "" : ": " + String.join(", or ", reasons));
    }

    private static StartupException failed(String message, SQLException cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
