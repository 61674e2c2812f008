package dev.metabuilder.database.platform;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that merge the staging tables into the tables. SQLite and PostgreSQL share these forms; the dialect of a
 * database that needs other forms has a subclass.
 */
public class StagingWriteSql {

    /** Returns the statement that stores the old values of a column in rows where it changes or that will be deleted. */
    public String rememberMoved(StagedTable table, String column) {
        return SqlText.of("""
                        INSERT INTO moved (row_key, old_value, row_no)
                        SELECT {table}.{key}, {table}.{column}, i.row_no
                        FROM {table} LEFT JOIN {incoming} i ON i.row_key = {table}.{key}
                        WHERE i.row_key IS NULL OR i.{column} <> {table}.{column}
                        """).with("column", column).with(table).sql();
    }

    /**
     * Returns the statement that takes a value from a row if another row will get it.
     *
     * @param mark the temporary value, which is completed by the number of the other row
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
     * Returns the statement that takes the only unique value from its row if another row will get it.
     *
     * @param mark the temporary value
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

    /**
     * Returns the query for the incoming rows, in order: the key, and the position of the existing row, or null if there is
     * none.
     */
    public String positions(StagedTable table) {
        return SqlText.of("""
                        SELECT i.row_key, t.row_position
                        FROM {incoming} i LEFT JOIN {table} t ON t.{key} = i.row_key
                        ORDER BY i.row_place
                        """).with(table).sql();
    }

    /** Returns the query for the number of existing rows that are in the input and have no value in a column. */
    public String countBare(StagedTable table, String column) {
        return SqlText.of("""
                        SELECT COUNT(*) FROM {incoming} i JOIN {table} t ON t.{key} = i.row_key
                        WHERE t.{column} IS NULL
                        """).with("column", column).with(table).sql();
    }

    /** Returns the statement that updates the rows that differ in the compared columns or in their position. */
    public String update(StagedTable table, List<String> columns, List<String> compared) {
        return SqlText.of("""
                        UPDATE {table} SET {set}, row_position = COALESCE(p.row_position, {table}.row_position),
                            row_version = {table}.row_version + 1
                        FROM {incoming} i LEFT JOIN placed p ON p.row_key = i.row_key
                        WHERE i.row_key = {table}.{key} AND (p.row_key IS NOT NULL OR {differs})
                        """)
                .with("set", each(columns, "{column} = i.{column}", ", "))
                .with("differs", each(compared, "{table}.{column} IS DISTINCT FROM i.{column}", " OR "))
                .with(table)
                .sql();
    }

    /**
     * Returns the statement that sets incoming references that differ, to rows that did not exist when these rows were written.
     * It belongs to the same change, so the number of changes of the rows stays.
     */
    public String refer(StagedTable table, List<String> columns) {
        return SqlText.of("""
                        UPDATE {table} SET {set} FROM {incoming} i
                        WHERE i.row_key = {table}.{key} AND ({differs})
                        """)
                .with("set", each(columns, "{column} = i.{column}", ", "))
                .with("differs", each(columns, "{table}.{column} IS DISTINCT FROM i.{column}", " OR "))
                .with(table)
                .sql();
    }

    /** Returns the statement that inserts all incoming rows into an empty table, with gaps between their positions. */
    public String insertAll(StagedTable table, List<String> columns, long gap) {
        return insert(table, columns, "(i.row_place + 1) * " + gap, "");
    }

    /** Returns the statement that inserts all incoming rows into an empty table whose rows are sorted by key. */
    public String insertAllSorted(StagedTable table, List<String> columns) {
        return insert(table, columns, "0", "");
    }

    /** Returns the statement that inserts the new rows, with the positions of {@code placed}. */
    public String insertNew(StagedTable table, List<String> columns) {
        return insert(table, columns, "p.row_position", " JOIN placed p ON p.row_key = i.row_key" + IS_NEW);
    }

    /** Returns the statement that inserts the new rows into a table whose rows are sorted by key. */
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

    static String each(List<String> columns, String part, String between) {
        return columns.stream().map(column -> part.replace("{column}", column)).collect(Collectors.joining(between));
    }

    /** Returns the statement that removes a value from the rows that the input does not have. */
    public String removeValues(StagedTable table, String column) {
        return SqlText.of("""
                        UPDATE {table} SET {column} = NULL, row_version = row_version + 1
                        WHERE {column} IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM {incoming} i WHERE i.row_key = {table}.{key})
                        """).with("column", column).with(table).sql();
    }

    /** Returns the statement that deletes the rows in which all of some columns are null. */
    public String deleteEmpty(StagedTable table, List<String> columns) {
        return SqlText.of("DELETE FROM {table} WHERE {empty}")
                .with("empty", each(columns, "{column} IS NULL", " AND "))
                .with(table)
                .sql();
    }

    /** Returns the statement that unsets a column in the rows where it refers to a row of another table to delete. */
    public String unsetDoomed(StagedTable table, String column, StagedTable to) {
        return SqlText.of("UPDATE {table} SET {column} = NULL, row_version = row_version + 1 WHERE {doomed}")
                .with("doomed", StagingCheckSql.isDoomed(to, "{table}.{column}"))
                .with("column", column)
                .with(table)
                .sql();
    }

    /** Returns the statement that deletes the marked rows. */
    public String deleteDoomed(StagedTable table) {
        return SqlText.of("DELETE FROM {table} WHERE {key} IN (SELECT row_key FROM doomed WHERE model = {number})")
                .with(table)
                .sql();
    }

    /**
     * Returns the statements that delete followers that already have the new value of a changed row with a follower of its
     * own, unless they change too; the last one tells how many.
     */
    public List<String> deleteWaiting(Following following) {
        return List.of(following.sql("""
                DELETE FROM {table}
                WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = {table}.{column})
                AND {column} IN (
                    SELECT ({now}) FROM moved m
                    WHERE EXISTS (SELECT 1 FROM {table} f WHERE f.{column} = m.old_value))
                """));
    }

    /** Returns the statement that deletes the followers of deleted rows. */
    public String deleteFollowing(Following following) {
        return following.sql("""
                DELETE FROM {table} WHERE {column} IN (
                    SELECT m.old_value FROM moved m WHERE NOT EXISTS ({now}))
                """);
    }

    /**
     * Returns the statement that takes the values from followers that will change, so that two values can be exchanged.
     *
     * @param mark the temporary value, which is completed by the number of the row that they follow
     */
    public String parkFollowing(Following following, String mark) {
        return following.sql("""
                UPDATE {table} SET {column} = '{mark}' || m.row_no
                FROM moved m
                WHERE m.old_value = {table}.{column}
                """.replace("{mark}", mark));
    }

    /** Returns the statement that gives the followers their new value. */
    public String follow(Following following, String mark) {
        return following.sql("""
                UPDATE {table} SET {column} = t.{value}, row_version = {table}.row_version + 1
                FROM moved m JOIN {target} t ON t.{target_key} = m.row_key
                WHERE {table}.{column} = '{mark}' || m.row_no
                """.replace("{mark}", mark));
    }

    /**
     * A column whose values follow a column of another table.
     *
     * @param table the table of the followers
     * @param column the following column
     * @param target the followed table
     * @param value the followed column
     */
    public record Following(String table, String column, StagedTable target, String value) {

        /** The new value of a changed row; none for a deleted one. */
        private static final String NOW =
                "SELECT t.{value} FROM {target} t WHERE t.{target_key} = m.row_key AND NOT {doomed}";

        String sql(String statement) {
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
