package dev.metabuilder.database.launch;

import java.io.InputStream;
import java.io.Writer;

/** What the command line asks of the application. Each command returns when it is done, or has failed and changed nothing. */
public interface ApplicationCommands {

    /** Where the application has it. */
    String JNDI_NAME = "java:global/metabuilder-database/Commands";

    /**
     * Brings the schema up to date.
     *
     * @param check whether it is only compared, and nothing changed
     */
    CommandResult migrate(boolean check, CommandListener listener);

    /**
     * Exports the database.
     *
     * @param full all models, with their secrets
     * @param out takes the JSON
     * @param name what the result calls the place where it goes
     */
    CommandResult export(boolean full, Writer out, String name, CommandListener listener);

    /**
     * Imports a JSON export.
     *
     * @param in its bytes
     * @param bytes how many these are, 0 when that is not known
     */
    CommandResult importJson(InputStream in, long bytes, ImportMode mode, CommandListener listener);

    /** Imports a database of the old Prisma layer. */
    CommandResult importPrisma(SourceDatabase database, ImportMode mode, CommandListener listener);

    /**
     * Copies all models from another database.
     *
     * @param replace whether the records go that are there; else there must be none
     */
    CommandResult copy(SourceDatabase from, boolean replace, CommandListener listener);

    /**
     * How an import is carried out.
     *
     * @param repair whether what the old store let in is mended
     * @param dryRun whether it is only said what would be done
     */
    record ImportMode(boolean repair, boolean dryRun) {}
}
