package dev.metabuilder.database.operator;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.CommandResult;
import dev.metabuilder.database.launch.CommandResult.Status;
import dev.metabuilder.database.launch.SchemaCommand;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.schema.Migration;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.storage.DeclaredProperties;
import dev.metabuilder.database.storage.PlainStorage;
import javax.sql.DataSource;

/**
 * The command {@code migrate}: what a server does to the schema at its start, by the same code, without a server. It makes
 * itself what the container makes there.
 */
public final class Migrate implements SchemaCommand {

    /** For the service loader. */
    public Migrate() {}

    @Override
    public CommandResult migrate(boolean check, DataSource database, CommandListener listener) {
        ConnectionPool.replaceBy(database);
        try (PlainStorage storage = new PlainStorage()) {
            return Commands.orFailed(storage, () -> migrate(check, storage, listener));
        }
    }

    private static CommandResult migrate(boolean check, PlainStorage storage, CommandListener listener) {
        Migration migration = new Migration(storage);
        Schema schema = new Schema(
                storage,
                migration,
                Models.CATALOGUE,
                new DeclaredProperties(storage, Models.CATALOGUE),
                new Configuration());
        if (!check) {
            migration.update(listener::line);
            storage.transact(() -> schema.settle(true)).forEach(listener::line);
        }
        String difference = schema.difference();
        return difference == null
                ? new CommandResult(Status.DONE, "The schema is at " + schema.version() + ", as this build needs it")
                : new CommandResult(check ? Status.OTHER_SCHEMA : Status.FAILED, difference);
    }
}
