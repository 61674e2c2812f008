package dev.metabuilder.database.launch;

import javax.sql.DataSource;

/** Updates or checks the schema in a process without a server. The launcher finds the application's as a service. */
public interface SchemaCommand {

    /**
     * Migrates the schema. When this returns, it has succeeded, or the result says how it failed.
     *
     * @param check whether to compare only, and to change nothing
     * @param database the database of the settings
     */
    CommandResult migrate(boolean check, DataSource database, CommandListener listener);
}
