package dev.metabuilder.database.operator;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.launch.CommandListener;
import dev.metabuilder.database.launch.SourceDatabase;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.JavaRecords;
import dev.metabuilder.database.replacement.Replacement;
import dev.metabuilder.database.schema.Schema;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.PlainStorage;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.RowReader;
import dev.metabuilder.database.transfer.Export;
import dev.metabuilder.database.transfer.Import;
import dev.metabuilder.database.transfer.ImportSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies all models from another database into that of the settings. */
final class CopyCommand {

    /** The beginning of messages about the database that is read. */
    static final String FROM = "The database to copy from: ";

    /** The beginning of messages about the database that is written to. */
    static final String TO = "The database to copy to: ";

    private final Catalogue catalogue;
    private final PlainStorage storage;
    private final Schema schema;
    private final Export export;
    private final Replacement replacement;
    private final Import imports;

    CopyCommand(
            Catalogue catalogue,
            PlainStorage storage,
            Schema schema,
            Export export,
            Replacement replacement,
            Import imports) {
        this.catalogue = catalogue;
        this.storage = storage;
        this.schema = schema;
        this.export = export;
        this.replacement = replacement;
        this.imports = imports;
    }

    /** The content of the other database, from one snapshot. */
    private record Original(ImportSource source, Map<String, String> digests, long records) {}

    /**
     * Copies in one transaction on the database of the settings, and compares the digests of both databases before the commit.
     *
     * @param from the other database
     * @param replace whether to delete existing records; otherwise there must be none
     * @return how many records were copied
     * @throws UnavailableException if the other database can't be read or has another schema, or if the digests differ
     * @throws ConflictException if there are records, and {@code replace} is false
     */
    long run(SourceDatabase from, boolean replace, CommandListener listener) {
        Original original = original(from, listener);
        Progress progress = new Progress();
        return ProgressWatcher.watch(
                progress, listener, () -> storage.transact(() -> write(original, replace, progress)));
    }

    private long write(Original original, boolean replace, Progress progress) {
        try (ImportSource source = original.source()) {
            storage.begin(progress);
            storage.lockForReplacement(
                    catalogue.models().stream().map(Model::type).toArray(Class<?>[]::new));
            makeRoom(replace);
            imports.all(source, ImportOptions.STRICT, progress, null);
            compare(original.digests(), ModelDigests.of(storage.inTransaction(), catalogue));
            return original.records();
        } catch (SQLException e) {
            throw ErrorTranslator.explain("The copy could not be compared.", e);
        }
    }

    /** Returns a failure whose message says which of the two databases it is about. */
    static RuntimeException failure(RuntimeException failure, String which) {
        boolean says = String.valueOf(failure.getMessage()).matches("(?s)The (database to copy|copy) .*");
        return failure instanceof UnavailableException && !says
                ? new UnavailableException(which + failure.getMessage(), failure)
                : failure;
    }

    private Original original(SourceDatabase from, CommandListener listener) {
        try {
            return read(from, listener);
        } catch (RuntimeException e) {
            throw failure(ErrorTranslator.translate(e), FROM);
        }
    }

    private Original read(SourceDatabase from, CommandListener listener) {
        Progress progress = new Progress();
        return ProgressWatcher.watch(
                progress,
                listener,
                () -> OtherDatabase.read(from, connection -> {
                    String fault = schema.fault(connection);
                    if (fault == null) {
                        fault = schema.unsettled(connection);
                    }
                    if (fault != null) {
                        throw new UnavailableException(fault, null);
                    }
                    ImportSource source = ImportSource.written(out -> export.write(connection, out, true, progress));
                    long records = progress.snapshot().totalRecords();
                    progress.begin("summing up", 1, 0, 0);
                    return new Original(source, ModelDigests.of(connection, catalogue), records);
                }));
    }

    private void makeRoom(boolean replace) {
        // It reads through the transaction's own connection: its locks keep other writers out.
        long there = records(storage.inTransaction());
        if (there > 0 && !replace) {
            throw new ConflictException(
                    "The database to copy to has " + there + " records. With --replace they are replaced.", null);
        }
        if (there > 0) {
            replacement.replace(JavaRecords.none(catalogue.sections()));
        }
    }

    private long records(Connection connection) {
        try {
            long records = 0;
            for (Section<?> section : catalogue.sections()) {
                records += RowReader.count(connection, section);
            }
            return records;
        } catch (SQLException e) {
            throw ErrorTranslator.explain("The database to copy to could not be read.", e);
        }
    }

    private static void compare(Map<String, String> original, Map<String, String> copy) {
        Map<String, String> differing = new LinkedHashMap<>();
        original.forEach((model, digest) -> {
            if (!digest.equals(copy.get(model))) {
                differing.put(model, digest + " and " + copy.get(model));
            }
        });
        if (!differing.isEmpty()) {
            throw new UnavailableException(
                    "The copy is not the same as the original, and was undone: " + differing, null);
        }
    }
}
