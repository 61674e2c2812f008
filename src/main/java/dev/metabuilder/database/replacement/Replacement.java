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
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes sections equal to what comes in, in one transaction: {@code set…} and import are the same thing. Records that
 * stay are the same rows, and rows that are as they should be are not touched. Memory does not grow with the input.
 *
 * <p>It goes below JPA, by JDBC within the same JTA transaction: all that comes in is put into temporary tables; there it
 * is judged, as a whole, before anything else is written; then set statements make the rows be as they should.
 */
@Stateless
public class Replacement {

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    /** Replaces the sections of an input as {@link #replace(ReplacementInput, ImportOptions, Progress, ReplacementReport)} does, strictly. */
    public ReplacementReport replace(ReplacementInput input) {
        return replace(input, ImportOptions.STRICT, new Progress(), new ReplacementReport());
    }

    /**
     * Replaces the sections of an input.
     *
     * @param report takes what is added, changed, removed and mended
     * @return the report
     * @throws InvalidException when the input has problems; they and the conflicts are reported together
     * @throws ConflictException when a key or a unique value comes twice, or a reference points nowhere
     * @throws UnavailableException when the work was told to stop
     */
    public ReplacementReport replace(
            ReplacementInput input, ImportOptions options, Progress progress, ReplacementReport report) {
        return replace(input, options, progress, report, () -> () -> {});
    }

    /**
     * Replaces the sections of an input as {@link #replace(ReplacementInput, ImportOptions, Progress, ReplacementReport)} does.
     *
     * @param invariant looks at what is there before, and returns what throws when something is not so in the end; a dry run
     *     asks too, before it undoes everything
     */
    public ReplacementReport replace(
            ReplacementInput input,
            ImportOptions options,
            Progress progress,
            ReplacementReport report,
            Supplier<Runnable> invariant) {
        storage.begin(progress);
        Connection connection = storage.inTransaction();
        Sql sql = new Sql(connection, progress);
        try {
            Runnable atLast = invariant.get();
            Savepoint before = options.dryRun() ? connection.setSavepoint() : null;
            StagingTables staging = new StagingTables(sql, storage.dialect(), catalogue, progress);
            staging.fill(input);
            progress.begin("comparing", 0.8, 0, 0);
            lock(connection, input.sections(), progress);
            StagedConflictCheck stagedConflictCheck =
                    new StagedConflictCheck(sql, catalogue, staging, input, options.repair(), report);
            stagedConflictCheck.judge().reject(input);
            progress.begin("writing", 1, 0, 0);
            // What follows another model (credentials follow users) comes after it.
            write(sql, staging, stagedConflictCheck, report, false);
            write(sql, staging, stagedConflictCheck, report, true);
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
        storage.entities().clear();
        return report;
    }

    private void write(
            Sql sql,
            StagingTables staging,
            StagedConflictCheck stagedConflictCheck,
            ReplacementReport report,
            boolean following)
            throws SQLException {
        StagedDeletion stagedDeletion = new StagedDeletion(sql, catalogue, staging, report);
        for (Section<?> section : staging.sections()) {
            if (catalogue.follows(section.model()) == following) {
                if (catalogue.isShared(section)) {
                    stagedDeletion.removeValues(section);
                } else if (following) {
                    stagedConflictCheck.doom(section);
                }
                new StagedUpsert(sql, catalogue, staging, section, report).run();
            }
        }
        if (!following) {
            stagedDeletion.follow();
        }
        stagedDeletion.delete();
    }

    /** Keeps other writers out of what is replaced and of what that has effects on, in the order of the catalogue. */
    private void lock(Connection connection, Set<Section<?>> sections, Progress progress) throws SQLException {
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
