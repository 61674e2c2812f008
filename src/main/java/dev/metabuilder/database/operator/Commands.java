package dev.metabuilder.database.operator;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.launch.ApplicationCommands;
import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.CommandResult;
import dev.metabuilder.database.launch.CommandResult.Status;
import dev.metabuilder.database.launch.SourceDatabase;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.transfer.ImportSource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.Writer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Carries out the commands of the command line that need a server. */
@Stateless
@Local(ApplicationCommands.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Commands implements ApplicationCommands {

    private static final Logger LOG = Logger.getLogger(Commands.class.getName());

    @Inject
    private Database database;

    @Inject
    private Schema schema;

    @Inject
    private Storage storage;

    @Inject
    private PrismaDatabase prismaDatabase;

    @Inject
    private CopyCommand copyCommand;

    @Inject
    private AuditLog auditLog;

    @Inject
    private AdmissionLimit admissionLimit;

    @Override
    public CommandResult export(boolean full, Writer out, String name, CommandListener listener) {
        return run(() -> {
            requireSchema();
            Progress progress = new Progress();
            ProgressWatcher.watch(progress, listener, () -> {
                database.exportDatabase(out, full, progress);
                return null;
            });
            long records = progress.snapshot().totalRecords();
            auditLog.operator("exportDatabase", "full", full, "records", records);
            return done("Exported " + records + " records to " + name);
        });
    }

    @Override
    public CommandResult importJson(InputStream in, long bytes, ImportMode mode, CommandListener listener) {
        return run(() -> importAll(mode, listener, progress -> {
            progress.begin("receiving", 0.1, bytes, 0);
            return ImportSource.spool(in, progress);
        }));
    }

    @Override
    public CommandResult importPrisma(SourceDatabase old, ImportMode mode, CommandListener listener) {
        return run(() -> importAll(
                mode, listener, progress -> prismaDatabase.read(old, mode.repair(), progress, listener::line)));
    }

    private CommandResult importAll(ImportMode mode, CommandListener listener, Function<Progress, ImportSource> open) {
        requireSchema();
        ImportOptions options = new ImportOptions(mode.repair(), mode.dryRun());
        Progress progress = new Progress();
        ReplacementReport report = ProgressWatcher.watch(progress, listener, () -> {
            try (ImportSource source = open.apply(progress)) {
                return database.importDatabase(source, options, progress);
            }
        });
        auditLog.operator(
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
        return run(() -> {
            long records;
            try {
                requireSchema();
                records = copyCommand.run(from, replace, listener);
            } catch (RuntimeException e) {
                throw CopyCommand.failure(ErrorTranslator.translate(e), CopyCommand.TO);
            }
            auditLog.operator("copyDatabase", "replace", replace, "records", records);
            return done("Copied " + records + " records; the digest of each model is the same on both sides");
        });
    }

    private CommandResult run(Supplier<CommandResult> command) {
        String refusal = admissionLimit.begin(true);
        if (refusal != null) {
            return new CommandResult(Status.FAILED, refusal);
        }
        try {
            return orFailed(storage, command);
        } finally {
            admissionLimit.end();
        }
    }

    /** Runs a command; a failure that is no fault of ours becomes a result for the operator. */
    static CommandResult orFailed(Storage storage, Supplier<CommandResult> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            if (ErrorTranslator.translate(e) instanceof DatabaseException known) {
                LOG.log(Level.INFO, "The command failed", e);
                return new CommandResult(Status.FAILED, words(storage, known));
            }
            throw e;
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
        schema.settle(false).forEach(LOG::warning);
    }

    private static String words(Storage storage, DatabaseException e) {
        if (e.problems().size() < 2) {
            return storage.reason(e);
        }
        return e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))
                + "\nIt was rejected, and nothing was changed: " + e.problemCount() + " problems"
                + (e.problemCount() > e.problems().size() ? ", the first of them above" : "");
    }
}
