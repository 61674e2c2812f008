package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** MySQL, or MariaDB: the one driver talks to both. */
final class MysqlKind extends DatabaseKind {

    private static final int CONNECTIONS = 40;

    /** The driver's own parameters that count. */
    private static final Set<String> KEPT =
            Set.of("sslMode", "serverSslCert", "trustStore", "trustStorePassword", "allowPublicKeyRetrieval");

    private static final String PLACE = "://(?:([^:@/?]*)(?::([^@/?]*))?@)?([^@/?]+)/([^?/]+)(?:[?](.*))?";

    private final String product;
    private final String oldest;
    private final Pattern url;

    /** A setting may also have the form that MariaDB's driver has for both, which Liquibase needs. */
    private final Pattern setting;

    private MysqlKind(String name, String product, String oldest) {
        super(name, CONNECTIONS);
        this.product = product;
        this.oldest = oldest;
        url = Pattern.compile("(?:jdbc:)?" + name + PLACE);
        setting = Pattern.compile("jdbc:(?:" + name + "|mariadb)" + PLACE);
    }

    static MysqlKind mysql() {
        return new MysqlKind("mysql", "MySQL", "8.0.13");
    }

    static MysqlKind mariadb() {
        return new MysqlKind("mariadb", "MariaDB", "10.6.0");
    }

    @Override
    String jdbcForm() {
        return "jdbc:" + name() + "://<host>:<port>/<database>";
    }

    @Override
    String prismaForm() {
        return name() + "://<user>:<password>@<host>:<port>/<database>";
    }

    @Override
    DatabaseUrl parse(String text) {
        Matcher server = url.matcher(text);
        if (!server.matches()) {
            return null;
        }
        Map<String, String> parameters = DatabaseUrl.parameters(server.group(5));
        // Prisma's word for it. Its limits of connections and of time are matters of its own pool.
        String accept = parameters.remove("sslaccept");
        if (accept != null) {
            parameters.put("sslMode", accept.equals("strict") ? "verify-full" : "trust");
        }
        return DatabaseUrl.ofServer(name(), server, parameters, KEPT, "");
    }

    @Override
    void check() {
        check(
                "METABUILDER_DB_URL",
                Settings.get("METABUILDER_DB_URL", "jdbc:" + name() + "://localhost:3306/metabuilder"),
                Settings.get("METABUILDER_DB_USER", "metabuilder"),
                Settings.get("METABUILDER_DB_PASSWORD", ""),
                true);
    }

    @Override
    void check(String option, DatabaseUrl other) {
        check(option, other.url(), other.user(), other.password(), false);
    }

    @Override
    DataSource reading(DatabaseUrl other) {
        MysqlDataSource source = new MysqlDataSource();
        try {
            source.setUrl(other.url());
            source.setUser(other.user());
            source.setPassword(other.password());
        } catch (SQLException e) {
            // Without its cause, which quotes the URL.
            throw new StartupException(
                    StartupException.WRONG_SETTING, "The URL of the other database must be " + jdbcForm(), null);
        }
        source.onlyRead();
        return source;
    }

    @Override
    Backup backup() {
        throw new StartupException(
                StartupException.WRONG_SETTING,
                "backup is for SQLite; on " + product + " use "
                        + (product.equals("MySQL") ? "mysqldump" : "mariadb-dump"),
                null);
    }

    private void check(String name, String jdbcUrl, String user, String password, boolean writes) {
        Matcher server = setting.matcher(jdbcUrl);
        if (!server.matches()) {
            throw new StartupException(StartupException.WRONG_SETTING, name + " must be " + jdbcForm(), null);
        }
        String where = product + " at " + server.group(3) + " ";
        MysqlDataSource source = new MysqlDataSource();
        try {
            source.setUrl(jdbcUrl);
            source.setUser(user);
            source.setPassword(password);
        } catch (SQLException e) {
            // Without its cause, which quotes the URL and the password that may be in it.
            throw new StartupException(StartupException.WRONG_SETTING, name + " must be " + jdbcForm(), null);
        }
        try (Connection connection = source.getConnection()) {
            if (writes) {
                requireFit(connection, where, user, server.group(4));
            }
        } catch (SQLException e) {
            throw failed(where + reason(e, user, server.group(4)), e);
        }
    }

    private void requireFit(Connection connection, String where, String user, String database) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        if (!server.getDatabaseProductName().equals(product)) {
            throw failed(
                    where + "is " + server.getDatabaseProductName() + ": METABUILDER_DB must be "
                            + (product.equals("MySQL") ? "mariadb" : "mysql"),
                    null);
        }
        if (isOlder(server.getDatabaseProductVersion(), oldest)) {
            throw failed(
                    where + "has the version " + server.getDatabaseProductVersion() + "; " + oldest
                            + " is the oldest that the server runs on",
                    null);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE may_stage (id INT)");
            statement.execute("DROP TEMPORARY TABLE may_stage");
        } catch (SQLException e) {
            throw failed(
                    where + "does not let user " + user
                            + " make temporary tables, which imports need: GRANT CREATE TEMPORARY TABLES ON `"
                            + database
                            + "`.* TO '" + user + "'",
                    e);
        }
    }

    private static boolean isOlder(String version, String other) {
        List<Integer> numbers = numbers(version);
        List<Integer> least = numbers(other);
        for (int i = 0; i < least.size(); i++) {
            int number = i < numbers.size() ? numbers.get(i) : 0;
            if (number != least.get(i)) {
                return number < least.get(i);
            }
        }
        return false;
    }

    /** Returns the first three numbers of a version, such as {@code 11.4.5-MariaDB}. */
    private static List<Integer> numbers(String version) {
        return Pattern.compile("\\d+")
                .matcher(version)
                .results()
                .limit(3)
                .map((MatchResult number) -> Integer.valueOf(number.group()))
                .toList();
    }

    private static String reason(SQLException e, String user, String database) {
        return switch (e.getErrorCode()) {
            case 1045, 1698 -> "refuses user " + user + " or the password";
            case 1049 -> "has no database " + database;
            case 1044 -> "does not let user " + user + " into " + database;
            case 1040, 1203, 1226 -> "has no connection left";
            case 1053 -> "is shutting down";
            default ->
                String.valueOf(e.getMessage()).contains("RSA public key")
                        ? "takes the password of user " + user
                                + " by TLS, or with allowPublicKeyRetrieval=true in the URL"
                        : "cannot be reached";
        };
    }
}
