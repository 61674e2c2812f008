package dev.metabuilder.database.platform;

import java.sql.SQLException;
import java.util.List;

/**
 * Adds many rows to a table, in order, by the fastest way that the database has: COPY on PostgreSQL, one prepared statement
 * on SQLite. Values are strings, longs, integers, booleans, or null.
 */
public abstract class BulkInsert implements AutoCloseable {

    /**
     * Adds a row; it may reach the table only with {@link #close()}.
     *
     * @throws SQLException when the database does not take the rows
     */
    public abstract void add(List<?> values) throws SQLException;

    /** Adds the remaining rows, and releases the table. */
    @Override
    public abstract void close() throws SQLException;

    /** Lets go of the table when the work has failed; the transaction must not be committed. */
    public abstract void abandon() throws SQLException;
}
