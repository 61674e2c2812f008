package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import dev.metabuilder.database.model.Section.Unique;
import dev.metabuilder.database.replacement.ReplacementInput.Place;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.util.Set;

/**
 * Judges what stands in the staging tables before anything is written: keys and unique values that come twice, references
 * to nothing. A repair mends the first and the last of these there. It also finds which rows go.
 */
final class StagedConflictCheck {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
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
        this.input = input;
        this.incomplete = input.incomplete();
        this.repair = repair;
        this.report = report;
    }

    /** Returns what can't be as it is, and could not be mended. */
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
        String table = staging.table(section);
        String twice = "(SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM " + table
                + " GROUP BY row_key HAVING COUNT(*) > 1) f";
        String joined = " FROM " + table + " i JOIN " + twice + " ON f.row_key = i.row_key WHERE i.row_no "
                + (repair ? "< f.last_no" : "> f.first_no");
        boolean[] found = {false};
        sql.query("SELECT i.row_no, f.first_no, f.last_no, i.row_key" + joined + " ORDER BY i.row_no", row -> {
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
                // The key of a map is no property of its records.
                Property shown = section.kind() == Kind.LIST ? section.model().key() : null;
                conflictCollector.duplicate(
                        new Place(section, row.getLong(1), shown), new Place(section, row.getLong(2), shown));
            }
        });
        if (found[0]) {
            if (repair) {
                sql.update("UPDATE " + table + " SET row_place = f.first_no FROM " + twice + " WHERE " + table
                        + ".row_key = f.row_key AND " + table + ".row_no = f.last_no");
            }
            sql.update(
                    "DELETE FROM " + table + " WHERE (row_key, row_no) IN (SELECT i.row_key, i.row_no" + joined + ")");
        }
    }

    /** Dooms rows that did not come in, what refers to them and must go too, and what refers to that. */
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
                    grown |= doom(reference.from(), refersToDoomed(reference)) > 0;
                }
            }
        }
    }

    /** Dooms the rows of a section that did not come in. */
    void doom(Section<?> section) throws SQLException {
        doom(
                section.model(),
                "NOT EXISTS (SELECT 1 FROM " + staging.table(section) + " i WHERE i.row_key = "
                        + section.model().table() + "." + section.model().key().column() + ")");
    }

    private int doom(Model<?> model, String which) throws SQLException {
        String key = model.key().column();
        return sql.update(
                "INSERT INTO doomed (model, row_key) SELECT " + catalogue.number(model) + ", " + key + " FROM "
                        + model.table() + " WHERE " + which + " AND NOT "
                        + staging.isDoomed(model, model.table() + "." + key));
    }

    private String refersToDoomed(Reference reference) {
        return staging.isDoomed(
                reference.to(),
                reference.from().table() + "." + reference.property().column());
    }

    /** Judges references, and returns whether it mended one, so that others may point nowhere now. */
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
            // What it may refer to is itself at fault, and told.
            return false;
        }
        String table = staging.table(section);
        String column = reference.property().column();
        String dangling = column + " IS NOT NULL AND NOT EXISTS (" + targets(reference, table + "." + column) + ")";
        long before = report.mended();
        sql.query(
                "SELECT row_no, row_key, " + column + " FROM " + table + " WHERE " + dangling + " ORDER BY row_no",
                row -> {
                    String detail =
                            "there is no " + reference.to().name() + " with the key \"" + row.getString(3) + "\"";
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
                        ? "UPDATE " + table + " SET " + column + " = NULL WHERE " + dangling
                        : "DELETE FROM " + table + " WHERE " + dangling);
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

    /** Returns the query of what a reference may point to: what comes in, or where nothing does, what stays. */
    private String targets(Reference reference, String value) {
        Model<?> to = reference.to();
        if (staging.isReplaced(to)) {
            return "SELECT 1 FROM " + staging.table(catalogue.section(to.type())) + " t WHERE t.row_key = " + value;
        }
        return "SELECT 1 FROM " + to.table() + " t WHERE t." + to.key().column() + " = " + value + " AND NOT "
                + staging.isDoomed(to, "t." + to.key().column());
    }

    private void twice(Section<?> section, Unique unique) throws SQLException {
        String table = staging.table(section);
        String column = unique.property().column();
        String which = unique.only() == null ? "" : " WHERE " + column + " = '" + NamedEnum.nameOf(unique.only()) + "'";
        sql.query(
                "SELECT i.row_no, f.first_no FROM " + table + " i JOIN (SELECT " + column
                        + ", MIN(row_no) AS first_no FROM " + table + which + " GROUP BY " + column
                        + " HAVING COUNT(*) > 1) f ON f." + column + " = i." + column
                        + " WHERE i.row_no > f.first_no ORDER BY i.row_no",
                row -> conflictCollector.duplicate(
                        new Place(section, row.getLong(1), unique.property()),
                        new Place(section, row.getLong(2), unique.property())));
    }
}
