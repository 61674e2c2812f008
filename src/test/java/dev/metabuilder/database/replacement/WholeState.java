package dev.metabuilder.database.replacement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.record.RecordState;
import dev.metabuilder.database.testing.JsonParts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All records of a database, by collection and key: as they are, or as the history says that they were.
 *
 * @param collections the records of each collection that has some
 */
record WholeState(Map<String, Map<String, Row>> collections) {

    /**
     * A record.
     *
     * @param position its position
     * @param version how often it was changed; 0 where that is not looked at
     * @param members its properties, as JSON
     */
    record Row(long position, long version, Map<String, String> members) {

        /** Whether the content is the same: a record that goes and comes again as it was has another version. */
        boolean isLike(Row other) {
            return position == other.position && members.equals(other.members);
        }
    }

    /**
     * An entry of the history.
     *
     * @param values the columns by name
     */
    record Entry(Map<String, String> values) {

        String get(String column) {
            return values.get(column);
        }

        String key() {
            return get("record_key");
        }

        long number(String column) {
            return Long.parseLong(get(column));
        }

        Map<String, String> before() {
            var json = get("before_values");
            return json == null ? Map.of() : JsonMembers.of(Json.parse(json));
        }

        List<String> names(String column) {
            var json = get(column);
            return json == null
                    ? List.of()
                    : JsonParts.elements(json).stream().map(JsonParts::unquoted).toList();
        }
    }

    /** Reads all that is there. */
    static WholeState of(Connection connection) throws SQLException {
        var collections = new TreeMap<String, Map<String, Row>>();
        for (Model<?> model : Models.CATALOGUE.models()) {
            var rows = new TreeMap<String, Row>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT " + String.join(", ", RecordState.columns(model)) + " FROM " + model.table())) {
                while (row.next()) {
                    var state = RecordState.read(model, row, 1);
                    rows.put(state.key(), new Row(state.position(), state.version(), members(state)));
                }
            }
            if (!rows.isEmpty()) {
                collections.put(Models.CATALOGUE.section(model.type()).name(), rows);
            }
        }
        return new WholeState(collections);
    }

    private static Map<String, String> members(RecordState state) {
        var members = new LinkedHashMap<String, String>();
        for (Property property : state.model().properties()) {
            if (state.get(property) != null) {
                var json = new StringBuilder();
                Model.writeValue(new JsonWriter(json), property, state.get(property));
                members.put(property.name(), json.toString());
            }
        }
        members.putAll(JsonMembers.of(state.model().undeclared(state.extra())));
        return members;
    }

    /** Reads the entries of the sets after one, the newest first. */
    static List<Entry> entriesAfter(Connection connection, long set) throws SQLException {
        var entries = new ArrayList<Entry>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT c.*, s.actor, s.way, s.job_id FROM record_changes c JOIN change_sets s"
                                + " ON s.id = c.set_id WHERE s.id > " + set
                                + " ORDER BY c.set_id DESC, c.entry_no DESC")) {
            var columns = row.getMetaData();
            while (row.next()) {
                var values = new LinkedHashMap<String, String>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    values.put(columns.getColumnName(i), row.getString(i));
                }
                entries.add(new Entry(values));
            }
        }
        return entries;
    }

    /** Returns the state without the values of secrets and without versions, which the history does not tell. */
    WholeState told() {
        var told = new TreeMap<String, Map<String, Row>>();
        collections.forEach((name, rows) -> {
            var same = new TreeMap<String, Row>();
            told.put(name, same);
            rows.forEach((key, row) -> {
                var members = new LinkedHashMap<>(row.members());
                Models.CATALOGUE.section(name).model().properties().stream()
                        .filter(Property::secret)
                        .forEach(property -> members.remove(property.name()));
                same.put(key, new Row(row.position(), 0, members));
            });
        });
        return new WholeState(told);
    }

    /** Undoes a change of a {@link #told} state. */
    void undo(Entry entry) {
        var name = entry.get("model");
        var rows = collections.computeIfAbsent(name, none -> new TreeMap<>());
        var says = entry.values().toString();
        if (entry.key() == null) {
            assertEquals("added", entry.get("action"), says);
            assertEquals(entry.number("records"), rows.size(), says);
            rows.clear();
        } else if (entry.get("action").equals("added")) {
            assertNotNull(rows.remove(entry.key()), says);
        } else {
            var position = entry.number("row_position");
            if (entry.get("action").equals("removed")) {
                assertNull(rows.put(entry.key(), new Row(position, 0, entry.before())), says);
            } else {
                var row = rows.get(entry.key());
                assertNotNull(row, says);
                var members = new LinkedHashMap<>(row.members());
                assertFalse(
                        entry.names("absent_names").stream().anyMatch(absent -> !members.containsKey(absent)), says);
                members.keySet().removeAll(entry.names("absent_names"));
                members.putAll(entry.before());
                rows.put(entry.key(), new Row(position, 0, members));
            }
        }
        if (rows.isEmpty()) {
            collections.remove(name);
        }
    }
}
