package dev.metabuilder.database.server;

import dev.metabuilder.database.launch.SourceDatabase;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The URL of a database that is an argument of a command.
 *
 * @param database its kind, as in METABUILDER_DB
 * @param url the JDBC URL, without a user or a password
 * @param user PostgreSQL's user
 * @param password PostgreSQL's password
 * @param schema PostgreSQL's schema
 */
record DatabaseUrl(String database, String url, String user, String password, String schema) {
    private static final String IN_VARIABLE = "env:";
    private static final String HAS_PASSWORD = "//[^/@\\s]*@|(?<=password=)[^&\\s'\"]*";

    /**
     * Reads a URL: {@code jdbc:sqlite:<path>}, {@code jdbc:postgresql://<host>:<port>/<database>}, the forms of Prisma's
     * {@code DATABASE_URL} ({@code file:<path>}, {@code postgresql://<user>:<password>@<host>:<port>/<database>?schema=…}),
     * or {@code env:<name>} for the URL in an environment variable, in which no other process sees its password. A URL
     * without a user or a password gets those of the settings. Of its parameters, only the schema, {@code sslmode} and
     * {@code targetServerType} count.
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
