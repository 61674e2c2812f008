package dev.metabuilder.database.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that writes at most one row, and the columns to read from that row afterwards.
 *
 * @param statement the statement
 * @param parameters its parameters
 * @param columns the columns to read
 * @param table the table of the row
 * @param keyColumn the column of its key
 * @param key its key
 * @param before gets the row, locked, as it is before the write, if there is one; null if nobody needs it
 */
public record RowWrite(
        String statement,
        List<Object> parameters,
        List<String> columns,
        String table,
        String keyColumn,
        String key,
        Taking before) {

    /** Takes the row as it is before the write. */
    @FunctionalInterface
    public interface Taking {

        /** Takes the columns, in their order. */
        void take(ResultSet row) throws SQLException;
    }

    /** Returns the query for the columns of the row. */
    String query() {
        return "SELECT " + String.join(", ", columns) + " FROM " + table + " WHERE " + keyColumn + " = ?";
    }

    /**
     * Makes a result of the row.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Reading<R> {

        /** Reads the columns, in their order. */
        R of(ResultSet row) throws SQLException;
    }
}
