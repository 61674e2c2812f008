package dev.metabuilder.database.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens one connection before the server boots. So the operator knows within a second what is wrong with the database, and
 * from the driver itself: the pool would only say that it has no connection.
 */
final class DatabaseCheck {

    private DatabaseCheck() {}

    /**
     * Checks that the database of the settings can be reached.
     *
     * @param database its kind, as in METABUILDER_DB
     * @throws StartupException if it can't
     */
    static void run(String database) {
        DatabaseKind.of(database).check();
    }

    /**
     * Checks that a database which a command only reads can be reached. The check changes, creates and locks nothing.
     *
     * @param option the option with its URL
     * @throws StartupException if it can't
     */
    static void run(String option, DatabaseUrl other) {
        DatabaseKind.of(other.database()).check(option, other);
    }

    /**
     * Checks that the database of the settings exists, because opening it would create it.
     *
     * @param database its kind, as in METABUILDER_DB
     * @param exitCode the exit code if it does not
     * @throws StartupException if it does not
     */
    static void requireFile(String database, int exitCode) {
        DatabaseKind.of(database).requireFile(exitCode);
    }

    /** Returns warnings for the operator about a data folder and a database file that other users can read. */
    static List<String> openToOthers(Settings settings) throws IOException {
        List<String> told = new ArrayList<>();
        if (Folders.isOpen(settings.data())) {
            told.add("other users can read the data folder; to prevent that: chmod 700 " + settings.data());
        }
        told.addAll(DatabaseKind.of(settings.database()).openToOthers());
        return told;
    }
}
