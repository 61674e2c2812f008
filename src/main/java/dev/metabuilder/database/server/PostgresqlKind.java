package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL. */
final class PostgresqlKind extends DatabaseKind {

    private static final Pattern URL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:([^:@/?]*)(?::([^@/?]*))?@)?([^@/?]+)/([^?/]+)(?:[?](.*))?");
    private static final int CONNECTIONS = 40;
    private static final int ANSWER_SECONDS = 5;
    private static final int CONNECT_SECONDS = 5;
    private static final int LOGIN_SECONDS = 10;
    private static final String MAY_STAGE =
            "SELECT has_database_privilege(current_database(), 'TEMPORARY'), current_schema()";

    PostgresqlKind() {
        super("postgresql", CONNECTIONS);
    }

    @Override
    String jdbcForm() {
        return "jdbc:postgresql://<host>:<port>/<database>";
    }

    @Override
    String prismaForm() {
        return "postgresql://<user>:<password>@<host>:<port>/<database>";
    }

    @Override
    DatabaseUrl parse(String url) {
        Matcher server = URL.matcher(url);
        if (!server.matches()) {
            return null;
        }
        Map<String, String> parameters = DatabaseUrl.parameters(server.group(5));
        return DatabaseUrl.ofServer(
                name(),
                server,
                parameters,
                Set.of("sslmode", "targetServerType"),
                DatabaseUrl.first(parameters.get("schema"), parameters.get("currentSchema"), "public"));
    }

    @Override
    void check() {
        check(
                "METABUILDER_DB_URL",
                Settings.get("METABUILDER_DB_URL", "jdbc:postgresql://localhost:5432/metabuilder"),
                Settings.get("METABUILDER_DB_USER", "metabuilder"),
                Settings.get("METABUILDER_DB_PASSWORD", ""),
                Settings.get("METABUILDER_DB_SCHEMA", "public"),
                true);
    }

    @Override
    void check(String option, DatabaseUrl other) {
        check(option, other.url(), other.user(), other.password(), other.schema(), false);
    }

    @Override
    DataSource reading(DatabaseUrl other) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(other.url());
        source.setUser(other.user());
        source.setPassword(other.password());
        source.setCurrentSchema(other.schema());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setReadOnly(true);
        // A pooler may stand between: see PostgresqlConnection.
        source.setPrepareThreshold(0);
        source.setTcpKeepAlive(true);
        return source;
    }

    @Override
    Backup backup() {
        throw new StartupException(
                StartupException.WRONG_SETTING, "backup is for SQLite; on PostgreSQL use pg_dump", null);
    }

    static void check(String setting, String url, String user, String password, String schema, boolean writes) {
        PostgresqlDataSource source = new PostgresqlDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            // The exception has no cause: that would quote the URL, perhaps with a password.
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    setting + " must be jdbc:postgresql://<host>:<port>/<database>",
                    null);
        }
        source.setUser(user);
        source.setPassword(password);
        source.setAnswerTimeout(ANSWER_SECONDS);
        // The pool will request both, and a pooler may refuse either.
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
                        case "28P01", "28000" -> "refuses the user " + source.getUser() + " or the password";
                        case "3D000" -> "has no database " + source.getDatabaseName();
                        case "42501" ->
                            "does not let the user " + source.getUser() + " connect to " + source.getDatabaseName();
                        case "53300" -> "has no connection left";
                        case "57P03" -> "is starting up or shutting down";
                        case "08004" -> refused(source, password);
                        case "22023" -> "can't read METABUILDER_DB_SCHEMA as the name of a schema";
                        case "08P01" ->
                            "refuses the parameters of the connection: a pooler such as PgBouncer needs"
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

    /**
     * Returns the possible reasons: the driver has the same SQLState for a server without TLS and for a missing password.
     */
    private static String refused(PostgresqlDataSource source, String password) {
        List<String> reasons = new ArrayList<>();
        String sslMode = source.getSslmode();
        if (sslMode != null && (sslMode.equals("require") || sslMode.startsWith("verify-"))) {
            reasons.add("sslmode=" + sslMode + " requires TLS, which it does not offer");
        }
        if (password.isEmpty()) {
            reasons.add("METABUILDER_DB_PASSWORD is not set");
        }
        return "refuses the connection" + (reasons.isEmpty() ? "" : ": " + String.join(", or ", reasons));
    }
}
