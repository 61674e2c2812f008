package dev.metabuilder.database.replacement;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Takes away what did not come in, with the effects that this has: what refers to it goes or forgets it, and what follows
 * it goes or moves along. All effects are carried out here, so that they can be counted.
 */
final class StagedDeletion {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
    private final ReplacementReport report;

    StagedDeletion(Sql sql, Catalogue catalogue, StagingTables staging, ReplacementReport report) {
        this.sql = sql;
        this.catalogue = catalogue;
        this.staging = staging;
        this.report = report;
    }

    /** Returns the models whose rows may change when those of the given ones are replaced. */
    static Set<Model<?>> affected(Catalogue catalogue, Set<Model<?>> replaced) {
        Set<Model<?>> losing = new HashSet<>(replaced);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Reference reference : catalogue.references()) {
                grown |= reference.rule() != Rule.SET_NULL
                        && losing.contains(reference.to())
                        && losing.add(reference.from());
            }
        }
        Set<Model<?>> affected = new HashSet<>(losing);
        // What only forgets a record that goes loses none itself.
        catalogue.references().stream()
                .filter(reference -> losing.contains(reference.to()))
                .map(Reference::from)
                .forEach(affected::add);
        return affected;
    }

    /** Where several sections show values of the same rows, a value goes, and a row only when it has none left. */
    void removeValues(Section<?> section) throws SQLException {
        Model<?> model = section.model();
        String value = section.value().column();
        report.of(section).removed += sql.update(
                "UPDATE " + model.table() + " SET " + value + " = NULL, " + Model.VERSION
                        + " = " + Model.VERSION + " + 1 WHERE " + value + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                        + staging.table(section) + " i WHERE i.row_key = " + model.table() + "."
                        + model.key().column() + ")");
        StringBuilder empty = new StringBuilder();
        for (Section<?> other : catalogue.sections(model)) {
            empty.append(empty.isEmpty() ? "" : " AND ")
                    .append(other.value().column())
                    .append(" IS NULL");
        }
        sql.update("DELETE FROM " + model.table() + " WHERE " + empty);
    }

    /** Takes along what follows values that changed or went, all at once, so that names can be swapped. */
    void follow() throws SQLException {
        for (Reference reference : catalogue.references()) {
            if (reference.rule() == Rule.FOLLOW && staging.isReplaced(reference.to())) {
                follow(reference);
            }
        }
    }

    private void follow(Reference reference) throws SQLException {
        Model<?> target = reference.to();
        String value = reference.target().column();
        String table = reference.from().table();
        String column = reference.property().column();
        String now = "SELECT t." + value + " FROM " + target.table() + " t WHERE t."
                + target.key().column() + " = m.row_key AND NOT " + staging.isDoomed(target, "m.row_key");
        // What waits under the new value of one that brings its own gives way, unless it is on the move itself.
        long cascaded = sql.update("DELETE FROM " + table
                + " WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = " + table + "."
                + column + ") AND " + column
                + " IN (SELECT (" + now + ") FROM moved m WHERE EXISTS (SELECT 1 FROM " + table + " f WHERE f." + column
                + " = m.old_value))");
        cascaded += sql.update("DELETE FROM " + table + " WHERE " + column
                + " IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (" + now + "))");
        String parked = "'parked " + UUID.randomUUID() + " ' || m.row_no";
        cascaded += sql.update("UPDATE " + table + " SET " + column + " = " + parked
                + " FROM moved m WHERE m.old_value = " + table + "." + column);
        sql.update("UPDATE " + table + " SET " + column + " = t." + value + ", " + Model.VERSION + " = " + table + "."
                + Model.VERSION + " + 1 FROM moved m JOIN " + target.table() + " t ON t."
                + target.key().column() + " = m.row_key WHERE " + table + "." + column + " = " + parked);
        report.cascaded(catalogue.section(reference.from().type()), cascaded);
    }

    /** Deletes the doomed: those that refer first, so that the database's own ON DELETE finds nothing left to do. */
    void delete() throws SQLException {
        for (Reference reference : catalogue.references()) {
            if (reference.rule() == Rule.SET_NULL && !staging.isReplaced(reference.from())) {
                report.cascaded(
                        catalogue.section(reference.from().type()),
                        sql.update("UPDATE " + reference.from().table() + " SET "
                                + reference.property().column() + " = NULL, " + Model.VERSION + " = " + Model.VERSION
                                + " + 1 WHERE "
                                + staging.isDoomed(
                                        reference.to(),
                                        reference.from().table() + "."
                                                + reference.property().column())));
            }
        }
        List<Model<?>> models = catalogue.models();
        for (int i = models.size() - 1; i >= 0; i--) {
            Model<?> model = models.get(i);
            boolean replaced = staging.isReplaced(model);
            if (replaced || catalogue.from(model).stream().anyMatch(reference -> reference.rule() == Rule.CASCADE)) {
                int gone = sql.update("DELETE FROM " + model.table() + " WHERE "
                        + model.key().column() + " IN (SELECT row_key FROM doomed WHERE model = " + i + ")");
                Section<?> section = catalogue.section(model.type());
                if (!replaced) {
                    report.cascaded(section, gone);
                } else if (gone > 0) {
                    report.of(section).removed += gone;
                }
            }
        }
        sql.update("DELETE FROM doomed");
    }
}
