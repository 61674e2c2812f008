package dev.metabuilder.database.storage;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a section's rows one by one, in order, in memory that does not grow with their number. */
public final class RowReader {

    private static final int FETCH_SIZE = 1_000;

    private RowReader() {}

    /** Receives the records of a section. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * Receives a record.
         *
         * @param key its key
         * @param json its JSON
         */
        void take(String key, StringBuilder json) throws SQLException;
    }

    /** Returns how many records a section has. */
    public static long count(Connection connection, Section<?> section) throws SQLException {
        SqlText count = section.kind() == Section.Kind.VALUES
                ? SqlText.of("SELECT COUNT(*) FROM {table} WHERE {value} IS NOT NULL")
                        .with("value", section.value().column())
                : SqlText.of("SELECT COUNT(*) FROM {table}");
        try (PreparedStatement select = connection.prepareStatement(
                        count.with("table", section.model().table()).sql());
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Passes each record of a section to a receiver, in order.
     *
     * @param depth the level of the records, or {@link JsonWriter#COMPACT}
     */
    public static void read(Connection connection, Section<?> section, int depth, Receiver receiver)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query(section))) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
                int[] places = places(section);
                int length = 0;
                while (rows.next()) {
                    // No buffer is reused: after its first character beyond Latin-1, it would need two bytes for each.
                    StringBuilder json = new StringBuilder(length);
                    write(section, rows, places, new JsonWriter(json, depth));
                    length = json.length();
                    receiver.take(rows.getString(1), json);
                }
            }
        }
    }

    private static String query(Section<?> section) {
        String columns = section.columns().stream().map(Property::column).collect(Collectors.joining(", "));
        SqlText query = section.kind() == Section.Kind.VALUES
                ? SqlText.of("SELECT {columns} FROM {table} WHERE {value} IS NOT NULL ORDER BY {order}")
                        .with("value", section.value().column())
                        .with("order", section.isSorted() ? "{key}" : "row_position, {key}")
                : SqlText.of("SELECT {columns}, extra FROM {table} ORDER BY row_position, {key}");
        return query.with("columns", columns)
                .with("table", section.model().table())
                .with("key", section.model().key().column())
                .sql();
    }

    /** Returns the index of each property's column. The key is the first column, whether JSON contains it or not. */
    private static int[] places(Section<?> section) {
        List<Property> columns = section.columns();
        return section.model().properties().stream()
                .mapToInt(property -> columns.indexOf(property) + 1)
                .toArray();
    }

    private static void write(Section<?> section, ResultSet row, int[] places, JsonWriter json) throws SQLException {
        if (section.kind() == Section.Kind.VALUES) {
            Model.writeValue(json, section.value(), get(row, 2, section.value()));
            return;
        }
        List<Property> properties = section.model().properties();
        Object[] values = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = get(row, places[i], properties.get(i));
        }
        String extra = row.getString(section.columns().size() + 1);
        section.model().write(json, values, extra == null ? null : Json.wellFormed(extra));
    }

    /**
     * A record.
     *
     * @param key its key
     * @param json its JSON
     * @param version how often it has been changed
     * @param position its position in its collection
     */
    public record Row(String key, String json, long version, long position) {}

    /** Receives records. */
    @FunctionalInterface
    public interface RowTaker {

        /** Receives a record. */
        void take(Row row) throws SQLException;
    }

    /** Returns the record of a model with a key, or null if there is none. */
    public static Row find(Connection connection, Model<?> model, String key) throws SQLException {
        Row[] found = {null};
        try (PreparedStatement select = connection.prepareStatement(rows(model, " WHERE {key} = ?"))) {
            select.setString(1, key);
            read(select, model, row -> found[0] = row);
        }
        return found[0];
    }

    /** Passes each record of a model to a receiver, in any order, in memory that does not grow with their number. */
    public static void each(Connection connection, Model<?> model, RowTaker taker) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(rows(model, ""))) {
            select.setFetchSize(FETCH_SIZE);
            read(select, model, taker);
        }
    }

    private static String rows(Model<?> model, String condition) {
        String columns = model.properties().stream()
                .map(property -> property.column() + ", ")
                .collect(Collectors.joining());
        return SqlText.of("SELECT " + columns + "{key}, extra, row_version, row_position FROM {table}" + condition)
                .with("table", model.table())
                .with("key", model.key().column())
                .sql();
    }

    private static void read(PreparedStatement select, Model<?> model, RowTaker taker) throws SQLException {
        List<Property> properties = model.properties();
        int after = properties.size();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Object[] values = new Object[after];
                for (int i = 0; i < after; i++) {
                    values[i] = get(row, i + 1, properties.get(i));
                }
                String extra = row.getString(after + 2);
                StringBuilder json = new StringBuilder();
                model.write(new JsonWriter(json), values, extra == null ? null : Json.wellFormed(extra));
                taker.take(new Row(
                        row.getString(after + 1), json.toString(), row.getLong(after + 3), row.getLong(after + 4)));
            }
        }
    }

    /** Returns a column's value: a string, a long, an integer, a boolean, or null. */
    public static Object get(ResultSet row, int index, Property property) throws SQLException {
        Class<?> type = property.type();
        Object value;
        if (type == Long.class) {
            value = row.getLong(index);
        } else if (type == Integer.class) {
            value = row.getInt(index);
        } else if (type == Boolean.class) {
            value = row.getBoolean(index);
        } else {
            return row.getString(index);
        }
        return row.wasNull() ? null : value;
    }
}
