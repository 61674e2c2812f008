package dev.metabuilder.database.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that writes a row, or none, and what of the row is read afterwards.
 *
 * @param statement the statement
 * @param parameters its parameters
 * @param columns those that are read
 */
public record RowWrite(String statement, List<Object> parameters, List<String> columns) {

    /**
     * What is made of the row.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Reading<R> {

        /** Reads the columns, in their order. */
        R of(ResultSet row) throws SQLException;
    }
}
