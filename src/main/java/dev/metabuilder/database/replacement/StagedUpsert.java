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
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes a section's rows be as they stand in its staging table, by set statements that touch only what differs. A unique
 * value that another row still holds is taken from it first: that row either gets one of its own, or goes.
 */
final class StagedUpsert {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
    private final Section<?> section;
    private final ReplacementReport.Counts counts;
    private final List<Property> values;
    private final boolean whole;
    private final String incoming;
    private final String table;
    private final String key;

    StagedUpsert(Sql sql, Catalogue catalogue, StagingTables staging, Section<?> section, ReplacementReport report) {
        this.sql = sql;
        this.catalogue = catalogue;
        this.staging = staging;
        this.section = section;
        counts = report.of(section);
        values = section.columns().stream().filter(property -> !property.key()).toList();
        whole = section.kind() != Kind.VALUES;
        incoming = staging.table(section);
        table = section.model().table();
        key = section.model().key().column();
    }

    void run() throws SQLException {
        boolean fresh = !sql.has("SELECT 1 FROM " + table);
        if (!fresh) {
            remember();
            for (Unique unique : section.uniques()) {
                park(unique);
            }
            if (!section.isSorted()) {
                place();
            }
            update();
        }
        insert(fresh);
        if (!fresh) {
            staging.forgetPlaces();
        }
    }

    /** Takes note of what a property is, in rows where it changes or that go, if something follows it. */
    private void remember() throws SQLException {
        for (Reference reference : catalogue.to(section.model())) {
            if (reference.rule() == Rule.FOLLOW) {
                String old = table + "." + reference.target().column();
                sql.update("INSERT INTO moved (row_key, old_value, row_no) SELECT " + table + "." + key + ", " + old
                        + ", i.row_no FROM "
                        + table + " LEFT JOIN " + incoming + " i ON i.row_key = " + table + "." + key
                        + " WHERE i.row_key IS NULL OR i." + reference.target().column() + " <> " + old);
            }
        }
    }

    private void park(Unique unique) throws SQLException {
        String column = unique.property().column();
        String only = unique.only() == null ? "" : " AND i." + column + " = '" + NamedEnum.nameOf(unique.only()) + "'";
        // No value that a caller may store: "parked" is no role, and the number is nobody's name.
        String parked = unique.only() == null ? "'parked " + UUID.randomUUID() + " ' || i.row_no" : "'parked'";
        sql.update("UPDATE " + table + " SET " + column + " = " + parked + " FROM " + incoming + " i WHERE i." + column
                + " = " + table + "." + column + " AND i.row_key <> " + table + "." + key + only);
    }

    /** Gives each row its place: its own if it still stands after the last one, else the next. */
    private void place() throws SQLException {
        long[] last = {0};
        String[] lastKey = {""};
        try (BulkInsert places = staging.places()) {
            sql.query(
                    "SELECT i.row_key, t." + Model.POSITION + " FROM " + incoming + " i LEFT JOIN " + table + " t ON t."
                            + key + " = i.row_key ORDER BY i.row_place",
                    row -> {
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
        // A row that had no value in this section was no record of it.
        long bare = whole
                ? 0
                : sql.number("SELECT COUNT(*) FROM " + incoming + " i JOIN " + table + " t ON t." + key
                        + " = i.row_key WHERE t." + section.value().column() + " IS NULL");
        List<String> columns = columns();
        String set =
                columns.stream().map(column -> column + " = i." + column + ", ").collect(Collectors.joining());
        String differs = columns.stream()
                .map(column -> table + "." + column + " IS DISTINCT FROM i." + column)
                .collect(Collectors.joining(" OR "));
        long written = sql.update("UPDATE " + table + " SET " + set + Model.POSITION + " = COALESCE(p."
                + Model.POSITION + ", " + table + "." + Model.POSITION + "), " + Model.VERSION + " = " + table + "."
                + Model.VERSION + " + 1 FROM " + incoming
                + " i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = "
                + table + "." + key + " AND (p.row_key IS NOT NULL OR " + differs + ")");
        counts.added += bare;
        counts.changed += written - bare;
    }

    private void insert(boolean fresh) throws SQLException {
        List<String> columns = columns();
        String names = String.join(", ", columns);
        // In a table that was empty, records get room between them; else new ones must fit where they stand.
        String position = fresh && !section.isSorted()
                ? "(i.row_place + 1) * " + RecordStore.GAP
                : section.isSorted() ? "0" : "p." + Model.POSITION;
        String rest = fresh
                ? ""
                : (section.isSorted() ? "" : " JOIN placed p ON p.row_key = i.row_key")
                        + " WHERE NOT EXISTS (SELECT 1 FROM " + table + " t WHERE t." + key + " = i.row_key)";
        counts.added += sql.update("INSERT INTO " + table + " (" + key + ", " + names + ", " + Model.POSITION + ", "
                + Model.VERSION + ") SELECT i.row_key, i." + String.join(", i.", columns) + ", " + position
                + ", 1 FROM "
                + incoming + " i" + rest);
    }

    private List<String> columns() {
        List<String> columns = values.stream().map(Property::column).collect(Collectors.toList());
        if (whole) {
            columns.add(Model.EXTRA);
        }
        return columns;
    }
}
