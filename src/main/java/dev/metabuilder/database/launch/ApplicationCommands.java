package dev.metabuilder.database.launch;

import java.io.InputStream;
import java.io.Writer;
import javax.sql.DataSource;

/**
 * The commands of the application, on one database, in a process without a server. Each returns when it has succeeded, or has
 * failed and changed nothing.
 */
public interface ApplicationCommands {

    /** Makes the commands. The launcher finds it as a service among the application's classes. */
    @FunctionalInterface
    interface Factory {

        /**
         * Makes the commands of this process.
         *
         * @param database the database of the settings
         * @param mostSpoolBytes the maximum total size of temporary files, in bytes
         * @param history whether to write down the history of the changes
         */
        ApplicationCommands on(DataSource database, long mostSpoolBytes, boolean history);
    }

    /**
     * Updates the schema.
     *
     * @param check whether to compare only, and to change nothing
     */
    CommandResult migrate(boolean check, CommandListener listener);

    /**
     * Exports the database.
     *
     * @param full whether to export all models with their secrets
     * @param out gets the JSON
     * @param name the name of the target in the result's message
     */
    CommandResult export(boolean full, Writer out, String name, CommandListener listener);

    /**
     * Imports a JSON export.
     *
     * @param in its bytes
     * @param bytes how many bytes there are, 0 if unknown
     */
    CommandResult importJson(InputStream in, long bytes, ImportMode mode, CommandListener listener);

    /** Imports a database of the old Prisma layer. */
    CommandResult importPrisma(SourceDatabase database, ImportMode mode, CommandListener listener);

    /**
     * Copies all models from another database.
     *
     * @param replace whether to delete existing records; otherwise there must be none
     */
    CommandResult copy(SourceDatabase from, boolean replace, CommandListener listener);

    /** Cancels the running command, and returns when it has rolled back, or after three seconds. */
    void cancel();

    /**
     * Options of an import.
     *
     * @param repair whether to repair what the old store accepted
     * @param dryRun whether only to report what the import would do
     */
    record ImportMode(boolean repair, boolean dryRun) {}
}
