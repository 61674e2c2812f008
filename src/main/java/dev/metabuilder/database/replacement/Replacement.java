package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.TableLock;
import dev.metabuilder.database.platform.TableLock.Mode;
import dev.metabuilder.database.record.RecordHistory;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.Sql;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes sections equal to an input, in one transaction, for {@code set…} and for imports. Records that remain keep their
 * rows, and rows that are equal already are not touched. Memory does not grow with the input.
 *
 * <p>It works below JPA, by JDBC in the same JTA transaction. It first stages the whole input in temporary tables, then
 * checks the staged records as a whole, and then changes the rows by set statements.
 */
@Stateless
public class Replacement {

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    @Inject
    private RecordHistory recordHistory;

    /** For the container. */
    public Replacement() {}

    /** Makes one in a process without a server. */
    public Replacement(Storage storage, Catalogue catalogue, RecordHistory recordHistory) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.recordHistory = recordHistory;
    }

    /** Removes all records and the whole history, and leaves an entry that says so. */
    public void clear() {
        replace(
                JavaRecords.none(catalogue.sections()),
                ImportOptions.STRICT,
                new Progress(),
                new ReplacementReport(),
                () -> () -> {},
                false);
        recordHistory.clear();
    }

    /**
     * Replaces the sections of an input as {@link #replace(ReplacementInput, ImportOptions, Progress, ReplacementReport)}
     * does, strictly.
     */
    public ReplacementReport replace(ReplacementInput input) {
        return replace(input, ImportOptions.STRICT, new Progress(), new ReplacementReport());
    }

    /**
     * Replaces the sections of an input.
     *
     * @param report gets what is added, changed, removed and repaired
     * @return the report
     * @throws InvalidException if the input has problems; the failure also has the conflicts
     * @throws ConflictException if there is a duplicate key or unique value, or a reference to a missing record
     * @throws UnavailableException if the work was cancelled
     */
    public ReplacementReport replace(
            ReplacementInput input, ImportOptions options, Progress progress, ReplacementReport report) {
        return replace(input, options, progress, report, () -> () -> {});
    }

    /**
     * Replaces the sections of an input as {@link #replace(ReplacementInput, ImportOptions, Progress, ReplacementReport)}
     * does.
     *
     * @param invariant reads the state before the change, and returns a check of the state after it, which throws if the
     *     change is not allowed; a dry run checks too, before it rolls back
     */
    public ReplacementReport replace(
            ReplacementInput input,
            ImportOptions options,
            Progress progress,
            ReplacementReport report,
            Supplier<Runnable> invariant) {
        return replace(input, options, progress, report, invariant, recordHistory.isOn() && !options.dryRun());
    }

    private ReplacementReport replace(
            ReplacementInput input,
            ImportOptions options,
            Progress progress,
            ReplacementReport report,
            Supplier<Runnable> invariant,
            boolean noted) {
        storage.begin(progress);
        Connection connection = storage.inTransaction();
        Sql sql = new Sql(connection, progress);
        try {
            Runnable atLast = invariant.get();
            Savepoint before = options.dryRun() ? connection.setSavepoint() : null;
            StagingTables staging = new StagingTables(sql, storage.dialect(), catalogue, progress);
            staging.fill(input);
            progress.begin("comparing", 0.8, 0, 0);
            lock(storage, catalogue, connection, input.sections(), progress);
            StagedConflictCheck stagedConflictCheck =
                    new StagedConflictCheck(sql, catalogue, staging, input, options.repair(), report);
            stagedConflictCheck.judge().reject(input);
            progress.begin("writing", 1, 0, 0);
            StagedHistory history = new StagedHistory(sql, catalogue, staging, recordHistory, noted);
            history.begin();
            // A model that follows another (credentials follow users) comes after it.
            write(sql, staging, stagedConflictCheck, history, report, false);
            write(sql, staging, stagedConflictCheck, history, report, true);
            history.write();
            staging.discard();
            progress.check();
            atLast.run();
            if (before != null) {
                connection.rollback(before);
            }
            sql.update(storage.dialect().afterManyChanges());
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
        storage.forgetEntities();
        return report;
    }

    private void write(
            Sql sql,
            StagingTables staging,
            StagedConflictCheck stagedConflictCheck,
            StagedHistory history,
            ReplacementReport report,
            boolean following)
            throws SQLException {
        StagedDeletion stagedDeletion = new StagedDeletion(sql, catalogue, staging, history, report);
        // Whatever the order of the input: where references are judged at once, what they point to must be there.
        List<Section<?>> sections = staging.sections().stream()
                .sorted(Comparator.comparingInt(section -> catalogue.number(section.model())))
                .toList();
        for (Section<?> section : sections) {
            if (catalogue.follows(section.model()) == following) {
                if (catalogue.isShared(section)) {
                    stagedDeletion.removeValues(section);
                } else if (following) {
                    stagedConflictCheck.doom(section);
                    history.keepDoomed(section.model());
                }
                new StagedUpsert(sql, catalogue, staging, section, history, report).run();
            }
        }
        for (Section<?> section : sections) {
            if (catalogue.follows(section.model()) == following) {
                new StagedUpsert(sql, catalogue, staging, section, history, report).refer();
            }
        }
        if (!following) {
            stagedDeletion.follow();
        }
        stagedDeletion.delete();
    }

    /** Locks the replaced tables and those that cascades may change against other writers, in the order of the catalogue. */
    static void lock(
            Storage storage, Catalogue catalogue, Connection connection, Set<Section<?>> sections, Progress progress)
            throws SQLException {
        Set<Model<?>> replaced = sections.stream().map(Section::model).collect(Collectors.toSet());
        Set<Model<?>> affected = StagedDeletion.affected(catalogue, replaced);
        Set<Model<?>> referred = catalogue.references().stream()
                .filter(reference -> affected.contains(reference.from()))
                .map(Reference::to)
                .collect(Collectors.toSet());
        List<TableLock> locks = new ArrayList<>();
        for (Model<?> model : catalogue.models()) {
            if (affected.contains(model)) {
                locks.add(new TableLock(model.table(), Mode.REPLACEMENT));
            } else if (referred.contains(model)) {
                locks.add(new TableLock(model.table(), Mode.REFERENCE));
            }
        }
        try (Statement statement = connection.createStatement()) {
            progress.waitsFor(statement);
            storage.dialect().lock(statement, locks);
        } catch (SQLException e) {
            progress.check();
            throw e;
        } finally {
            progress.waitsFor(null);
        }
    }
}
