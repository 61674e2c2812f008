package dev.metabuilder.database.operator;

import dev.metabuilder.database.model.Json;
import dev.metabuilder.database.model.JsonReader;
import dev.metabuilder.database.model.MalformedJsonException;
import dev.metabuilder.database.model.Position;
import dev.metabuilder.database.model.Problems;
import dev.metabuilder.database.model.Property;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** A table of the old layer: named after its model, with columns named after the properties. */
final class OldTable {

    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final String name;
    private final Map<String, Integer> columns = new TreeMap<>();

    /** The table of that name, which is there. */
    OldTable(Connection connection, String name) throws SQLException {
        this.connection = connection;
        this.name = name;
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + quoted() + " WHERE 1 = 0")) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                columns.put(none.getMetaData().getColumnName(i), i);
            }
        }
    }

    private String quoted() {
        return "\"" + name + "\"";
    }

    String name() {
        return name;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + quoted())) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Takes a row. */
    @FunctionalInterface
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /** Hands over the rows in the order in which they were added, as far as the database keeps it: the old layer asked for none. */
    void read(Taker taker) throws SQLException {
        boolean sqlite = connection.getMetaData().getDatabaseProductName().equals("SQLite");
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet row =
                    statement.executeQuery("SELECT * FROM " + quoted() + " ORDER BY " + (sqlite ? "rowid" : "ctid"))) {
                while (row.next()) {
                    taker.take(row);
                }
            }
        }
    }

    String text(ResultSet row, String column) throws SQLException {
        return row.getString(columns.get(column));
    }

    /**
     * Returns the value of a property, as columns of ours have it, or null when there is none.
     *
     * @param kept whether an empty text is one; the old layer took it for none, where there may be none
     * @param record whose it is, in problems
     * @param problems takes what is wrong with it
     */
    Object value(ResultSet row, Property property, boolean kept, String record, Problems problems) throws SQLException {
        if (!has(property.name())) {
            return null;
        }
        Class<?> type = property.type();
        String text = text(row, property.name());
        if (text == null || (text.isEmpty() && !property.required() && !kept)) {
            return null;
        }
        if (type == Json.class) {
            return isJson(text) ? text : problem(record, property, "is no JSON", problems);
        }
        if (type == Long.class || type == Integer.class) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return problem(record, property, "is no integer", problems);
            }
        }
        if (type == Boolean.class) {
            return switch (text) {
                case "1", "t", "true" -> true;
                case "0", "f", "false" -> false;
                default -> problem(record, property, "is neither true nor false", problems);
            };
        }
        return text;
    }

    private static Object problem(String record, Property property, String what, Problems problems) {
        problems.add("", Position.NONE, record + ": " + property.name() + " " + what);
        return null;
    }

    /** Whether it is one whole JSON value; what else may be wrong with it, the import judges. */
    private static boolean isJson(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            reader.skip();
            reader.end();
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
