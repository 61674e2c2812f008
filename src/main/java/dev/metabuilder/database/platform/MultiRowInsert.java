package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Many rows in one statement: the driver does not rewrite batches so, and a round trip for each row takes four times as long. */
final class MultiRowInsert extends BulkInsert {

    private static final int MOST_ROWS = 200;

    /** Characters of text, each of which may take 4 bytes; a packet has room for 64 MiB. */
    private static final int MOST_TEXT = 1 << 20;

    private final Connection connection;
    private final String beginning;
    private final String row;
    private final List<Object> values = new ArrayList<>();
    private PreparedStatement whole;
    private int rows;
    private long text;

    MultiRowInsert(Connection connection, String table, List<String> columns) {
        this.connection = connection;
        beginning = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ";
        row = "(?" + ", ?".repeat(columns.size() - 1) + ")";
    }

    @Override
    public void add(List<?> added) throws SQLException {
        for (Object value : added) {
            values.add(value);
            text += value instanceof String string ? string.length() : 0;
        }
        rows++;
        if (rows == MOST_ROWS || text >= MOST_TEXT) {
            send();
        }
    }

    private void send() throws SQLException {
        if (rows == MOST_ROWS) {
            if (whole == null) {
                whole = prepare();
            }
            execute(whole);
        } else if (rows > 0) {
            try (PreparedStatement part = prepare()) {
                execute(part);
            }
        }
        values.clear();
        rows = 0;
        text = 0;
    }

    private PreparedStatement prepare() throws SQLException {
        return connection.prepareStatement(beginning + String.join(", ", Collections.nCopies(rows, row)));
    }

    private void execute(PreparedStatement insert) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof String string) {
                insert.setString(i + 1, string);
            } else if (value == null) {
                insert.setNull(i + 1, Types.VARCHAR);
            } else {
                insert.setObject(i + 1, value);
            }
        }
        insert.executeUpdate();
        insert.clearParameters();
    }

    @Override
    public void close() throws SQLException {
        try {
            send();
        } finally {
            abandon();
        }
    }

    @Override
    public void abandon() throws SQLException {
        if (whole != null) {
            whole.close();
        }
    }
}
