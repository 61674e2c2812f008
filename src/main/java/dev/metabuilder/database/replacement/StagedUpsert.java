package dev.metabuilder.database.replacement;

import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import dev.metabuilder.database.model.Section.Unique;
import dev.metabuilder.database.platform.BulkInsert;
import dev.metabuilder.database.platform.StagedTable;
import dev.metabuilder.database.platform.StagingWriteSql;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes a section's rows equal to its staging table, by set statements that touch only rows that differ. If another row
 * still has a unique value that is needed, it first loses that value: it will get its own new value, or be deleted.
 */
final class StagedUpsert {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
    private final Section<?> section;
    private final StagedHistory history;
    private final ReplacementReport.Counts counts;
    private final List<Property> values;
    private final List<Property> early;
    private final boolean whole;
    private final StagingWriteSql writes;
    private final StagedTable table;

    StagedUpsert(
            Sql sql,
            Catalogue catalogue,
            StagingTables staging,
            Section<?> section,
            StagedHistory history,
            ReplacementReport report) {
        this.sql = sql;
        this.catalogue = catalogue;
        this.staging = staging;
        this.section = section;
        this.history = history;
        counts = report.of(section);
        values = section.columns().stream().filter(property -> !property.key()).toList();
        // Where references are judged at once, one to a model that comes later is written when that is there.
        early = values.stream()
                .filter(property -> !staging.judgesReferencesAtOnce() || !refersAhead(property))
                .toList();
        whole = section.kind() != Kind.VALUES;
        writes = staging.writes();
        table = staging.staged(section);
    }

    private boolean refersAhead(Property property) {
        return catalogue.from(section.model()).stream()
                .anyMatch(reference -> reference.property() == property
                        && catalogue.number(reference.to()) > catalogue.number(section.model()));
    }

    void run() throws SQLException {
        boolean fresh = !sql.has("SELECT 1 FROM " + table.name());
        if (!fresh) {
            remember();
            if (!section.isSorted()) {
                place();
            }
        }
        if (history.keepReplaced(section, columns(values), fresh)) {
            if (!fresh) {
                for (Unique unique : section.uniques()) {
                    park(unique);
                }
                update();
            }
            insert(fresh);
        }
        if (!fresh) {
            staging.forgetPlaces();
        }
    }

    /** Stores the old values of a property that has followers, for rows where it changes or that are deleted. */
    private void remember() throws SQLException {
        for (Reference reference : catalogue.to(section.model())) {
            if (reference.rule() == Rule.FOLLOW) {
                sql.update(writes.rememberMoved(table, reference.target().column()));
            }
        }
    }

    private void park(Unique unique) throws SQLException {
        String column = unique.property().column();
        // Callers can't store such a value: "parked" is no role, and nobody can guess the UUID.
        sql.update(
                unique.only() == null
                        ? writes.park(table, column, "parked " + UUID.randomUUID() + " ")
                        : writes.parkOnly(table, column, "parked", NamedEnum.nameOf(unique.only())));
    }

    /** Gives each row its position: its own if that is still after the last one, otherwise the next. */
    private void place() throws SQLException {
        long[] last = {0};
        String[] lastKey = {""};
        try (BulkInsert places = staging.places()) {
            sql.query(writes.positions(table), row -> {
                String now = row.getString(1);
                long old = row.getLong(2);
                boolean there = !row.wasNull();
                if (there && (old > last[0] || (old == last[0] && codePoints(now, lastKey[0]) > 0))) {
                    last[0] = old;
                } else {
                    places.add(List.of(now, ++last[0]));
                }
                lastKey[0] = now;
            });
        }
    }

    private static int codePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private void update() throws SQLException {
        // A row without a value in this section was not a record of it.
        long bare =
                whole ? 0 : sql.number(writes.countBare(table, section.value().column()));
        long written = sql.update(writes.update(table, columns(early), columns(values)));
        counts.added += bare;
        counts.changed += written - bare;
    }

    private void insert(boolean fresh) throws SQLException {
        boolean sorted = section.isSorted();
        List<String> columns = columns(early);
        counts.added += sql.update(
                fresh
                        // It leaves gaps between records if it can; otherwise new ones must fit between existing
                        // positions.
                        ? sorted
                                ? writes.insertAllSorted(table, columns)
                                : writes.insertAll(table, columns, RecordStore.GAP)
                        : sorted ? writes.insertNewSorted(table, columns) : writes.insertNew(table, columns));
    }

    /** Gives the rows those references that point to what was not there yet when they were written. */
    void refer() throws SQLException {
        if (early.size() < values.size()) {
            List<String> late = values.stream()
                    .filter(property -> !early.contains(property))
                    .map(Property::column)
                    .toList();
            sql.update(writes.refer(table, late));
        }
    }

    private List<String> columns(List<Property> properties) {
        List<String> columns = properties.stream().map(Property::column).collect(Collectors.toList());
        if (whole) {
            columns.add(Model.EXTRA);
        }
        return columns;
    }
}
