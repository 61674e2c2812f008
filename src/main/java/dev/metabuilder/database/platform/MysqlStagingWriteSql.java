package dev.metabuilder.database.platform;

import java.util.List;

/** The writes from staging tables in the form of MySQL and MariaDB: UPDATE with a join, and each temporary table once. */
final class MysqlStagingWriteSql extends StagingWriteSql {

    @Override
    public String park(StagedTable table, String column, String mark) {
        return SqlText.of("""
                        UPDATE {table} JOIN {incoming} i ON i.{column} = {table}.{column} AND i.row_key <> {table}.{key}
                        SET {table}.{column} = CONCAT('{mark}', i.row_no)
                        """)
                .with("column", column)
                .with("mark", mark)
                .with(table)
                .sql();
    }

    @Override
    public String parkOnly(StagedTable table, String column, String mark, String only) {
        return SqlText.of("""
                        UPDATE {table} JOIN {incoming} i ON i.{column} = {table}.{column} AND i.row_key <> {table}.{key}
                        SET {table}.{column} = '{mark}'
                        WHERE i.{column} = '{only}'
                        """)
                .with("only", only)
                .with("column", column)
                .with("mark", mark)
                .with(table)
                .sql();
    }

    @Override
    public String update(StagedTable table, List<String> columns, List<String> compared) {
        return SqlText.of("""
                        UPDATE {table} JOIN {incoming} i ON i.row_key = {table}.{key}
                        LEFT JOIN placed p ON p.row_key = i.row_key
                        SET {set}, {table}.row_position = COALESCE(p.row_position, {table}.row_position),
                            {table}.row_version = {table}.row_version + 1
                        WHERE p.row_key IS NOT NULL OR {differs}
                        """)
                .with("set", each(columns, "{table}.{column} = i.{column}", ", "))
                .with("differs", each(compared, "NOT ({table}.{column} <=> i.{column})", " OR "))
                .with(table)
                .sql();
    }

    @Override
    public String refer(StagedTable table, List<String> columns) {
        return SqlText.of("""
                        UPDATE {table} JOIN {incoming} i ON i.row_key = {table}.{key}
                        SET {set}
                        WHERE {differs}
                        """)
                .with("set", each(columns, "{table}.{column} = i.{column}", ", "))
                .with("differs", each(columns, "NOT ({table}.{column} <=> i.{column})", " OR "))
                .with(table)
                .sql();
    }

    @Override
    public List<String> deleteWaiting(Following following) {
        return List.of("DELETE FROM picked", following.sql("""
                        INSERT IGNORE INTO picked (row_key, row_no)
                        SELECT t.{value}, 0 FROM moved m JOIN {target} t ON t.{target_key} = m.row_key
                        WHERE NOT {doomed} AND EXISTS (SELECT 1 FROM {table} f WHERE f.{column} = m.old_value)
                        """), following.sql("""
                        DELETE FROM {table} WHERE {column} IN (SELECT row_key FROM picked)
                        AND NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = {table}.{column})
                        """));
    }

    @Override
    public String parkFollowing(Following following, String mark) {
        return following.sql("""
                UPDATE {table} JOIN moved m ON m.old_value = {table}.{column}
                SET {table}.{column} = CONCAT('{mark}', m.row_no)
                """.replace("{mark}", mark));
    }

    @Override
    public String follow(Following following, String mark) {
        return following.sql("""
                UPDATE moved m JOIN {target} t ON t.{target_key} = m.row_key
                JOIN {table} ON {table}.{column} = CONCAT('{mark}', m.row_no)
                SET {table}.{column} = t.{value}, {table}.row_version = {table}.row_version + 1
                """.replace("{mark}", mark));
    }
}
