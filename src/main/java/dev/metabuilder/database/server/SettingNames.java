package dev.metabuilder.database.server;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of all settings. Without a warning, nobody would notice that a misspelt setting has no effect. */
final class SettingNames {
    static final List<String> ALL = List.of(
            "METABUILDER_CORS_ORIGINS",
            "METABUILDER_DATA_DIR",
            "METABUILDER_DB",
            "METABUILDER_DB_PASSWORD",
            "METABUILDER_DB_POOL_SIZE",
            "METABUILDER_DB_SCHEMA",
            "METABUILDER_DB_URL",
            "METABUILDER_DB_USER",
            "METABUILDER_HISTORY_DAYS",
            "METABUILDER_HTTP_ADDRESS",
            "METABUILDER_HTTP_PORT",
            "METABUILDER_HTTP_THREADS",
            "METABUILDER_INITIALIZE",
            "METABUILDER_LOGIN_FAILURES",
            "METABUILDER_LOGIN_FAILURES_PER_ADDRESS",
            "METABUILDER_MAX_BODY_BYTES",
            "METABUILDER_MAX_JOBS",
            "METABUILDER_MAX_SPOOL_BYTES",
            "METABUILDER_MIGRATE",
            "METABUILDER_PROXIES",
            "METABUILDER_SERVICE_TOKEN",
            "METABUILDER_SESSION_ABSOLUTE_TIMEOUT",
            "METABUILDER_SESSION_IDLE_TIMEOUT",
            "METABUILDER_SHUTDOWN_TIMEOUT");

    private static final String PREFIX = "METABUILDER_";

    /** The URL of a server, a setting of clients, which may share our environment. */
    private static final String OF_CLIENTS = "METABUILDER_URL";

    private SettingNames() {}

    /**
     * Returns a warning for each variable that looks like a setting but is not one.
     *
     * @param variables the names of the environment's variables
     */
    static List<String> warnings(Set<String> variables) {
        return new TreeSet<>(variables)
                .stream()
                        .filter(name -> name.startsWith(PREFIX) && !name.equals(OF_CLIENTS) && !ALL.contains(name))
                        .map(name -> "The variable " + name
                                + " is not a setting and has no effect; the most similar setting is " + nearest(name))
                        .toList();
    }

    private static String nearest(String name) {
        return ALL.stream()
                .min(Comparator.comparingInt(setting -> distance(name, setting)))
                .orElseThrow();
    }

    /** Returns how many letters must be inserted, deleted or changed (Levenshtein's distance). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
