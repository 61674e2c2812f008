package dev.metabuilder.database.operator;

import dev.metabuilder.database.launch.ApplicationCommands;
import javax.sql.DataSource;

/** Makes the commands for the launcher. */
public final class CommandsFactory implements ApplicationCommands.Factory {

    @Override
    public ApplicationCommands on(DataSource database, long mostSpoolBytes, boolean history) {
        return new Commands(database, mostSpoolBytes, history);
    }
}
