package dev.metabuilder.database.platform;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds many rows to a table, in order, by the fastest way that the database has: COPY on PostgreSQL, one prepared statement
 * on SQLite. Values are strings, longs, integers, booleans, or null.
 */
public abstract sealed class BulkInsert implements AutoCloseable {

    private BulkInsert() {}

    /**
     * Begins to add rows to the columns of a table.
     *
     * @param alone whether nothing else uses the connection until the end, so that PostgreSQL can take rows while the next
     *     ones are made; else the connection is free for others between two calls
     * @throws SQLException when there is no such table
     */
    static BulkInsert into(Connection connection, Dialect dialect, String table, List<String> columns, boolean alone)
            throws SQLException {
        String target = table + " (" + String.join(", ", columns) + ")";
        return dialect == Dialect.POSTGRESQL
                ? new Copy(connection.unwrap(PGConnection.class), target, alone)
                : new Insert(connection.prepareStatement(
                        "INSERT INTO " + target + " VALUES (?" + ", ?".repeat(columns.size() - 1) + ")"));
    }

    /**
     * Adds a row; it may reach the table only with {@link #close()}.
     *
     * @throws SQLException when the database does not take the rows
     */
    public abstract void add(List<?> values) throws SQLException;

    /** Adds what is left, and lets go of the table. */
    @Override
    public abstract void close() throws SQLException;

    /** Lets go of the table when the work has failed; the transaction must not be committed. */
    public abstract void abandon() throws SQLException;

    /** Row by row: SQLite runs in this process, a batch would only hold the rows. */
    private static final class Insert extends BulkInsert {

        private final PreparedStatement insert;

        Insert(PreparedStatement insert) {
            this.insert = insert;
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

    /** In PostgreSQL's text format of COPY, some rows at a time: one COPY for all, or one for each time. */
    private static final class Copy extends BulkInsert {

        // A COPY is a round trip; a piece of one is not.
        private static final int BUFFER_CHARACTERS = 256 * 1024;
        private static final int PIECE_CHARACTERS = 32 * 1024;

        private final PGConnection connection;
        private final String sql;
        private final boolean alone;
        private CopyIn copy;
        private StringBuilder rows = new StringBuilder();

        Copy(PGConnection connection, String target, boolean alone) {
            this.connection = connection;
            this.alone = alone;
            sql = "COPY " + target + " FROM STDIN";
        }

        @Override
        public void add(List<?> values) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                rows.append(i == 0 ? "" : "\t");
                if (value == null) {
                    rows.append("\\N");
                } else if (value instanceof String text) {
                    append(text);
                } else {
                    rows.append(value);
                }
            }
            rows.append('\n');
            if (rows.length() >= (alone ? PIECE_CHARACTERS : BUFFER_CHARACTERS)) {
                send();
            }
        }

        private void append(String text) {
            int plain = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c <= '\\' && (c == '\\' || c == '\n' || c == '\r' || c == '\t')) {
                    rows.append(text, plain, i).append('\\');
                    rows.append(c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c);
                    plain = i + 1;
                }
            }
            rows.append(text, plain, text.length());
        }

        private void send() throws SQLException {
            byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
            // A new one: an old one that has had a character beyond Latin-1 takes two bytes for each, and longer.
            rows = new StringBuilder(rows.length());
            if (copy == null) {
                copy = connection.getCopyAPI().copyIn(sql);
            }
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
            } catch (SQLException e) {
                abandon();
                throw e;
            }
            if (!alone) {
                end();
            }
        }

        private void end() throws SQLException {
            CopyIn ended = copy;
            copy = null;
            if (ended != null) {
                ended.endCopy();
            }
        }

        @Override
        public void close() throws SQLException {
            if (rows.length() > 0) {
                send();
            }
            end();
        }

        @Override
        public void abandon() throws SQLException {
            CopyIn abandoned = copy;
            copy = null;
            if (abandoned != null && abandoned.isActive()) {
                abandoned.cancelCopy();
            }
        }
    }
}
