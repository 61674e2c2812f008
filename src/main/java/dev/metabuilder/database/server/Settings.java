package dev.metabuilder.database.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The operator's settings, after their check. The value of a setting comes from a system property, or else from the
 * environment variable of the same name, or else it is the default, as with MicroProfile Config for the WAR and the pools.
 *
 * @param database the kind of database, the name of a pool in {@code server-config/domain.xml}
 * @param data the folder of the log, the tokens and the SQLite file, absolute
 * @param address the address to listen at
 * @param port the port to listen at
 * @param threads the number of HTTP threads
 * @param connections the maximum number of connections to the database
 * @param mostSpoolBytes the maximum total size of temporary files, in bytes
 * @param history whether commands write down the history of their changes
 * @param shutdown how long requests may take to end when the server stops
 */
record Settings(
        String database,
        Path data,
        String address,
        int port,
        int threads,
        int connections,
        long mostSpoolBytes,
        boolean history,
        Duration shutdown) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_POOL = 10_000;
    private static final int MOST_FAILURES = 1_000_000;
    private static final int MOST_JOBS = 1_000;
    private static final int MOST_HISTORY_DAYS = 36_500;
    private static final int FEWEST_THREADS = 16;
    private static final int MOST_THREADS = 1_000;
    private static final int LONGEST_SECONDS = 3_600;
    private static final int SHORTEST_SESSION_SECONDS = 60;
    private static final int LONGEST_SESSION_SECONDS = 31_536_000;
    private static final long MOST_SPOOL_BYTES = 17_179_869_184L;
    private static final String ORIGIN = "https?://[a-z0-9.\\-\\[\\]:]+";

    /**
     * Reads the settings.
     *
     * @return the settings
     * @throws StartupException if one of them is invalid
     */
    static Settings read() {
        String database = get("METABUILDER_DB", "sqlite");
        DatabaseKind kind = DatabaseKind.of(database);
        String prefix = "jdbc:" + database + ":";
        if (!get("METABUILDER_DB_URL", prefix).startsWith(prefix)) {
            // The message does not repeat the value, which may contain a password.
            throw wrong("METABUILDER_DB_URL must begin with " + prefix + " when METABUILDER_DB is " + database);
        }
        kind.checkUrl();
        int connections = (int) number("METABUILDER_DB_POOL_SIZE", kind.poolSize(), LARGEST_POOL);
        number("METABUILDER_LOGIN_FAILURES", 1, MOST_FAILURES);
        number("METABUILDER_LOGIN_FAILURES_PER_ADDRESS", 1, MOST_FAILURES);
        number("METABUILDER_SESSION_IDLE_TIMEOUT", SHORTEST_SESSION_SECONDS, 28_800, LONGEST_SESSION_SECONDS);
        number("METABUILDER_SESSION_ABSOLUTE_TIMEOUT", SHORTEST_SESSION_SECONDS, 604_800, LONGEST_SESSION_SECONDS);
        number("METABUILDER_MAX_BODY_BYTES", 1, Long.MAX_VALUE);
        number("METABUILDER_MAX_JOBS", 1, MOST_JOBS);
        if (!get("METABUILDER_CORS_ORIGINS", "").matches("(" + ORIGIN + "(\\s*,\\s*" + ORIGIN + ")*)?")) {
            throw wrong(
                    "METABUILDER_CORS_ORIGINS must be origins such as https://app.example.org, separated by commas");
        }
        return new Settings(
                database,
                folder(),
                get("METABUILDER_HTTP_ADDRESS", "127.0.0.1"),
                (int) number("METABUILDER_HTTP_PORT", 8080, HIGHEST_PORT),
                (int) number("METABUILDER_HTTP_THREADS", FEWEST_THREADS, 64, MOST_THREADS),
                connections,
                number("METABUILDER_MAX_SPOOL_BYTES", MOST_SPOOL_BYTES, Long.MAX_VALUE),
                number("METABUILDER_HISTORY_DAYS", 0, 30, MOST_HISTORY_DAYS) > 0,
                Duration.ofSeconds(number("METABUILDER_SHUTDOWN_TIMEOUT", 20, LONGEST_SECONDS)));
    }

    private static Path folder() {
        String name = get("METABUILDER_DATA_DIR", "data");
        FileNames.require("METABUILDER_DATA_DIR", name);
        FileNames.require("The path of the temporary folder", System.getProperty("java.io.tmpdir"));
        Path folder = Path.of(name);
        if (!folder.isAbsolute()) {
            FileNames.require("The path of the working folder", System.getProperty("user.dir"));
        }
        return folder.toAbsolutePath().normalize();
    }

    /**
     * Reads a setting without a check. A blank value counts as not set.
     *
     * @param name the name, such as {@code METABUILDER_DATA_DIR}
     * @param otherwise the default
     * @return the value
     */
    static String get(String name, String otherwise) {
        String property = System.getProperty(name, "");
        String value = property.isBlank() ? System.getenv(name) : property;
        return value == null || value.isBlank() ? otherwise : value.trim();
    }

    private static long number(String name, long otherwise, long most) {
        return number(name, 1, otherwise, most);
    }

    private static long number(String name, long least, long otherwise, long most) {
        String value = get(name, Long.toString(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exception below reports it.
        }
        throw wrong(name + " must be a number from " + least + " to " + most + ", not " + value);
    }

    private static StartupException wrong(String message) {
        return new StartupException(StartupException.WRONG_SETTING, message, null);
    }
}
