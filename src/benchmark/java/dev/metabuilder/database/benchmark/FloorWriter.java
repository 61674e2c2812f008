package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes rows in the fastest way that a database has. A row has the section's columns, then the undeclared properties, the
 * position and the version.
 */
interface FloorWriter {

    /** Begins a table. */
    void begin(Section<?> section) throws SQLException;

    /** Writes a row: strings, longs, booleans or null. */
    void row(Object[] values) throws SQLException;

    /** Ends the table. */
    void end() throws SQLException;

    /** Returns the names of the columns, separated by commas. */
    static String columns(Section<?> section) {
        return Stream.concat(
                        section.columns().stream().map(Property::column),
                        Stream.of(Model.EXTRA, Model.POSITION, Model.VERSION))
                .collect(Collectors.joining(", "));
    }

    /** Writes with a prepared statement in batches, for SQLite. */
    final class Batch implements FloorWriter {

        private static final int ROWS = 1_000;

        private final Connection connection;
        private PreparedStatement insert;
        private int rows;

        Batch(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void begin(Section<?> section) throws SQLException {
            String marks = "?, ".repeat(section.columns().size() + 2) + "?";
            insert = connection.prepareStatement(
                    "INSERT INTO " + section.model().table() + " (" + columns(section) + ") VALUES (" + marks + ")");
        }

        @Override
        public void row(Object[] values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.addBatch();
            rows++;
            if (rows % ROWS == 0) {
                insert.executeBatch();
            }
        }

        @Override
        public void end() throws SQLException {
            insert.executeBatch();
            insert.close();
        }
    }

    /** Writes many rows with each statement, for MySQL and MariaDB. A reference to a table that comes later is written after it. */
    final class MultiRow implements FloorWriter {

        private static final int ROWS = 500;
        private static final String LATER = "UPDATE users SET tenant_id = ? WHERE id = ?";

        private final Connection connection;
        private final List<Object[]> waiting = new ArrayList<>();
        private final List<Object[]> tenants = new ArrayList<>();
        private Section<?> section;
        private PreparedStatement whole;
        private int tenant;

        MultiRow(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void begin(Section<?> next) throws SQLException {
            section = next;
            whole = prepare(ROWS);
            tenant = List.of(columns(next).split(", ")).indexOf("tenant_id");
        }

        private PreparedStatement prepare(int rows) throws SQLException {
            String row = "(" + "?, ".repeat(section.columns().size() + 2) + "?)";
            return connection.prepareStatement("INSERT INTO " + section.model().table() + " (" + columns(section)
                    + ") VALUES " + String.join(", ", Collections.nCopies(rows, row)));
        }

        @Override
        public void row(Object[] values) throws SQLException {
            if (tenant >= 0 && values[tenant] != null) {
                tenants.add(new Object[] {values[tenant], values[0]});
                values[tenant] = null;
            }
            waiting.add(values);
            if (waiting.size() == ROWS) {
                send(whole);
            }
        }

        private void send(PreparedStatement insert) throws SQLException {
            int place = 0;
            for (Object[] values : waiting) {
                for (Object value : values) {
                    insert.setObject(++place, value);
                }
            }
            insert.executeUpdate();
            waiting.clear();
        }

        @Override
        public void end() throws SQLException {
            whole.close();
            if (!waiting.isEmpty()) {
                try (PreparedStatement rest = prepare(waiting.size())) {
                    send(rest);
                }
            }
            if (section.model().table().equals("tenants")) {
                try (PreparedStatement later = connection.prepareStatement(LATER)) {
                    for (Object[] reference : tenants) {
                        later.setObject(1, reference[0]);
                        later.setObject(2, reference[1]);
                        later.addBatch();
                    }
                    later.executeBatch();
                }
                tenants.clear();
            }
        }
    }

    /** Writes with COPY in the text format, for PostgreSQL. */
    final class Copy implements FloorWriter {

        private static final int BUFFER = 1 << 16;

        private final CopyManager manager;
        private final StringBuilder buffer = new StringBuilder(2 * BUFFER);
        private CopyIn copy;

        Copy(CopyManager manager) {
            this.manager = manager;
        }

        @Override
        public void begin(Section<?> section) throws SQLException {
            copy = manager.copyIn("COPY " + section.model().table() + " (" + columns(section) + ") FROM STDIN");
        }

        @Override
        public void row(Object[] values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    buffer.append('\t');
                }
                if (values[i] instanceof String text) {
                    escape(text);
                } else {
                    buffer.append(values[i] == null ? "\\N" : values[i]);
                }
            }
            buffer.append('\n');
            if (buffer.length() > BUFFER) {
                send();
            }
        }

        private void escape(String text) {
            int plain = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c > '\r' && c != '\\') {
                    continue;
                }
                char escaped =
                        switch (c) {
                            case '\\' -> '\\';
                            case '\n' -> 'n';
                            case '\r' -> 'r';
                            case '\t' -> 't';
                            default -> 0;
                        };
                if (escaped != 0) {
                    buffer.append(text, plain, i).append('\\').append(escaped);
                    plain = i + 1;
                }
            }
            buffer.append(text, plain, text.length());
        }

        private void send() throws SQLException {
            byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            buffer.setLength(0);
        }

        @Override
        public void end() throws SQLException {
            send();
            copy.endCopy();
        }
    }
}
