package dev.metabuilder.database.platform;

import java.util.List;

/**
 * The statements of the history on SQLite. One transaction writes at a time, so the set gets its number, its place in the feed, at
 * once; the number is also its id. A reader need not wait for a long import to number what is there.
 */
final class SqliteHistorySql extends HistorySql {

    SqliteHistorySql() {
        super("(SELECT last_number FROM change_numbering)");
    }

    @Override
    public List<SqlCall> addSet(List<Object> values) {
        return List.of(
                new SqlCall("UPDATE change_numbering SET last_number = last_number + 1", List.of()),
                new SqlCall(
                        "INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id)"
                                + " SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering",
                        values));
    }
}
