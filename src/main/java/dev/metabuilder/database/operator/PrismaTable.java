package dev.metabuilder.database.operator;

import dev.metabuilder.database.platform.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** A table of the old layer: named after its model, with columns named after the properties. */
final class PrismaTable {

    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final String name;
    private final Map<String, Integer> columns = new TreeMap<>();

    /** Reads a table, which must exist. */
    PrismaTable(Connection connection, String name) throws SQLException {
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

    /** Receives a row. */
    @FunctionalInterface
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /** Passes on the rows in the order of their insertion, if the database has it: the old layer requested no order. */
    void read(Taker taker) throws SQLException {
        String order = Dialect.of(connection).insertionOrder();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + quoted() + " ORDER BY " + order)) {
                while (row.next()) {
                    taker.take(row);
                }
            }
        }
    }

    /** Returns the value of a column as text, or null if it is null or there is no such column. */
    String text(ResultSet row, String column) throws SQLException {
        return has(column) ? row.getString(columns.get(column)) : null;
    }
}
