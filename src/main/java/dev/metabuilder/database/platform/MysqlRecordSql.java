package dev.metabuilder.database.platform;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The statements for single records in the form of MySQL and MariaDB. */
final class MysqlRecordSql extends RecordSql {

    MysqlRecordSql(String keepingRows, String lockingRows) {
        super(keepingRows, lockingRows);
    }

    @Override
    public String insert(String table, List<String> columns, long gap, List<String> conditions) {
        return SqlText.of("""
                        INSERT INTO {table} ({columns}, row_position, row_version)
                        SELECT {values}, COALESCE((SELECT MAX(row_position) FROM {table}), 0) + {gap}, 1 FROM DUAL
                        WHERE {conditions}
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", questions(columns.size()))
                .with("gap", Long.toString(gap))
                .with("conditions", String.join(" AND ", conditions))
                .with("table", table)
                .sql();
    }

    @Override
    public String update(String table, String key, List<String> columns, String unless) {
        return SqlText.of("""
                        UPDATE {table} SET {set}, row_version = row_version + 1
                        WHERE {key} = ? AND ({differs}) AND (extra IS NULL OR NOT ({unless}))
                        """)
                .with("set", each(columns, "{column} = ?", ", "))
                .with("differs", each(columns, "NOT ({column} <=> ?)", " OR "))
                .with("unless", unless)
                .with("key", key)
                .with("table", table)
                .sql();
    }

    @Override
    public String upsert(String table, List<String> columns, long gap) {
        return SqlText.of("""
                        INSERT INTO {table} ({columns}, row_position, row_version)
                        SELECT {values}, l.last_position + {gap}, 1
                        FROM (SELECT COALESCE(MAX(row_position), 0) AS last_position FROM {table}) l
                        ON DUPLICATE KEY UPDATE {set}, row_version = {table}.row_version + 1
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", questions(columns.size()))
                .with("gap", Long.toString(gap))
                .with("set", each(columns.subList(1, columns.size()), "{column} = VALUES({column})", ", "))
                .with("table", table)
                .sql();
    }

    /** Of what IGNORE passes over, only the key can be: the values have been checked, and these tables refer to none. */
    @Override
    public String insertIfAbsent(String table, List<String> columns, long gap) {
        return SqlText.of("""
                        INSERT IGNORE INTO {table} ({columns}, row_position, row_version)
                        SELECT {values}, l.last_position + {gap}, 1
                        FROM (SELECT COALESCE(MAX(row_position), 0) AS last_position FROM {table}) l
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", questions(columns.size()))
                .with("gap", Long.toString(gap))
                .with("table", table)
                .sql();
    }

    private static String each(List<String> columns, String part, String between) {
        return columns.stream().map(column -> part.replace("{column}", column)).collect(Collectors.joining(between));
    }

    private static String questions(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
