package dev.metabuilder.database.platform;

import java.util.List;

/**
 * The statements that check the staging tables, and find the rows to delete. SQLite and PostgreSQL share these forms; the
 * dialect of a database that needs other forms has a subclass.
 */
public class StagingCheckSql {

    /** The keys that occur more than once. */
    private static final String TWICE = """
            (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM {incoming}
             GROUP BY row_key HAVING COUNT(*) > 1) f
            """;

    /** Returns the condition that a key is that of a row to delete. The key is SQL, which may have placeholders. */
    static String isDoomed(StagedTable table, String key) {
        return "EXISTS (SELECT 1 FROM doomed d WHERE d.model = " + table.number() + " AND d.row_key = " + key + ")";
    }

    /**
     * Returns the query for the superfluous rows of duplicate keys: the number of the row, of the first and of the last row
     * with the key, and the key.
     *
     * @param lastCounts whether the last row of a key counts, and not the first
     */
    public String duplicates(StagedTable table, boolean lastCounts) {
        return duplicates(table, lastCounts, """
                SELECT i.row_no, f.first_no, f.last_no, i.row_key
                FROM {incoming} i JOIN {twice} ON f.row_key = i.row_key
                WHERE i.row_no {superfluous}
                ORDER BY i.row_no
                """);
    }

    /** Returns the statements that delete the {@link #duplicates}. */
    public List<String> deleteDuplicates(StagedTable table, boolean lastCounts) {
        return List.of(duplicates(table, lastCounts, """
                DELETE FROM {incoming} WHERE (row_key, row_no) IN (
                    SELECT i.row_key, i.row_no
                    FROM {incoming} i JOIN {twice} ON f.row_key = i.row_key
                    WHERE i.row_no {superfluous})
                """));
    }

    private static String duplicates(StagedTable table, boolean lastCounts, String statement) {
        return SqlText.of(statement)
                .with("twice", SqlText.of(TWICE).with(table).sql())
                .with("superfluous", lastCounts ? "< f.last_no" : "> f.first_no")
                .with(table)
                .sql();
    }

    /** Returns the statements that give the last row of each key the place of the first one. */
    public List<String> takeFirstPlaces(StagedTable table) {
        return List.of(SqlText.of("""
                        UPDATE {incoming} SET row_place = f.first_no
                        FROM {twice}
                        WHERE {incoming}.row_key = f.row_key AND {incoming}.row_no = f.last_no
                        """)
                .with("twice", SqlText.of(TWICE).with(table).sql())
                .with(table)
                .sql());
    }

    /** Returns the statements that mark for deletion the rows that the input does not have; the last one tells how many. */
    public List<String> doomMissing(StagedTable table) {
        return doom(table, "NOT EXISTS (SELECT 1 FROM {incoming} i WHERE i.row_key = {table}.{key})");
    }

    /**
     * Returns the statements that doom the rows that refer, by a column, to a row of another table that is doomed; the last one
     * tells how many.
     */
    public List<String> doomReferring(StagedTable table, String column, StagedTable to) {
        return doom(table, isDoomed(to, table.name() + "." + column));
    }

    /** Returns the statements that doom the rows of a condition which are not doomed yet; the last one tells how many. */
    List<String> doom(StagedTable table, String which) {
        return List.of(SqlText.of("""
                        INSERT INTO doomed (model, row_key)
                        SELECT {number}, {key} FROM {table} WHERE {which} AND NOT {doomed}
                        """)
                .with("which", which)
                .with("doomed", isDoomed(table, "{table}.{key}"))
                .with(table)
                .sql());
    }

    /**
     * Returns the query for the rows whose column refers to a missing row: the number of the row, its key, and the value of
     * the column.
     */
    public String dangling(StagedTable table, String column, StagedTable to) {
        return dangling(
                table, column, to, "SELECT row_no, row_key, {column} FROM {incoming} WHERE {dangling} ORDER BY row_no");
    }

    /** Returns the statement that removes the reference of the {@link #dangling} rows. */
    public String unsetDangling(StagedTable table, String column, StagedTable to) {
        return dangling(table, column, to, "UPDATE {incoming} SET {column} = NULL WHERE {dangling}");
    }

    /** Returns the statement that deletes the {@link #dangling} rows. */
    public String deleteDangling(StagedTable table, String column, StagedTable to) {
        return dangling(table, column, to, "DELETE FROM {incoming} WHERE {dangling}");
    }

    private static String dangling(StagedTable table, String column, StagedTable to, String statement) {
        return SqlText.of(statement)
                .with("dangling", "{column} IS NOT NULL AND NOT EXISTS ({targets})")
                .with("targets", targets(to))
                .with("column", column)
                .with(table)
                .sql();
    }

    /**
     * Returns the possible targets of an incoming reference: incoming rows, or, if the table is not replaced, the remaining
     * rows.
     */
    private static String targets(StagedTable to) {
        return to.incoming() != null
                ? "SELECT 1 FROM " + to.incoming() + " t WHERE t.row_key = {incoming}.{column}"
                : "SELECT 1 FROM " + to.name() + " t WHERE t." + to.key() + " = {incoming}.{column} AND NOT "
                        + isDoomed(to, "t." + to.key());
    }

    /**
     * Returns the query for the rows with a value that an earlier row has: the numbers of the row and of the first one.
     *
     * @param only the only value that must be unique, or null if each value must
     */
    public String twice(StagedTable table, String column, String only) {
        return SqlText.of("""
                        SELECT i.row_no, f.first_no
                        FROM {incoming} i JOIN (
                            SELECT {column}, MIN(row_no) AS first_no FROM {incoming}{which}
                            GROUP BY {column} HAVING COUNT(*) > 1) f ON f.{column} = i.{column}
                        WHERE i.row_no > f.first_no
                        ORDER BY i.row_no
                        """)
                .with("which", only == null ? "" : " WHERE {column} = '" + only + "'")
                .with("column", column)
                .with(table)
                .sql();
    }
}
