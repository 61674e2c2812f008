package dev.metabuilder.database.model;

import dev.metabuilder.database.model.Input.Place;
import dev.metabuilder.database.model.Section.Kind;
import dev.metabuilder.database.model.Section.Unique;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes what comes in for one section, batch by batch: a batch is compared with the rows that are there, and only what
 * differs is written. A unique value that another row still holds is taken from it first: that row either comes later in
 * the input, with a value of its own, or goes.
 */
final class SectionWriter {

    private static final int BATCH_RECORDS = 500;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final Connection connection;
    private final Catalogue catalogue;
    private final Section<?> section;
    private final Conflicts conflicts;
    private final Report.Counts counts;
    private final List<Property> columns;
    private final String table;
    private final String keyColumn;
    private final int number;
    private final boolean whole;
    private final Map<String, Input.Entry> batch = new LinkedHashMap<>();
    private long bytes;
    private long lastPosition;
    private String lastKey = "";
    private long step;

    SectionWriter(Connection connection, Catalogue catalogue, Section<?> section, Report report, Conflicts conflicts) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.section = section;
        this.conflicts = conflicts;
        counts = report.of(section);
        columns = section.columns();
        table = section.model().table();
        keyColumn = section.model().key().column();
        number = catalogue.sections().indexOf(section);
        whole = section.kind() != Kind.VALUES;
    }

    void add(Input.Entry entry) {
        Input.Entry same = batch.putIfAbsent(entry.key(), entry);
        if (same != null) {
            duplicate(entry.number(), section.model().key(), same.number());
            return;
        }
        bytes += entry.size();
        if (batch.size() == BATCH_RECORDS || bytes > BATCH_BYTES) {
            flush();
        }
    }

    /** Writes what has not been written yet. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            if (step == 0) {
                // In a table that was empty, records get room between them; else new ones must fit where they stand.
                step = isEmpty() ? Collections.GAP : 1;
            }
            Map<String, Long> staged = staged(batch.keySet().toArray());
            staged.forEach((key, earlier) ->
                    duplicate(batch.remove(key).number(), section.model().key(), earlier));
            Set<String> rejected = new HashSet<>();
            for (Unique unique : section.uniques()) {
                free(unique, rejected);
            }
            batch.keySet().removeAll(rejected);
            stage();
            write(changes());
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
        batch.clear();
        bytes = 0;
    }

    private void duplicate(long later, Property property, long earlier) {
        // The key of a map is no property of its records.
        Property shown = section.kind() == Kind.LIST ? property : null;
        conflicts.duplicate(new Place(section, later, shown), new Place(section, earlier, shown));
    }

    private boolean isEmpty() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM " + table + " LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return !row.next();
        }
    }

    /** Returns which of the keys were staged before, and as which record. */
    private Map<String, Long> staged(Object[] keys) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        String sql = "SELECT k, n FROM staged WHERE section = " + number + " AND k IN (" + marks(keys.length) + ")";
        try (PreparedStatement select = bind(sql, keys);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
        }
        return found;
    }

    private void stage() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO staged (section, k, n) VALUES (" + number + ", ?, ?)")) {
            for (Input.Entry entry : batch.values()) {
                insert.setString(1, entry.key());
                insert.setLong(2, entry.number());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Takes the batch's unique values from the rows that still hold them, unless those came in before. */
    private void free(Unique unique, Set<String> rejected) throws SQLException {
        int column = columns.indexOf(unique.property());
        Object only = unique.only() == null ? null : NamedEnum.nameOf(unique.only());
        Map<Object, Input.Entry> claims = new LinkedHashMap<>();
        for (Input.Entry entry : batch.values()) {
            Object value = entry.values().get(column);
            if (value != null && (only == null || only.equals(value))) {
                Input.Entry same = claims.putIfAbsent(value, entry);
                if (same != null) {
                    duplicate(entry.number(), unique.property(), same.number());
                    rejected.add(entry.key());
                }
            }
        }
        if (claims.isEmpty()) {
            return;
        }
        String name = unique.property().column();
        Map<String, Object> holders = new LinkedHashMap<>();
        try (PreparedStatement select = bind(
                        "SELECT " + keyColumn + ", " + name + " FROM " + table + " WHERE " + name + " IN ("
                                + marks(claims.size()) + ")",
                        claims.keySet().toArray());
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (!rows.getString(1).equals(claims.get(rows.getString(2)).key())) {
                    holders.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        if (holders.isEmpty()) {
            return;
        }
        Map<String, Long> earlier = staged(holders.keySet().toArray());
        earlier.forEach((key, n) -> {
            Input.Entry entry = claims.get(holders.remove(key));
            duplicate(entry.number(), unique.property(), n);
            rejected.add(entry.key());
        });
        park(unique, holders);
    }

    private void park(Unique unique, Map<String, Object> holders) throws SQLException {
        String sql = "UPDATE " + table + " SET " + unique.property().column() + " = ?, " + Model.VERSION + " = "
                + Model.VERSION + " + 1 WHERE " + keyColumn + " = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Map.Entry<String, Object> holder : holders.entrySet()) {
                moved(unique.property(), holder.getKey(), holder.getValue());
                // No value that a caller may store: the prefix is no role, and the number is nobody's name.
                update.setString(1, unique.only() == null ? "parked " + UUID.randomUUID() : "parked");
                update.setString(2, holder.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Takes note of what a property was, where something follows it. */
    private void moved(Property property, String key, Object old) throws SQLException {
        boolean followed = catalogue.to(section.model()).stream()
                .anyMatch(reference -> reference.rule() == Reference.Rule.FOLLOW && reference.target() == property);
        if (followed) {
            try (PreparedStatement insert =
                    bind("INSERT INTO moved (k, old_value) VALUES (?, ?) ON CONFLICT DO NOTHING", key, old)) {
                insert.executeUpdate();
            }
        }
    }

    /** A record to be written, and what its row is to say. */
    private record Change(Input.Entry entry, long position, boolean isNew) {}

    /** A row that is there: where, whether it is as it should be, and whether it has no value in this section yet. */
    private record Present(long position, boolean isSame, boolean isBare) {}

    /** Compares the batch with the rows that are there, and gives each record its position. */
    private List<Change> changes() throws SQLException {
        Map<String, Present> present = new HashMap<>();
        String names = columns.stream().map(Property::column).collect(Collectors.joining(", "));
        if (!batch.isEmpty()) {
            String sql = "SELECT " + Model.POSITION + ", " + Model.EXTRA + ", " + names + " FROM " + table + " WHERE "
                    + keyColumn + " IN (" + marks(batch.size()) + ")";
            try (PreparedStatement select = bind(sql, batch.keySet().toArray());
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Input.Entry entry = batch.get(row.getString(3));
                    present.put(entry.key(), compare(entry, row));
                }
            }
        }
        List<Change> changes = new ArrayList<>();
        for (Input.Entry entry : batch.values()) {
            Present old = present.get(entry.key());
            long position = place(entry.key(), old);
            if (old == null || position != old.position() || !old.isSame()) {
                changes.add(new Change(entry, position, old == null));
                counts.added += old == null || old.isBare() ? 1 : 0;
                counts.changed += old == null || old.isBare() ? 0 : 1;
            }
        }
        return changes;
    }

    private Present compare(Input.Entry entry, ResultSet row) throws SQLException {
        boolean same = !whole || Objects.equals(entry.extra(), row.getString(2));
        boolean bare = !whole;
        for (int i = 1; i < columns.size(); i++) {
            Object old = Rows.get(row, i + 3, columns.get(i));
            bare &= old == null;
            if (!Objects.equals(old, entry.values().get(i))) {
                same = false;
                if (whole && old != null) {
                    moved(columns.get(i), entry.key(), old);
                }
            }
        }
        return new Present(row.getLong(1), same, bare);
    }

    /** Returns the position of the next record: its own if it still stands after the last one, else the next. */
    private long place(String key, Present present) {
        long old = present == null ? 0 : present.position();
        if (section.isSorted()) {
            return old;
        }
        boolean inOrder =
                present != null && (old > lastPosition || (old == lastPosition && codePoints(key, lastKey) > 0));
        lastPosition = inOrder ? old : lastPosition + step;
        lastKey = key;
        return lastPosition;
    }

    private static int codePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private void write(List<Change> changes) throws SQLException {
        String set = columns.stream()
                .skip(1)
                .map(property -> property.column() + " = ?, ")
                .collect(Collectors.joining());
        String names =
                columns.stream().map(property -> property.column() + ", ").collect(Collectors.joining());
        String extra = whole ? Model.EXTRA : "";
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE " + table + " SET " + set + (whole ? extra + " = ?, " : "") + Model.POSITION + " = ?, "
                                + Model.VERSION + " = " + Model.VERSION + " + 1 WHERE " + keyColumn + " = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table + " (" + names + (whole ? extra + ", " : "") + Model.POSITION + ", "
                                + Model.VERSION + ") VALUES (" + marks(columns.size() + (whole ? 2 : 1)) + ", 1)")) {
            for (Change change : changes) {
                PreparedStatement statement = change.isNew() ? insert : update;
                List<Object> values = change.entry().values();
                int index = 1;
                for (int i = change.isNew() ? 0 : 1; i < values.size(); i++) {
                    Rows.set(statement, index++, columns.get(i), values.get(i));
                }
                if (whole) {
                    statement.setString(index++, change.entry().extra());
                }
                statement.setLong(index++, change.position());
                if (!change.isNew()) {
                    statement.setString(index, change.entry().key());
                }
                statement.addBatch();
            }
            update.executeBatch();
            insert.executeBatch();
        }
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static String marks(int count) {
        return "?, ".repeat(count - 1) + "?";
    }
}
