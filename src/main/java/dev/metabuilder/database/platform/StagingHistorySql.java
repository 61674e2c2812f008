package dev.metabuilder.database.platform;

import dev.metabuilder.database.platform.StagingWriteSql.Following;
import java.util.List;

/**
 * The statements that keep the rows that a replacement may change, as they were before it, and that compare them afterwards. A
 * keeping table has the key of a row, its version, its position and its columns; of a row that was not there it has only the
 * key. SQLite and PostgreSQL share most forms; the dialect of a database that needs other forms has a subclass.
 */
public class StagingHistorySql {

    /**
     * A table and the one that keeps its rows.
     *
     * @param table the table
     * @param name the keeping table
     * @param columns the columns that it keeps beside key, version and position
     */
    public record Kept(StagedTable table, String name, List<String> columns) {

        private String columns(String alias) {
            return StagingWriteSql.each(columns, alias + ".{column}", ", ");
        }

        private String sql(String statement) {
            return SqlText.of(statement.replace("{kept}", name).replace("{columns}", columns("t")))
                    .with(table)
                    .sql();
        }
    }

    /** Returns the statement that keeps the rows of a query, except for those that are kept already. */
    public String keep(Kept kept, String query) {
        return insert("INSERT INTO", kept) + " SELECT * FROM (" + query + ") s WHERE NOT EXISTS (SELECT 1 FROM "
                + kept.name() + " k WHERE k.row_key = s.row_key)";
    }

    static String insert(String insert, Kept kept) {
        return insert + " " + kept.name() + " (row_key, row_version, row_position, " + String.join(", ", kept.columns())
                + ")";
    }

    /** Returns the query for the rows that are marked for deletion. */
    public String doomed(Kept kept) {
        return own(kept, StagingCheckSql.isDoomed(kept.table(), "t.{key}"));
    }

    /** Returns the query for the rows that refer, by a column, to a row of another table that is marked for deletion. */
    public String unset(Kept kept, String column, StagedTable to) {
        return own(kept, StagingCheckSql.isDoomed(to, "t." + column));
    }

    /** Returns the query for the rows that lose the value of a column because the input does not have them. */
    public String losing(Kept kept, String column) {
        return own(
                kept,
                "t." + column + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {incoming} i WHERE i.row_key = t.{key})");
    }

    private static String own(Kept kept, String which) {
        return kept.sql("""
                SELECT t.{key} AS row_key, t.row_version, t.row_position, {columns} FROM {table} t WHERE\s""" + which);
    }

    /** Returns the query for the rows that the input adds, changes in the compared columns, or moves. */
    public String replaced(Kept kept, List<String> compared) {
        return kept.sql("""
                SELECT i.row_key AS row_key, t.row_version, t.row_position, {columns}
                FROM {incoming} i LEFT JOIN {table} t ON t.{key} = i.row_key
                LEFT JOIN placed p ON p.row_key = i.row_key
                WHERE t.{key} IS NULL OR p.row_key IS NOT NULL OR\s""" + StagingWriteSql.each(compared, differs(), " OR "));
    }

    /** Returns the condition that a column differs between a row and what comes in. */
    String differs() {
        return "t.{column} IS DISTINCT FROM i.{column}";
    }

    /** Returns the query for the followers of rows that change or go. */
    public String following(Kept kept, Following following) {
        return followers(kept, following, """
                SELECT t.{column} AS row_key, t.row_version, t.row_position, {columns}
                FROM moved m JOIN {table} t ON t.{column} = m.old_value
                """);
    }

    /** Returns the query for the keys that followers of changed rows get, with the rows that have them now. */
    public String followed(Kept kept, Following following) {
        return followers(kept, following, """
                SELECT n.{value} AS row_key, t.row_version, t.row_position, {columns}
                FROM moved m JOIN {target} n ON n.{target_key} = m.row_key LEFT JOIN {table} t ON t.{column} = n.{value}
                WHERE NOT {doomed}
                """);
    }

    private static String followers(Kept kept, Following following, String query) {
        return following.sql(query.replace("{columns}", kept.columns("t")));
    }

    /**
     * Returns the query that compares the kept rows with those that are there now: key, columns, position and version as they were,
     * and as they are. The version of a row that is not there is null.
     */
    public String compared(Kept kept) {
        return kept.sql("""
                SELECT k.row_key, {before}, k.row_position, k.row_version, t.{key}, {columns}, t.row_position, t.row_version
                FROM {kept} k LEFT JOIN {table} t ON t.{key} = k.row_key
                """.replace("{before}", kept.columns("k")));
    }
}
