package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.SpillFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a table that are to be inserted when a query has been read to its end: while a driver streams a result, another statement
 * may make it load the rest. They may be too many for memory.
 */
final class RowSpool {

    private static final int NULL = -1;
    private static final int NUMBER = -2;

    private final SpillFile kept = new SpillFile();
    private final DataOutputStream out = new DataOutputStream(kept);
    private long count;

    /** Receives a row. */
    @FunctionalInterface
    interface Taker {
        void take(List<Object> row) throws SQLException;
    }

    /** Adds a row, of strings, longs and nulls. */
    void add(List<Object> row) {
        count++;
        try {
            out.writeInt(row.size());
            for (Object value : row) {
                if (value instanceof Long number) {
                    out.writeInt(NUMBER);
                    out.writeLong(number);
                } else if (value == null) {
                    out.writeInt(NULL);
                } else {
                    byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                    out.writeInt(bytes.length);
                    out.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UnavailableException("There was no room to keep the history of the changes.", e);
        }
    }

    /** Passes on the rows in their order, and removes them. */
    void take(Taker taker) throws SQLException {
        try (kept;
                DataInputStream in = new DataInputStream(kept.read(0))) {
            for (long i = 0; i < count; i++) {
                int size = in.readInt();
                List<Object> row = new ArrayList<>(size);
                for (int j = 0; j < size; j++) {
                    row.add(value(in));
                }
                taker.take(row);
            }
        } catch (IOException e) {
            throw new UnavailableException("The history of the changes could not be read again.", e);
        }
    }

    private static Object value(DataInputStream in) throws IOException {
        int kind = in.readInt();
        return kind == NULL
                ? null
                : kind == NUMBER ? (Object) in.readLong() : new String(in.readNBytes(kind), StandardCharsets.UTF_8);
    }
}
