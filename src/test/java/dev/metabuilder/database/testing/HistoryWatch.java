package dev.metabuilder.database.testing;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.storage.RowReader;
import dev.metabuilder.database.storage.Storage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the history must say of a call, found without the code that writes it: by all records before and after. An entry is a line:
 * collection, key, action, version, position, and as JSON what was before, what was absent, and which secrets changed.
 */
public final class HistoryWatch {

    /** The names of the secrets: what no entry may have. */
    private static final Set<String> SECRETS = Set.of("passwordHash", "token", "password");

    private static final String NONE = "-";

    private final Storage storage;
    private final Map<String, Row> before;
    private final long last;

    /** A record with its JSON as members. */
    private record Row(String collection, String key, long version, long position, Map<String, String> members) {}

    /** Begins to watch. */
    public HistoryWatch(Storage storage) {
        this.storage = storage;
        before = storage.read(HistoryWatch::rows);
        last = Long.parseLong(storage.query("SELECT COALESCE(MAX(id), 0) FROM change_sets"));
    }

    private static Map<String, Row> rows(Connection connection) throws SQLException {
        Map<String, Row> rows = new TreeMap<>();
        for (Model<?> model : Models.CATALOGUE.models()) {
            String collection = Models.CATALOGUE.sections(model).get(0).name();
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT * FROM " + model.table())) {
                while (row.next()) {
                    String key = row.getString(model.key().columnName());
                    Row one = new Row(
                            collection,
                            key,
                            row.getLong(Model.VERSION),
                            row.getLong(Model.POSITION),
                            members(model, row));
                    rows.put(collection + " " + key, one);
                }
            }
        }
        return rows;
    }

    private static Map<String, String> members(Model<?> model, ResultSet row) throws SQLException {
        Map<String, String> members = new LinkedHashMap<>();
        for (Property property : model.properties()) {
            Object value = RowReader.get(row, row.findColumn(property.columnName()), property);
            if (value != null) {
                var json = new StringBuilder();
                Model.writeValue(new JsonWriter(json), property, value);
                members.put(property.name(), json.toString());
            }
        }
        String extra = row.getString(Model.EXTRA);
        if (extra != null) {
            JsonParts.members(extra).forEach(members::putIfAbsent);
        }
        return members;
    }

    /** Returns the entries that there must be, in some order. */
    public List<String> expected() {
        Map<String, Row> after = storage.read(HistoryWatch::rows);
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .map(key -> entry(before.get(key), after.get(key)))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    private static String entry(Row before, Row after) {
        Map<String, String> was = before == null ? Map.of() : before.members();
        Map<String, String> is = after == null ? Map.of() : after.members();
        Map<String, String> changed = new LinkedHashMap<>(was);
        changed.entrySet().removeIf(member -> member.getValue().equals(is.get(member.getKey())));
        List<String> absent = new ArrayList<>(before == null ? List.of() : is.keySet());
        absent.removeAll(was.keySet());
        absent.removeAll(SECRETS);
        var all = new TreeSet<>(was.keySet());
        all.addAll(is.keySet());
        List<String> secrets = all.stream()
                .filter(name -> SECRETS.contains(name) && !Objects.equals(was.get(name), is.get(name)))
                .toList();
        changed.keySet().removeAll(SECRETS);
        if (before != null && after != null && changed.isEmpty() && absent.isEmpty() && secrets.isEmpty()) {
            return null;
        }
        Row one = after == null ? before : after;
        return line(
                one.collection(),
                one.key(),
                before == null ? "added" : after == null ? "removed" : "changed",
                one.version(),
                before == null ? null : before.position(),
                changed.isEmpty() ? null : JsonParts.object(changed),
                names(absent),
                names(secrets));
    }

    private static String names(List<String> names) {
        return names.isEmpty()
                ? null
                : names.stream().map(JsonParts::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String line(Object... values) {
        return Arrays.stream(values)
                .map(value -> value == null ? NONE : value.toString())
                .collect(Collectors.joining(" "));
    }

    /** Returns the entries that there are since then, sorted. */
    public List<String> entries() {
        return query("SELECT model, record_key, action, row_version, row_position, before_values, absent_names,"
                        + " secret_names FROM record_changes WHERE set_id > " + last)
                .stream()
                .sorted()
                .toList();
    }

    /** Returns the sets since then, in order: actor, way, id of the request and of the job. */
    public List<String> sets() {
        return query("SELECT actor, way, request_id, job_id FROM change_sets WHERE id > " + last + " ORDER BY id");
    }

    /** Returns the rows of a query on the history, a line each; {last} stands for the last set of then. */
    public List<String> query(String sql) {
        return storage.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql.replace("{last}", Long.toString(last)))) {
                List<String> lines = new ArrayList<>();
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    Object[] values = new Object[columns];
                    for (int i = 0; i < columns; i++) {
                        values[i] = row.getString(i + 1);
                    }
                    lines.add(line(values));
                }
                return lines;
            }
        });
    }

    /** Returns the values of all secrets, before and now, which are long enough to be found. */
    public Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        for (Map<String, Row> rows : List.of(before, storage.read(HistoryWatch::rows))) {
            rows.values().forEach(row -> SECRETS.stream()
                    .map(row.members()::get)
                    .filter(value -> value != null && value.length() > "\"\"".length())
                    .map(value -> value.substring(1, value.length() - 1))
                    .forEach(secrets::add));
        }
        return secrets;
    }
}
