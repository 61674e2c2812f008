package dev.metabuilder.database.operator;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.launch.ApplicationCommands;
import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.CommandResult;
import dev.metabuilder.database.launch.CommandResult.Status;
import dev.metabuilder.database.launch.SourceDatabase;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.platform.SpillFile;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.record.RecordHistory;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.Replacement;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.schema.Migration;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.storage.DeclaredProperties;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.PlainStorage;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.transfer.Export;
import dev.metabuilder.database.transfer.Import;
import dev.metabuilder.database.transfer.ImportSource;
import dev.metabuilder.database.users.HashingLimit;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.vendor.SoteriaPasswordHash;
import java.io.InputStream;
import java.io.Writer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Carries out the commands of the command line by the server's own code, in a process without a server: it makes by hand the
 * objects that the container makes there.
 */
final class Commands implements ApplicationCommands {

    private static final Logger LOG = Logger.getLogger(Commands.class.getName());

    /** How often a running command is cancelled: one that does several things begins another. */
    private static final int CANCEL_MILLISECONDS = 100;

    /** How many times that is done before it takes too long. */
    private static final int MOST_CANCELS = 30;

    /** Who makes the changes, for the history. */
    private static final String OPERATOR = "operator";

    /** The threads of the smallest server. Hashing needs a limit, though a command takes no place of it. */
    private static final int THREADS = 16;

    private final Catalogue catalogue = Models.CATALOGUE;
    private final PlainStorage storage = new PlainStorage();
    private final Migration migration = new Migration(storage);
    private final Schema schema = new Schema(storage, migration, catalogue, new DeclaredProperties(storage, catalogue));
    private final Replacement replacement;
    private final Export export = new Export(catalogue, storage, schema);
    private final Import imports;
    private final Semaphore turn = new Semaphore(1);

    Commands(DataSource database, long mostSpoolBytes, boolean history) {
        replacement = new Replacement(storage, catalogue, new RecordHistory(storage, catalogue, history));
        imports = new Import(
                catalogue,
                storage,
                replacement,
                new PasswordHashes(SoteriaPasswordHash.create(), new HashingLimit(new AdmissionLimit(THREADS))));
        ConnectionPool.replaceBy(database);
        SpillFile.limit(mostSpoolBytes);
    }

    @Override
    public CommandResult migrate(boolean check, CommandListener listener) {
        return run(ChangeOrigin.CALL, () -> {
            if (!check) {
                migration.update(listener::line);
                storage.transact(() -> schema.settle(true)).forEach(listener::line);
            }
            String difference = schema.difference();
            return difference == null
                    ? done("The schema is at " + schema.version() + ", as this build needs it")
                    : new CommandResult(check ? Status.OTHER_SCHEMA : Status.FAILED, difference);
        });
    }

    @Override
    public CommandResult export(boolean full, Writer out, String name, CommandListener listener) {
        return run(ChangeOrigin.CALL, () -> {
            requireSchema();
            Progress progress = new Progress();
            ProgressWatcher.watch(progress, listener, () -> {
                export.all(out, full, progress);
                return null;
            });
            long records = progress.snapshot().totalRecords();
            AuditLog.operator("exportDatabase", "full", full, "records", records);
            return done("Exported " + records + " records to " + name);
        });
    }

    @Override
    public CommandResult importJson(InputStream in, long bytes, ImportMode mode, CommandListener listener) {
        return run(
                ChangeOrigin.IMPORT,
                () -> importAll(mode, listener, progress -> {
                    progress.begin("receiving", 0.1, bytes, 0);
                    return ImportSource.spool(in, progress);
                }));
    }

    @Override
    public CommandResult importPrisma(SourceDatabase old, ImportMode mode, CommandListener listener) {
        return run(
                ChangeOrigin.MIGRATION,
                () -> importAll(mode, listener, progress -> new PrismaDatabase(catalogue)
                        .read(old, mode.repair(), progress, listener::line)));
    }

    private CommandResult importAll(ImportMode mode, CommandListener listener, Function<Progress, ImportSource> open) {
        requireSchema();
        ImportOptions options = new ImportOptions(mode.repair(), mode.dryRun());
        Progress progress = new Progress();
        ReplacementReport report = ProgressWatcher.watch(progress, listener, () -> {
            try (ImportSource source = open.apply(progress)) {
                return storage.transact(() -> imports.all(source, options, progress, null));
            }
        });
        AuditLog.operator(
                "importDatabase",
                "dryRun",
                options.dryRun(),
                "sections",
                report.sections().keySet());
        ImportSummary.say(report, listener::line);
        String mends = report.mended() == 0 ? "" : ", with " + report.mended() + " mends";
        return done(options.dryRun() ? "This would be done" + mends + "; nothing was changed" : "Imported" + mends);
    }

    @Override
    public CommandResult copy(SourceDatabase from, boolean replace, CommandListener listener) {
        return run(ChangeOrigin.COPY, () -> {
            long records;
            try {
                requireSchema();
                records = new CopyCommand(catalogue, storage, schema, export, replacement, imports)
                        .run(from, replace, listener);
            } catch (RuntimeException e) {
                throw CopyCommand.failure(ErrorTranslator.translate(e), CopyCommand.TO);
            }
            AuditLog.operator("copyDatabase", "replace", replace, "records", records);
            return done("Copied " + records + " records; the digest of each model is the same on both sides");
        });
    }

    @Override
    public void cancel() {
        try {
            for (int i = 0; i < MOST_CANCELS; i++) {
                ProgressWatcher.cancelAll();
                if (turn.tryAcquire(CANCEL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            LOG.warning("The command is cut off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a command; a failure that is no fault of ours becomes a result for the operator. */
    private CommandResult run(String way, Supplier<CommandResult> command) {
        turn.acquireUninterruptibly();
        try {
            LOG.log(Level.INFO, "The command works on {0}", storage.place());
            String unfit = storage.read(storage.dialect()::unfit);
            return unfit == null
                    ? new ChangeOrigin(OPERATOR, way, null, null).during(command)
                    : new CommandResult(Status.FAILED, unfit);
        } catch (RuntimeException e) {
            if (ErrorTranslator.translate(e) instanceof DatabaseException known) {
                LOG.log(Level.INFO, "The command failed", e);
                return new CommandResult(Status.FAILED, words(known));
            }
            throw e;
        } finally {
            storage.close();
            turn.release();
        }
    }

    private static CommandResult done(String message) {
        return new CommandResult(Status.DONE, message);
    }

    private void requireSchema() {
        String fault = schema.fault();
        if (fault != null) {
            throw new UnavailableException(fault, null);
        }
        storage.transact(() -> schema.settle(false)).forEach(LOG::warning);
    }

    private String words(DatabaseException e) {
        if (e.problems().size() < 2) {
            return storage.reason(e);
        }
        return e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))
                + "\nIt was rejected, and nothing was changed: " + e.problemCount() + " problems"
                + (e.problemCount() > e.problems().size() ? ", the first of them above" : "");
    }
}
