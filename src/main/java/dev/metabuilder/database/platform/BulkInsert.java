package dev.metabuilder.database.platform;

import java.sql.SQLException;
import java.util.List;

/**
 * Adds many rows to a table, in order, in the fastest way that the database has: COPY on PostgreSQL, statements of many rows on
 * MySQL and MariaDB, one prepared statement
 * on SQLite. Values are strings, longs, integers, booleans, or null.
 */
public abstract class BulkInsert implements AutoCloseable {

    /**
     * Adds a row, which may reach the table only with {@link #close()}.
     *
     * @throws SQLException if the database does not accept the rows
     */
    public abstract void add(List<?> values) throws SQLException;

    /** Adds the remaining rows, and releases the table. */
    @Override
    public abstract void close() throws SQLException;

    /** Releases the table after a failure; the transaction must not be committed. */
    public abstract void abandon() throws SQLException;
}
