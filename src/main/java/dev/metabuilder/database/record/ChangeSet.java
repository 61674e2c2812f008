package dev.metabuilder.database.record;

import dev.metabuilder.database.platform.HistorySql;
import dev.metabuilder.database.platform.SqlCall;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.storage.TransactionEnd;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one transaction changes: a row of {@code change_sets}, with a row of {@code record_changes} for each entry. Entries of
 * single records are written at the very end of the transaction: all its rows are locked then, so that for each record the order
 * of the sets' ids is the order of the commits.
 */
public final class ChangeSet implements TransactionEnd {

    /** How many entries a statement has at most, and about how many characters. */
    private static final int MOST_ROWS = 500;

    private static final int MOST_CHARACTERS = 1 << 20;

    private final Storage storage;
    private final ChangeOrigin origin = ChangeOrigin.current();
    private final List<List<Object>> pending = new ArrayList<>();

    /** The id, null as long as the row is not written. */
    private Long id;

    private long entries;

    ChangeSet(Storage storage) {
        this.storage = storage;
    }

    /**
     * Writes the row of the set, unless it is written. The caller has locked all that it will change: nobody else changes it
     * before this transaction ends.
     *
     * @return the id
     */
    public long begin(Connection connection) throws SQLException {
        if (id == null) {
            HistorySql sql = storage.dialect().historySql();
            storage.dialect().run(connection, sql.addSet(values()));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql.lastSet())) {
                row.next();
                id = row.getLong(1);
            }
        }
        return id;
    }

    private List<Object> values() {
        return Arrays.asList(
                System.currentTimeMillis(), origin.actor(), origin.way(), origin.requestId(), origin.jobId());
    }

    /** Removes all sets, also this one as far as it is written, and keeps the entry that says so. */
    void clear(Connection connection) throws SQLException {
        pending.clear();
        id = null;
        entries = 0;
        storage.dialect().run(connection, storage.dialect().historySql().removeAll());
        add(ChangeEntry.ofClearing());
    }

    /** Keeps an entry, to write it at the end of the transaction. */
    void add(ChangeEntry entry) {
        pending.add(entry.row(null, ++entries));
    }

    /**
     * Returns the row of an entry, which the caller writes to {@link ChangeEntry#TABLE} with its {@link ChangeEntry#COLUMNS}.
     * {@link #begin} has been called.
     */
    public List<Object> row(ChangeEntry entry) {
        return entry.row(id, ++entries);
    }

    @Override
    public void end(Connection connection) throws SQLException {
        HistorySql sql = storage.dialect().historySql();
        List<SqlCall> calls = new ArrayList<>();
        if (entries == 0) {
            if (id != null) {
                calls.add(sql.removeSet(id));
            }
        } else if (id == null) {
            calls.addAll(sql.addSet(values()));
        }
        List<List<Object>> rows = new ArrayList<>();
        int characters = 0;
        for (List<Object> row : pending) {
            if (rows.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
                calls.add(sql.addRows(ChangeEntry.TABLE, ChangeEntry.COLUMNS, rows));
                storage.dialect().run(connection, calls);
                calls.clear();
                rows = new ArrayList<>();
                characters = 0;
            }
            List<Object> numbered = new ArrayList<>(row);
            numbered.set(0, id);
            rows.add(numbered);
            characters += row.stream()
                    .mapToInt(value -> value instanceof String text ? text.length() : 0)
                    .sum();
        }
        if (!rows.isEmpty()) {
            calls.add(sql.addRows(ChangeEntry.TABLE, ChangeEntry.COLUMNS, rows));
        }
        if (!calls.isEmpty()) {
            storage.dialect().run(connection, calls);
        }
    }
}
