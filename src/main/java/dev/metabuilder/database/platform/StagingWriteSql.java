package dev.metabuilder.database.platform;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that make rows be as they stand in the staging tables. These are the forms that SQLite and PostgreSQL share; the
 * dialect of a database that needs another one has a subclass.
 */
public class StagingWriteSql {

    /** Returns the statement that remembers what a column is in rows in which it changes, or that go. */
    public String rememberMoved(StagedTable table, String column) {
        return SqlText.of("""
                        INSERT INTO moved (row_key, old_value, row_no)
                        SELECT {table}.{key}, {table}.{column}, i.row_no
                        FROM {table} LEFT JOIN {incoming} i ON i.row_key = {table}.{key}
                        WHERE i.row_key IS NULL OR i.{column} <> {table}.{column}
                        """).with("column", column).with(table).sql();
    }

    /**
     * Returns the statement that takes a value from rows that have it when another row is to have it.
     *
     * @param mark with the number of the other row, what those rows get
     */
    public String park(StagedTable table, String column, String mark) {
        return SqlText.of("""
                        UPDATE {table} SET {column} = '{mark}' || i.row_no
                        FROM {incoming} i
                        WHERE i.{column} = {table}.{column} AND i.row_key <> {table}.{key}
                        """)
                .with("column", column)
                .with("mark", mark)
                .with(table)
                .sql();
    }

    /**
     * Returns the statement that takes the one value that counts from the row that has it when another row is to have it.
     *
     * @param mark what that row gets
     */
    public String parkOnly(StagedTable table, String column, String mark, String only) {
        return SqlText.of("""
                        UPDATE {table} SET {column} = '{mark}'
                        FROM {incoming} i
                        WHERE i.{column} = {table}.{column} AND i.row_key <> {table}.{key} AND i.{column} = '{only}'
                        """)
                .with("only", only)
                .with("column", column)
                .with("mark", mark)
                .with(table)
                .sql();
    }

    /** Returns the query of what comes in, in order: its key, and the position of the row that is there, null where none is. */
    public String positions(StagedTable table) {
        return SqlText.of("""
                        SELECT i.row_key, t.row_position
                        FROM {incoming} i LEFT JOIN {table} t ON t.{key} = i.row_key
                        ORDER BY i.row_place
                        """).with(table).sql();
    }

    /** Returns the query of how many rows are there for what comes in, and have no value in a column. */
    public String countBare(StagedTable table, String column) {
        return SqlText.of("""
                        SELECT COUNT(*) FROM {incoming} i JOIN {table} t ON t.{key} = i.row_key
                        WHERE t.{column} IS NULL
                        """).with("column", column).with(table).sql();
    }

    /** Returns the statement that updates the rows that differ from what comes in, in some columns or in where they stand. */
    public String update(StagedTable table, List<String> columns) {
        return SqlText.of("""
                        UPDATE {table} SET {set}, row_position = COALESCE(p.row_position, {table}.row_position),
                            row_version = {table}.row_version + 1
                        FROM {incoming} i LEFT JOIN placed p ON p.row_key = i.row_key
                        WHERE i.row_key = {table}.{key} AND (p.row_key IS NOT NULL OR {differs})
                        """)
                .with("set", each(columns, "{column} = i.{column}", ", "))
                .with("differs", each(columns, "{table}.{column} IS DISTINCT FROM i.{column}", " OR "))
                .with(table)
                .sql();
    }

    /** Returns the statement that inserts all that comes in, into an empty table, with room between the rows. */
    public String insertAll(StagedTable table, List<String> columns, long gap) {
        return insert(table, columns, "(i.row_place + 1) * " + gap, "");
    }

    /** Returns the statement that inserts all that comes in, into an empty table whose rows have no order of their own. */
    public String insertAllSorted(StagedTable table, List<String> columns) {
        return insert(table, columns, "0", "");
    }

    /** Returns the statement that inserts what is not there yet, where {@code placed} says. */
    public String insertNew(StagedTable table, List<String> columns) {
        return insert(table, columns, "p.row_position", " JOIN placed p ON p.row_key = i.row_key" + IS_NEW);
    }

    /** Returns the statement that inserts what is not there yet, into a table whose rows have no order of their own. */
    public String insertNewSorted(StagedTable table, List<String> columns) {
        return insert(table, columns, "0", IS_NEW);
    }

    private static final String IS_NEW = " WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{key} = i.row_key)";

    private static String insert(StagedTable table, List<String> columns, String position, String which) {
        return SqlText.of("""
                        INSERT INTO {table} ({key}, {columns}, row_position, row_version)
                        SELECT i.row_key, {values}, {position}, 1 FROM {incoming} i{which}
                        """)
                .with("columns", String.join(", ", columns))
                .with("values", each(columns, "i.{column}", ", "))
                .with("position", position)
                .with("which", which)
                .with(table)
                .sql();
    }

    private static String each(List<String> columns, String part, String between) {
        return columns.stream().map(column -> part.replace("{column}", column)).collect(Collectors.joining(between));
    }

    /** Returns the statement that takes a value from the rows for which none comes in. */
    public String removeValues(StagedTable table, String column) {
        return SqlText.of("""
                        UPDATE {table} SET {column} = NULL, row_version = row_version + 1
                        WHERE {column} IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM {incoming} i WHERE i.row_key = {table}.{key})
                        """).with("column", column).with(table).sql();
    }

    /** Returns the statement that deletes the rows that have a value in none of some columns. */
    public String deleteEmpty(StagedTable table, List<String> columns) {
        return SqlText.of("DELETE FROM {table} WHERE {empty}")
                .with("empty", each(columns, "{column} IS NULL", " AND "))
                .with(table)
                .sql();
    }

    /** Returns the statement that unsets a column in the rows that refer by it to a row of another table that is doomed. */
    public String unsetDoomed(StagedTable table, String column, StagedTable to) {
        return SqlText.of("UPDATE {table} SET {column} = NULL, row_version = row_version + 1 WHERE {doomed}")
                .with("doomed", StagingCheckSql.isDoomed(to, "{table}.{column}"))
                .with("column", column)
                .with(table)
                .sql();
    }

    /** Returns the statement that deletes the rows that are doomed. */
    public String deleteDoomed(StagedTable table) {
        return SqlText.of("DELETE FROM {table} WHERE {key} IN (SELECT row_key FROM doomed WHERE model = {number})")
                .with(table)
                .sql();
    }

    /**
     * Returns the statement that deletes the rows that wait under the new value of a row that moves and brings its own, unless
     * they are on the move themselves.
     */
    public String deleteWaiting(Following following) {
        return following.sql("""
                DELETE FROM {table}
                WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = {table}.{column})
                AND {column} IN (
                    SELECT ({now}) FROM moved m
                    WHERE EXISTS (SELECT 1 FROM {table} f WHERE f.{column} = m.old_value))
                """);
    }

    /** Returns the statement that deletes the rows that follow one that goes. */
    public String deleteFollowing(Following following) {
        return following.sql("""
                DELETE FROM {table} WHERE {column} IN (
                    SELECT m.old_value FROM moved m WHERE NOT EXISTS ({now}))
                """);
    }

    /**
     * Returns the statement that takes their value from the rows that move, so that values can be swapped.
     *
     * @param mark with the number of the row that they follow, what they get
     */
    public String parkFollowing(Following following, String mark) {
        return following.sql("""
                UPDATE {table} SET {column} = '{mark}' || m.row_no
                FROM moved m
                WHERE m.old_value = {table}.{column}
                """.replace("{mark}", mark));
    }

    /** Returns the statement that gives the rows that have moved their new value. */
    public String follow(Following following, String mark) {
        return following.sql("""
                UPDATE {table} SET {column} = t.{value}, row_version = {table}.row_version + 1
                FROM moved m JOIN {target} t ON t.{target_key} = m.row_key
                WHERE {table}.{column} = '{mark}' || m.row_no
                """.replace("{mark}", mark));
    }

    /**
     * Rows whose column follows a column of another table.
     *
     * @param table their table
     * @param column their column
     * @param target the table that they follow
     * @param value the column that they follow
     */
    public record Following(String table, String column, StagedTable target, String value) {

        /** What a row that moved, or that goes, has now. */
        private static final String NOW =
                "SELECT t.{value} FROM {target} t WHERE t.{target_key} = m.row_key AND NOT {doomed}";

        private String sql(String statement) {
            String text = statement
                    .replace("{now}", NOW)
                    .replace("{doomed}", StagingCheckSql.isDoomed(target, "m.row_key"))
                    .replace("{table}", table)
                    .replace("{column}", column)
                    .replace("{target}", target.name())
                    .replace("{target_key}", target.key())
                    .replace("{value}", value);
            return SqlText.of(text).sql();
        }
    }
}
