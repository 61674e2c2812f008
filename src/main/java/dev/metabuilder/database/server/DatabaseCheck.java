package dev.metabuilder.database.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens one connection before the server boots: what is wrong with the database is known within a second then, and from
 * the driver itself, where the pool would only say that it has no connection.
 */
final class DatabaseCheck {

    private DatabaseCheck() {}

    /**
     * Checks that the database of the settings can be reached.
     *
     * @param database its kind, as METABUILDER_DB has it
     * @throws StartupException when it cannot
     */
    static void run(String database) {
        DatabaseKind.of(database).check();
    }

    /**
     * Checks that a database which is only to be read can be reached; nothing is changed, made or locked.
     *
     * @param option the option that it was given with
     * @throws StartupException when it cannot
     */
    static void run(String option, DatabaseUrl other) {
        DatabaseKind.of(other.database()).check(option, other);
    }

    /**
     * Checks that the database of the settings is there, because opening it would create it.
     *
     * @param database its kind, as METABUILDER_DB has it
     * @param exitCode the exit code when it is not
     * @throws StartupException when it is not
     */
    static void requireFile(String database, int exitCode) {
        DatabaseKind.of(database).requireFile(exitCode);
    }

    /** Returns what an operator is to know of a data folder and of a database file that others may look into. */
    static List<String> openToOthers(Settings settings) throws IOException {
        List<String> told = new ArrayList<>();
        if (Folders.isOpen(settings.data())) {
            told.add("others may look into the data folder; chmod 700 " + settings.data() + " ends that");
        }
        told.addAll(DatabaseKind.of(settings.database()).openToOthers());
        return told;
    }
}
