package dev.metabuilder.database.platform;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that write single records and lock the records to which these refer. SQLite and PostgreSQL share these
 * forms; the dialect of a database that needs other forms has a subclass.
 */
public class RecordSql {

    private final String keepingRows;
    private final String lockingRows;

    /**
     * The statements of a database.
     *
     * @param keepingRows the clause of a SELECT that locks its rows against deletion until the transaction ends
     * @param lockingRows the clause that locks them against any change
     */
    RecordSql(String keepingRows, String lockingRows) {
        this.keepingRows = keepingRows;
        this.lockingRows = lockingRows;
    }

    /**
     * Returns the statement that inserts a row after all others, if some conditions hold.
     *
     * @param columns the columns that get a value
     * @param gap the distance of its position from the last one
     */
    public String insert(String table, List<String> columns, long gap, List<String> conditions) {
        return SqlText.of("""
                        INSERT INTO {table} ({columns}, row_position, row_version)
                        SELECT {values}, COALESCE((SELECT MAX(row_position) FROM {table}), 0) + {gap}, 1
                        WHERE {conditions}
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", questions(columns.size()))
                .with("gap", Long.toString(gap))
                .with("conditions", String.join(" AND ", conditions))
                .with("table", table)
                .sql();
    }

    /** Returns the condition that no row has a value, which is a parameter. */
    public String isFree(String table, String column) {
        return "NOT EXISTS (" + one(table, column) + ")";
    }

    /** Returns the condition that a row has a value, which is a parameter; it locks the row until the transaction ends. */
    public String isKept(String table, String column) {
        return "(" + keepOne(table, column) + ") = 1";
    }

    /** Returns the query whether a row has a value, which is a parameter; it locks the row until the transaction ends. */
    public String keepOne(String table, String column) {
        return one(table, column) + keepingRows;
    }

    private static String one(String table, String column) {
        return "SELECT 1 FROM " + table + " WHERE " + column + " = ?";
    }

    /**
     * Returns the query for those of some values, its parameters, that rows have; it locks the rows until the transaction
     * ends. All callers lock in the same order, so that they can't deadlock.
     */
    public String keepAll(String table, String column, int count) {
        return SqlText.of("SELECT {column} FROM {table} WHERE {column} IN ({values}) ORDER BY {column}{keeping}")
                .with("column", column)
                .with("values", questions(count))
                .with("keeping", keepingRows)
                .with("table", table)
                .sql();
    }

    /**
     * Returns the query for rows that have one of some values, its parameters. It locks them until the transaction ends, in the
     * order of their keys.
     */
    public String lockAll(String table, List<String> columns, String column, int count, String key) {
        return SqlText.of("SELECT {columns} FROM {table} WHERE {column} IN ({values}) ORDER BY {key}{locking}")
                .with("columns", String.join(", ", columns))
                .with("column", column)
                .with("values", questions(count))
                .with("key", key)
                .with("locking", lockingRows)
                .with("table", table)
                .sql();
    }

    /**
     * Returns the statement that updates columns of a row, if one of them differs. Its parameters are the values, the key,
     * and the values again.
     *
     * @param key the column of the key
     * @param unless a condition under which the row must stay unchanged
     */
    public String update(String table, String key, List<String> columns, String unless) {
        return SqlText.of("""
                        UPDATE {table} SET {set}, row_version = row_version + 1
                        WHERE {key} = ? AND ({differs}) AND (extra IS NULL OR NOT ({unless}))
                        """)
                .with("set", columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")))
                .with(
                        "differs",
                        columns.stream()
                                .map(column -> column + " IS DISTINCT FROM ?")
                                .collect(Collectors.joining(" OR ")))
                .with("unless", unless)
                .with("key", key)
                .with("table", table)
                .sql();
    }

    /**
     * Returns the statement that inserts a row after all others, or updates the row with its key.
     *
     * @param columns the columns that get a value, first the key
     * @param gap the distance of its position from the last one
     */
    public String upsert(String table, List<String> columns, long gap) {
        String set = columns.stream()
                .skip(1)
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return SqlText.of("""
                        INSERT INTO {table} ({columns}, row_position, row_version)
                        SELECT {values}, COALESCE(MAX(row_position), 0) + {gap}, 1 FROM {table} WHERE TRUE
                        ON CONFLICT ({key}) DO UPDATE SET {set}, row_version = {table}.row_version + 1
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", questions(columns.size()))
                .with("gap", Long.toString(gap))
                .with("key", columns.get(0))
                .with("set", set)
                .with("table", table)
                .sql();
    }

    /**
     * Returns the statement that inserts a row after all others, unless there is one with its key.
     *
     * @param columns the columns that get a value, first the key
     * @param gap the distance of its position from the last one
     */
    public String insertIfAbsent(String table, List<String> columns, long gap) {
        return SqlText.of("""
                        INSERT INTO {table} ({columns}, row_position, row_version)
                        SELECT {values}, COALESCE(MAX(row_position), 0) + {gap}, 1 FROM {table} WHERE TRUE
                        ON CONFLICT ({key}) DO NOTHING
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", questions(columns.size()))
                .with("gap", Long.toString(gap))
                .with("key", columns.get(0))
                .with("table", table)
                .sql();
    }

    private static String questions(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
