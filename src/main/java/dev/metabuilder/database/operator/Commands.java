package dev.metabuilder.database.operator;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.schema.Migration;
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
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Carries out a command of the launcher, by its name and arguments. The result is the exit code and the last line. */
@Stateless
@Local(BiFunction.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Commands implements BiFunction<Map<String, Object>, Consumer<String>, Map.Entry<Integer, String>> {

    private static final Logger LOG = Logger.getLogger(Commands.class.getName());
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int DIFFERS = 3;

    @Inject
    private Database database;

    @Inject
    private Migration migration;

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
    public Map.Entry<Integer, String> apply(Map<String, Object> call, Consumer<String> say) {
        Call given = new Call(call, say);
        String refusal = admissionLimit.begin(true);
        if (refusal != null) {
            return Map.entry(FAILED, refusal);
        }
        try {
            return switch (given.text("command")) {
                case "migrate" -> migrate(given);
                case "export" -> Map.entry(DONE, export(given));
                case "import" -> Map.entry(DONE, importAll(given));
                case "copy" -> Map.entry(DONE, copy(given));
                default -> throw new IllegalArgumentException(given.text("command"));
            };
        } catch (RuntimeException e) {
            if (ErrorTranslator.translate(e) instanceof DatabaseException known) {
                LOG.log(Level.INFO, "The command failed", e);
                return Map.entry(FAILED, words(known));
            }
            throw e;
        } finally {
            admissionLimit.end();
        }
    }

    private Map.Entry<Integer, String> migrate(Call call) {
        if (!call.flag("check")) {
            migration.update(call.say());
            schema.settle(true).forEach(call.say());
        }
        String difference = schema.difference();
        return difference == null
                ? Map.entry(DONE, "The schema is at " + schema.version() + ", as this build needs it")
                : Map.entry(call.flag("check") ? DIFFERS : FAILED, difference);
    }

    private String export(Call call) {
        requireSchema();
        boolean full = call.flag("full");
        Progress progress = new Progress();
        call.watch(progress, () -> {
            database.exportDatabase((Writer) call.get("out"), full, progress);
            return null;
        });
        long records = progress.snapshot().totalRecords();
        auditLog.operator("exportDatabase", "full", full, "records", records);
        return "Exported " + records + " records to " + call.text("name");
    }

    private String importAll(Call call) {
        requireSchema();
        ImportOptions options = new ImportOptions(call.flag("repair"), call.flag("dryRun"));
        Progress progress = new Progress();
        ReplacementReport report = call.watch(progress, () -> {
            try (ImportSource source = source(call, options, progress)) {
                return database.importDatabase(source, options, progress);
            }
        });
        auditLog.operator(
                "importDatabase",
                "dryRun",
                options.dryRun(),
                "sections",
                report.sections().keySet());
        ImportSummary.say(report, call.say());
        String mends = report.mended() == 0 ? "" : ", with " + report.mended() + " mends";
        return options.dryRun() ? "This would be done" + mends + "; nothing was changed" : "Imported" + mends;
    }

    private ImportSource source(Call call, ImportOptions options, Progress progress) {
        if (call.get("prisma") != null) {
            return prismaDatabase.read(call.place("prisma"), options.repair(), progress, call.say());
        }
        progress.begin("receiving", 0.1, (Long) call.get("bytes"), 0);
        return ImportSource.spool((InputStream) call.get("in"), progress);
    }

    private String copy(Call call) {
        long records;
        try {
            requireSchema();
            records = copyCommand.run(call.place("from"), call.flag("replace"), call);
        } catch (RuntimeException e) {
            throw CopyCommand.failure(ErrorTranslator.translate(e), CopyCommand.TO);
        }
        auditLog.operator("copyDatabase", "replace", call.flag("replace"), "records", records);
        return "Copied " + records + " records; the digest of each model is the same on both sides";
    }

    private void requireSchema() {
        String fault = schema.fault();
        if (fault != null) {
            throw new UnavailableException(fault, null);
        }
        schema.settle(false).forEach(LOG::warning);
    }

    private String words(DatabaseException e) {
        if (e.problems().size() < 2) {
            return storage.reason(e);
        }
        return e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))
                + "\nIt was rejected, and nothing was changed: " + e.problemCount() + " problems"
                + (e.problemCount() > e.problems().size() ? ", the first of them above" : "");
    }

    /** What the launcher asks for, by name, and what takes the lines that are said about it. */
    record Call(Map<String, Object> values, Consumer<String> say) {

        Object get(String name) {
            return values.get(name);
        }

        String text(String name) {
            return (String) get(name);
        }

        boolean flag(String name) {
            return (Boolean) get(name);
        }

        @SuppressWarnings("unchecked")
        Map<String, String> place(String name) {
            return (Map<String, String>) get(name);
        }

        /** Does a piece of work, and tells the launcher meanwhile how far it is. */
        @SuppressWarnings("unchecked")
        <R> R watch(Progress progress, Supplier<R> work) {
            ProgressWatcher watch = new ProgressWatcher(progress, (BiConsumer<String, long[]>) get("progress"));
            try {
                return work.get();
            } finally {
                watch.close();
            }
        }
    }
}
