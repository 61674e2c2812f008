package dev.metabuilder.database.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A database that a command is told of, beside the one of the settings.
 *
 * @param database sqlite or postgresql
 * @param url the JDBC URL, without a user or a password
 * @param user PostgreSQL's user
 * @param password PostgreSQL's password
 * @param schema PostgreSQL's schema
 */
record DatabaseUrl(String database, String url, String user, String password, String schema) {
    private static final String IN_VARIABLE = "env:";
    private static final String HAS_PASSWORD = "//[^/@\\s]*@|(?<=password=)[^&\\s'\"]*";
    private static final Pattern FILE = Pattern.compile("(?:jdbc:sqlite:(?:file:)?|file:)(?!$)([^?]+)(?:[?].*)?");
    private static final Pattern POSTGRESQL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:([^:@/?]*)(?::([^@/?]*))?@)?([^@/?]+)/([^?/]+)(?:[?](.*))?");

    /**
     * Reads a URL: {@code jdbc:sqlite:<path>}, {@code jdbc:postgresql://<host>:<port>/<database>}, the forms of Prisma's
     * {@code DATABASE_URL} ({@code file:<path>}, {@code postgresql://<user>:<password>@<host>:<port>/<database>?schema=…}),
     * or {@code env:<name>} for the URL in an environment variable, where a password is for the process alone. A URL
     * without a user or a password takes those of the settings. Of its parameters, only the schema, {@code sslmode} and
     * {@code targetServerType} count.
     *
     * @param option the option that it was given with
     * @throws StartupException when it is no such URL; the message does not repeat it
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
        Matcher file = FILE.matcher(given);
        if (file.matches()) {
            return new DatabaseUrl("sqlite", "jdbc:sqlite:" + file.group(1), "", "", "");
        }
        Matcher server = POSTGRESQL.matcher(given);
        if (!server.matches()) {
            throw new StartupException(
                    StartupException.WRONG_SETTING,
                    option + " must be jdbc:sqlite:<path>, jdbc:postgresql://<host>:<port>/<database>, file:<path>,"
                            + " postgresql://<user>:<password>@<host>:<port>/<database>, or env:<variable with one of"
                            + " these>",
                    null);
        }
        Map<String, String> parameters = parameters(server.group(5));
        String kept = Stream.of("sslmode", "targetServerType")
                .filter(parameters::containsKey)
                .map(name -> name + "=" + parameters.get(name))
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                "postgresql",
                "jdbc:postgresql://" + server.group(3) + "/" + server.group(4) + (kept.isEmpty() ? "" : "?" + kept),
                first(
                        decoded(server.group(1)),
                        parameters.get("user"),
                        Settings.get("METABUILDER_DB_USER", "metabuilder")),
                first(
                        decoded(server.group(2)),
                        parameters.get("password"),
                        Settings.get("METABUILDER_DB_PASSWORD", "")),
                first(parameters.get("schema"), parameters.get("currentSchema"), "public"));
    }

    private static Map<String, String> parameters(String query) {
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

    private static String first(String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** Makes this the database of the settings, in this process. */
    void use() {
        System.setProperty("METABUILDER_DB", database);
        System.setProperty("METABUILDER_DB_URL", url);
        if (database.equals("postgresql")) {
            System.setProperty("METABUILDER_DB_USER", user);
            System.setProperty("METABUILDER_DB_PASSWORD", password);
            System.setProperty("METABUILDER_DB_SCHEMA", schema);
        }
    }

    /** Returns it in the form in which it goes to the application. */
    Map<String, String> asMap() {
        return Map.of("url", url, "user", user, "password", password, "schema", schema);
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
