package dev.metabuilder.database.launch;

import java.io.InputStream;
import java.io.Writer;

/** The commands of the application. Each returns when it has succeeded, or has failed and changed nothing. */
public interface ApplicationCommands {

    /** The JNDI name of the application's EJB. */
    String JNDI_NAME = "java:global/metabuilder-database/Commands";

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

    /**
     * Options of an import.
     *
     * @param repair whether to repair what the old store accepted
     * @param dryRun whether only to report what the import would do
     */
    record ImportMode(boolean repair, boolean dryRun) {}
}
