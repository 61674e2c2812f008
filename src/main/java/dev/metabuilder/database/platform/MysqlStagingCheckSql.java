package dev.metabuilder.database.platform;

import java.util.List;

/**
 * The checks of staging tables in the form of MySQL and MariaDB. MySQL can't name a temporary table twice in a statement, so that
 * what is found goes through another one, {@value #PICKED}.
 */
final class MysqlStagingCheckSql extends StagingCheckSql {

    static final String PICKED = "picked";

    private static final String FORGET = "DELETE FROM " + PICKED;

    /** Each row of what comes in, with the numbers of the first and of the last one that has its key. */
    private static final String PEERS = """
            (SELECT row_no, row_key, MIN(row_no) OVER (PARTITION BY row_key) AS first_no,
                MAX(row_no) OVER (PARTITION BY row_key) AS last_no FROM {incoming}) f
            """;

    @Override
    public String duplicates(StagedTable table, boolean lastCounts) {
        return peers(
                table,
                "SELECT f.row_no, f.first_no, f.last_no, f.row_key FROM {peers} WHERE {superfluous} ORDER BY f.row_no",
                superfluous(lastCounts));
    }

    private static String superfluous(boolean lastCounts) {
        return lastCounts ? "f.row_no < f.last_no" : "f.row_no > f.first_no";
    }

    private static String peers(StagedTable table, String statement, String which) {
        return SqlText.of(statement)
                .with("peers", SqlText.of(PEERS).with(table).sql())
                .with("superfluous", which)
                .with(table)
                .sql();
    }

    private static String pick(StagedTable table, String which) {
        return peers(table, """
                INSERT INTO picked (row_key, row_no, row_place)
                SELECT f.row_key, f.row_no, f.first_no FROM {peers} WHERE {superfluous}
                """, which);
    }

    @Override
    public List<String> deleteDuplicates(StagedTable table, boolean lastCounts) {
        String delete = SqlText.of("""
                        DELETE i FROM {incoming} i JOIN picked p ON p.row_key = i.row_key AND p.row_no = i.row_no
                        """).with(table).sql();
        return List.of(FORGET, pick(table, superfluous(lastCounts)), delete);
    }

    @Override
    public List<String> takeFirstPlaces(StagedTable table) {
        String update = SqlText.of("""
                        UPDATE {incoming} i JOIN picked p ON p.row_key = i.row_key AND p.row_no = i.row_no
                        SET i.row_place = p.row_place
                        """).with(table).sql();
        return List.of(FORGET, pick(table, "f.row_no = f.last_no AND f.first_no < f.last_no"), update);
    }

    @Override
    List<String> doom(StagedTable table, String which) {
        String pick = SqlText.of("""
                        INSERT INTO picked (row_key, row_no)
                        SELECT {key}, 0 FROM {table} WHERE {which}
                        """).with("which", which).with(table).sql();
        // What is doomed already stays, and does not count.
        String doom = SqlText.of("INSERT IGNORE INTO doomed (model, row_key) SELECT {number}, row_key FROM picked")
                .with(table)
                .sql();
        return List.of(FORGET, pick, doom);
    }

    @Override
    public String twice(StagedTable table, String column, String only) {
        return SqlText.of("""
                        SELECT f.row_no, f.first_no
                        FROM (SELECT row_no, MIN(row_no) OVER (PARTITION BY {column}) AS first_no FROM {incoming}
                            WHERE {which}) f
                        WHERE f.row_no > f.first_no
                        ORDER BY f.row_no
                        """)
                .with("which", only == null ? "{column} IS NOT NULL" : "{column} = '" + only + "'")
                .with("column", column)
                .with(table)
                .sql();
    }
}
