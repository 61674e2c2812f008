package dev.metabuilder.database.model;

import dev.metabuilder.database.model.Input.Place;
import dev.metabuilder.database.model.Reference.Rule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The second half of a replacement: deletes what did not come in, carries out the effects on sections that the input does
 * not have, and judges the references of those that it has. A record that came in never falls to an effect.
 */
final class Removal {

    private final Connection connection;
    private final Catalogue catalogue;
    private final List<Section<?>> sections;
    private final Input input;
    private final Report report;

    Removal(Connection connection, Catalogue catalogue, List<Section<?>> sections, Input input, Report report) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.sections = sections;
        this.input = input;
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

    void run() throws SQLException {
        for (Section<?> section : sections) {
            if (isShared(section)) {
                removeValues(section);
            } else {
                doom(section);
            }
        }
        doomReferring();
        judge();
        follow();
        delete();
    }

    private boolean isShared(Section<?> section) {
        return catalogue.sections(section.model()).size() > 1;
    }

    /** Where several sections show values of the same rows, a value goes, and a row only when it has none left. */
    private void removeValues(Section<?> section) throws SQLException {
        Model<?> model = section.model();
        String value = section.value().column();
        report.of(section).removed += update("UPDATE " + model.table() + " SET " + value + " = NULL, " + Model.VERSION
                + " = " + Model.VERSION + " + 1 WHERE " + value + " IS NOT NULL AND " + notStaged(section));
        StringBuilder empty = new StringBuilder();
        for (Section<?> other : catalogue.sections(model)) {
            empty.append(empty.isEmpty() ? "" : " AND ")
                    .append(other.value().column())
                    .append(" IS NULL");
        }
        update("DELETE FROM " + model.table() + " WHERE " + empty);
    }

    private String notStaged(Section<?> section) {
        return "NOT EXISTS (SELECT 1 FROM staged s WHERE s.section = "
                + catalogue.sections().indexOf(section) + " AND s.k = "
                + section.model().table() + "." + section.model().key().column() + ")";
    }

    private int number(Model<?> model) {
        return catalogue.models().indexOf(model);
    }

    private boolean isReplaced(Model<?> model) {
        return sections.stream().anyMatch(section -> section.model() == model);
    }

    private void doom(Section<?> section) throws SQLException {
        Model<?> model = section.model();
        report.of(section).removed += update("INSERT INTO doomed (model, k) SELECT " + number(model) + ", "
                + model.key().column() + " FROM " + model.table() + " WHERE " + notStaged(section));
    }

    /** Dooms what refers to doomed records and must go with them, and what refers to that. */
    private void doomReferring() throws SQLException {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Reference reference : catalogue.references()) {
                if (reference.rule() == Rule.CASCADE && !isReplaced(reference.from())) {
                    Model<?> from = reference.from();
                    int more = update("INSERT INTO doomed (model, k) SELECT " + number(from) + ", "
                            + from.key().column() + " FROM " + from.table() + " WHERE " + refersToDoomed(reference)
                            + " ON CONFLICT DO NOTHING");
                    if (more > 0) {
                        report.of(catalogue.section(from.type())).cascaded += more;
                        grown = true;
                    }
                }
            }
        }
    }

    private String refersToDoomed(Reference reference) {
        return "EXISTS (SELECT 1 FROM doomed d WHERE d.model = " + number(reference.to()) + " AND d.k = "
                + reference.from().table() + "." + reference.property().column() + ")";
    }

    private void judge() throws SQLException {
        Conflicts conflicts = new Conflicts();
        for (Section<?> section : sections) {
            for (Reference reference : catalogue.from(section.model())) {
                if (reference.rule() != Rule.FOLLOW) {
                    judge(section, reference, conflicts);
                }
            }
        }
        conflicts.reject(input);
    }

    private void judge(Section<?> section, Reference reference, Conflicts conflicts) throws SQLException {
        String table = section.model().table();
        String column = reference.property().column();
        String sql = "SELECT s.n, " + table + "." + column + " FROM " + table + " JOIN staged s ON s.section = "
                + catalogue.sections().indexOf(section) + " AND s.k = " + table + "."
                + section.model().key().column() + " WHERE "
                + column + " IS NOT NULL AND (" + refersToDoomed(reference) + " OR NOT EXISTS (SELECT 1 FROM "
                + reference.to().table() + " t WHERE t." + reference.target().column() + " = " + table + "." + column
                + ")) ORDER BY s.n";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                conflicts.dangling(
                        new Place(section, rows.getLong(1), reference.property()),
                        "there is no " + reference.to().name() + " with the key \"" + rows.getString(2) + "\"");
            }
        }
    }

    /** Takes along what follows values that changed or went, all at once, so that names can be swapped. */
    private void follow() throws SQLException {
        for (Reference reference : catalogue.references()) {
            if (reference.rule() == Rule.FOLLOW && isReplaced(reference.to())) {
                follow(reference);
            }
        }
    }

    private void follow(Reference reference) throws SQLException {
        Model<?> target = reference.to();
        String value = reference.target().column();
        update("INSERT INTO moved (k, old_value) SELECT " + target.key().column() + ", " + value + " FROM "
                + target.table()
                + " WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = " + number(target) + " AND d.k = "
                + target.table() + "."
                + target.key().column() + ") ON CONFLICT DO NOTHING");
        String table = reference.from().table();
        String column = reference.property().column();
        String now = "SELECT t." + value + " FROM " + target.table() + " t WHERE t."
                + target.key().column() + " = m.k AND NOT EXISTS" + " (SELECT 1 FROM doomed d WHERE d.model = "
                + number(target) + " AND d.k = m.k)";
        Report.Counts counts = report.of(catalogue.section(reference.from().type()));
        // What waits under the new value of one that brings its own gives way, unless it is on the move itself.
        counts.cascaded += update("DELETE FROM " + table
                + " WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = " + table + "."
                + column + ") AND " + column
                + " IN (SELECT (" + now + ") FROM moved m WHERE EXISTS (SELECT 1 FROM " + table + " f WHERE f." + column
                + " = m.old_value))");
        counts.cascaded += update("DELETE FROM " + table + " WHERE " + column
                + " IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (" + now + "))");
        String parked = "parked " + UUID.randomUUID() + " ";
        try (PreparedStatement movers = connection.prepareStatement("SELECT m.old_value, (" + now
                        + ") FROM moved m JOIN " + table + " f ON f." + column + " = m.old_value");
                ResultSet rows = movers.executeQuery();
                PreparedStatement park = rename(table, column);
                PreparedStatement settle = rename(table, column)) {
            for (int i = 0; rows.next(); i++) {
                addRename(park, rows.getString(1), parked + i);
                addRename(settle, parked + i, rows.getString(2));
                counts.cascaded++;
            }
            park.executeBatch();
            settle.executeBatch();
        }
    }

    private PreparedStatement rename(String table, String column) throws SQLException {
        return connection.prepareStatement("UPDATE " + table + " SET " + column + " = ?, " + Model.VERSION + " = "
                + Model.VERSION + " + 1 WHERE " + column + " = ?");
    }

    private static void addRename(PreparedStatement rename, String from, String to) throws SQLException {
        rename.setString(1, to);
        rename.setString(2, from);
        rename.addBatch();
    }

    /** Deletes the doomed: those that refer first, so that the database's own ON DELETE finds nothing left to do. */
    private void delete() throws SQLException {
        for (Reference reference : catalogue.references()) {
            if (reference.rule() == Rule.SET_NULL && !isReplaced(reference.from())) {
                report.of(catalogue.section(reference.from().type())).cascaded += update(
                        "UPDATE " + reference.from().table() + " SET "
                                + reference.property().column() + " = NULL, " + Model.VERSION + " = " + Model.VERSION
                                + " + 1 WHERE "
                                + refersToDoomed(reference));
            }
        }
        List<Model<?>> models = catalogue.models();
        for (int i = models.size() - 1; i >= 0; i--) {
            Model<?> model = models.get(i);
            if (isReplaced(model)
                    || catalogue.from(model).stream().anyMatch(reference -> reference.rule() == Rule.CASCADE)) {
                update("DELETE FROM " + model.table() + " WHERE " + model.key().column()
                        + " IN (SELECT k FROM doomed WHERE model = " + i + ")");
            }
        }
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
