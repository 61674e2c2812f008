package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.SourceDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The URL of a database that is an argument of a command.
 *
 * @param database its kind, as in METABUILDER_DB
 * @param url the JDBC URL, without a user or a password
 * @param user the user of a database server
 * @param password the password of the user
 * @param schema PostgreSQL's schema
 */
record DatabaseUrl(String database, String url, String user, String password, String schema) {
    private static final String IN_VARIABLE = "env:";
    private static final String HAS_PASSWORD = "(?i)//[^/@\\s]*@|(?<=password=)[^&\\s'\"]*";

    /**
     * Reads a URL: {@code jdbc:sqlite:<path>}, {@code jdbc:postgresql://<host>:<port>/<database>} (or {@code mysql},
     * {@code mariadb}), the forms of Prisma's {@code DATABASE_URL} ({@code file:<path>},
     * {@code postgresql://<user>:<password>@<host>:<port>/<database>?schema=…}), or {@code env:<name>} for the URL in an
     * environment variable, in which no other process sees its password. A URL without a user or a password gets those of the
     * settings. Of its parameters, only those count that its kind of database keeps.
     *
     * @param option the option with the URL
     * @throws StartupException if it is not such a URL; the message does not repeat the text
     */
    static DatabaseUrl parse(String option, String text) {
        String variable = text.startsWith(IN_VARIABLE) ? text.substring(IN_VARIABLE.length()) : null;
        String given = variable == null ? text : Settings.get(variable, "");
        if (variable != null && given.isEmpty()) {
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    "The variable " + variable + ", which " + option + " names, is not set",
                    null);
        }
        for (DatabaseKind kind : DatabaseKind.all()) {
            DatabaseUrl url = kind.parse(given);
            if (url != null) {
                return url;
            }
        }
        String forms = Stream.<Function<DatabaseKind, String>>of(DatabaseKind::jdbcForm, DatabaseKind::prismaForm)
                .flatMap(form -> DatabaseKind.all().stream().map(form))
                .collect(Collectors.joining(", "));
        throw new StartupException(
                StartupException.WRONG_SETTING,
                option + " must be " + forms + ", or env:<variable with one of these>",
                null);
    }

    /**
     * Returns the URL of a database on a server.
     *
     * @param url what was matched: user, password, host with port, database
     * @param parameters the parameters of the URL
     * @param kept those of them that go on to the driver
     */
    static DatabaseUrl ofServer(
            String database, Matcher url, Map<String, String> parameters, Set<String> kept, String schema) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> kept.contains(parameter.getKey()))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                database,
                "jdbc:" + database + "://" + url.group(3) + "/" + url.group(4) + (query.isEmpty() ? "" : "?" + query),
                first(
                        decoded(url.group(1)),
                        parameters.get("user"),
                        Settings.get("METABUILDER_DB_USER", "metabuilder")),
                first(decoded(url.group(2)), parameters.get("password"), Settings.get("METABUILDER_DB_PASSWORD", "")),
                schema);
    }

    /** Returns the parameters of a URL in their order, decoded. */
    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String part) {
        return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Returns the first value that is not null or empty, or an empty text. */
    static String first(String... values) {
        return Stream.of(values)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Makes this the database of the settings, in this process. */
    void use() {
        System.setProperty("METABUILDER_DB", database);
        System.setProperty("METABUILDER_DB_URL", url);
        if (!user.isEmpty()) {
            System.setProperty("METABUILDER_DB_USER", user);
            System.setProperty("METABUILDER_DB_PASSWORD", password);
            System.setProperty("METABUILDER_DB_SCHEMA", schema);
        }
    }

    /** Returns the database for the application, which reads it. */
    SourceDatabase source() {
        return new SourceDatabase(url, schema, DatabaseKind.of(database).reading(this));
    }

    /** Returns a text without the users and passwords of the URLs in it. */
    static String withoutSecrets(String text) {
        return text.replaceAll(HAS_PASSWORD, "…");
    }

    @Override
    public String toString() {
        return url;
    }
}
