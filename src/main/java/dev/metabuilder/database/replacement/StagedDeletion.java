package dev.metabuilder.database.replacement;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.StagedTable;
import dev.metabuilder.database.platform.StagingWriteSql;
import dev.metabuilder.database.platform.StagingWriteSql.Following;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Deletes the rows that the input does not have, with the cascades: referring records are deleted or lose their reference,
 * and followers are deleted or get the new value. It carries out all cascades itself, to count them.
 */
final class StagedDeletion {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
    private final StagingWriteSql writes;
    private final StagedHistory history;
    private final ReplacementReport report;

    StagedDeletion(
            Sql sql, Catalogue catalogue, StagingTables staging, StagedHistory history, ReplacementReport report) {
        this.sql = sql;
        this.catalogue = catalogue;
        this.staging = staging;
        writes = staging.writes();
        this.history = history;
        this.report = report;
    }

    /** Returns the models whose rows may change when the given models are replaced. */
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
        // A record that only loses a reference is not deleted, so nothing cascades from it.
        catalogue.references().stream()
                .filter(reference -> losing.contains(reference.to()))
                .map(Reference::from)
                .forEach(affected::add);
        return affected;
    }

    /** Removes values of rows that several sections share. A row is deleted only when it has no value left. */
    void removeValues(Section<?> section) throws SQLException {
        if (!history.keepLosing(section)) {
            return;
        }
        StagedTable table = staging.staged(section);
        report.of(section).removed +=
                sql.update(writes.removeValues(table, section.value().column()));
        List<String> values = catalogue.sections(section.model()).stream()
                .map(other -> other.value().column())
                .toList();
        sql.update(writes.deleteEmpty(table, values));
    }

    /** Updates the followers of values that were changed or deleted, all at once, so that two names can be exchanged. */
    void follow() throws SQLException {
        for (Reference reference : catalogue.references()) {
            if (reference.rule() == Rule.FOLLOW && staging.isReplaced(reference.to())) {
                follow(reference);
            }
        }
    }

    private void follow(Reference reference) throws SQLException {
        Following following = new Following(
                reference.from().table(),
                reference.property().column(),
                staging.staged(reference.to()),
                reference.target().column());
        history.keepFollowers(reference.from(), following);
        String mark = "parked " + UUID.randomUUID() + " ";
        long cascaded = sql.update(writes.deleteWaiting(following));
        cascaded += sql.update(writes.deleteFollowing(following));
        cascaded += sql.update(writes.parkFollowing(following, mark));
        sql.update(writes.follow(following, mark));
        report.cascaded(catalogue.section(reference.from().type()), cascaded);
    }

    /** Deletes the marked rows, referring rows first, so that the database's own ON DELETE has nothing left to do. */
    void delete() throws SQLException {
        for (Reference reference : catalogue.references()) {
            if (reference.rule() == Rule.SET_NULL && !staging.isReplaced(reference.from())) {
                String unset = writes.unsetDoomed(
                        staging.staged(reference.from()),
                        reference.property().column(),
                        staging.staged(reference.to()));
                report.cascaded(catalogue.section(reference.from().type()), sql.update(unset));
            }
        }
        List<Model<?>> models = catalogue.models();
        for (int i = models.size() - 1; i >= 0; i--) {
            Model<?> model = models.get(i);
            boolean replaced = staging.isReplaced(model);
            if (replaced || catalogue.from(model).stream().anyMatch(reference -> reference.rule() == Rule.CASCADE)) {
                int gone = sql.update(writes.deleteDoomed(staging.staged(model)));
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
