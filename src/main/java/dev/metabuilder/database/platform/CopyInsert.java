package dev.metabuilder.database.platform;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Inserts rows with PostgreSQL's COPY in text format, several at a time, with one COPY for all or one for each piece. */
final class CopyInsert extends BulkInsert {

    // Each COPY costs a round trip; another piece of the same COPY does not.
    private static final int BUFFER_CHARACTERS = 256 * 1024;
    private static final int PIECE_CHARACTERS = 32 * 1024;

    private final PGConnection connection;
    private final String sql;
    private final boolean alone;
    private CopyIn copy;
    private StringBuilder rows = new StringBuilder();

    CopyInsert(PGConnection connection, String table, List<String> columns, boolean alone) {
        this.connection = connection;
        this.alone = alone;
        sql = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN";
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
        // It uses a new buffer: after its first character beyond Latin-1, an old one would need two bytes for each.
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
