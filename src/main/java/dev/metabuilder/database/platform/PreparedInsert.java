package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Inserts row by row: SQLite runs in this process, so a batch would only use memory. */
final class PreparedInsert extends BulkInsert {

    private final PreparedStatement insert;

    PreparedInsert(Connection connection, String table, List<String> columns) throws SQLException {
        insert = connection.prepareStatement("INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (?"
                + ", ?".repeat(columns.size() - 1) + ")");
    }

    @Override
    public void add(List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof String text) {
                insert.setString(i + 1, text);
            } else if (value instanceof Long number) {
                insert.setLong(i + 1, number);
            } else if (value == null) {
                insert.setNull(i + 1, Types.VARCHAR);
            } else {
                insert.setObject(i + 1, value);
            }
        }
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }

    @Override
    public void abandon() throws SQLException {
        insert.close();
    }
}
