package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import dev.metabuilder.database.model.Section.Unique;
import dev.metabuilder.database.platform.StagedTable;
import dev.metabuilder.database.platform.StagingCheckSql;
import dev.metabuilder.database.replacement.ReplacementInput.Place;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.util.Set;

/**
 * Checks the staged records before anything is written: duplicate keys and unique values, and references to missing records.
 * In the staging tables it repairs duplicate keys and references, if wanted. It also finds the rows to delete.
 */
final class StagedConflictCheck {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
    private final StagingCheckSql checks;
    private final ReplacementInput input;
    private final Set<Section<?>> incomplete;
    private final boolean repair;
    private final ReplacementReport report;
    private final ConflictCollector conflictCollector = new ConflictCollector();

    StagedConflictCheck(
            Sql sql,
            Catalogue catalogue,
            StagingTables staging,
            ReplacementInput input,
            boolean repair,
            ReplacementReport report) {
        this.sql = sql;
        this.catalogue = catalogue;
        this.staging = staging;
        checks = staging.checks();
        this.input = input;
        this.incomplete = input.incomplete();
        this.repair = repair;
        this.report = report;
    }

    /** Returns the conflicts that were not repaired. */
    ConflictCollector judge() throws SQLException {
        for (Section<?> section : staging.sections()) {
            duplicates(section);
        }
        boolean again = true;
        while (again) {
            doom();
            again = references();
        }
        for (Section<?> section : staging.sections()) {
            for (Unique unique : section.uniques()) {
                twice(section, unique);
            }
        }
        return conflictCollector;
    }

    private void duplicates(Section<?> section) throws SQLException {
        StagedTable table = staging.staged(section);
        boolean[] found = {false};
        sql.query(checks.duplicates(table, repair), row -> {
            found[0] = true;
            if (repair) {
                report.mend(
                        section,
                        new Problem(
                                input.name(section, row.getLong(1), row.getString(4), null),
                                0,
                                0,
                                "was left out: its key stands again at "
                                        + input.name(section, row.getLong(3), row.getString(4), null)
                                        + ", and the last one counts, at the place of the first"));
            } else {
                // In a map, the key is not a property of the records.
                Property shown = section.kind() == Kind.LIST ? section.model().key() : null;
                conflictCollector.duplicate(
                        new Place(section, row.getLong(1), shown), new Place(section, row.getLong(2), shown));
            }
        });
        if (found[0]) {
            if (repair) {
                sql.update(checks.takeFirstPlaces(table));
            }
            sql.update(checks.deleteDuplicates(table, repair));
        }
    }

    /**
     * Marks for deletion the rows that the input does not have, and those that must go with them by cascades. It omits
     * sections that share their rows, and models that follow others.
     */
    private void doom() throws SQLException {
        for (Section<?> section : staging.sections()) {
            if (!catalogue.isShared(section) && !catalogue.follows(section.model())) {
                doom(section);
            }
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Reference reference : catalogue.references()) {
                if (reference.rule() == Rule.CASCADE && !staging.isReplaced(reference.from())) {
                    grown |= sql.update(checks.doomReferring(
                                    staging.staged(reference.from()),
                                    reference.property().column(),
                                    staging.staged(reference.to())))
                            > 0;
                }
            }
        }
    }

    /** Marks for deletion the rows of a section that the input does not have. */
    void doom(Section<?> section) throws SQLException {
        sql.update(checks.doomMissing(staging.staged(section)));
    }

    /** Checks references, and returns whether it has repaired one: then others may point to a record that was left out. */
    private boolean references() throws SQLException {
        boolean mended = false;
        for (Section<?> section : staging.sections()) {
            for (Reference reference : catalogue.from(section.model())) {
                if (reference.rule() != Rule.FOLLOW) {
                    mended |= references(section, reference);
                }
            }
        }
        return mended;
    }

    private boolean references(Section<?> section, Reference reference) throws SQLException {
        if (incomplete.contains(catalogue.section(reference.to().type()))) {
            // The target may be a record that has been reported as wrong.
            return false;
        }
        StagedTable table = staging.staged(section);
        StagedTable target = staging.staged(reference.to());
        String column = reference.property().column();
        long before = report.mended();
        sql.query(checks.dangling(table, column, target), row -> {
            String detail = "there is no " + reference.to().name() + " with the key \"" + row.getString(3) + "\"";
            if (repair) {
                mend(section, reference, row.getLong(1), row.getString(2), detail);
            } else {
                conflictCollector.dangling(new Place(section, row.getLong(1), reference.property()), detail);
            }
        });
        if (report.mended() == before) {
            return false;
        }
        sql.update(
                reference.rule() == Rule.SET_NULL
                        ? checks.unsetDangling(table, column, target)
                        : checks.deleteDangling(table, column, target));
        return true;
    }

    private void mend(Section<?> section, Reference reference, long number, String key, String detail) {
        boolean optional = reference.rule() == Rule.SET_NULL;
        report.mend(
                section,
                new Problem(
                        input.name(section, number, key, optional ? reference.property() : null),
                        0,
                        0,
                        optional
                                ? "was unset: " + detail
                                : "was left out, for its "
                                        + reference.property().name() + ": " + detail));
    }

    private void twice(Section<?> section, Unique unique) throws SQLException {
        String only = unique.only() == null ? null : NamedEnum.nameOf(unique.only());
        sql.query(
                checks.twice(staging.staged(section), unique.property().column(), only),
                row -> conflictCollector.duplicate(
                        new Place(section, row.getLong(1), unique.property()),
                        new Place(section, row.getLong(2), unique.property())));
    }
}
