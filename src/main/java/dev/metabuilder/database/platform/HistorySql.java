package dev.metabuilder.database.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The statements that write the history of changes. The dialect of a database that needs other forms has a subclass.
 */
public class HistorySql {

    private final String lastSet;

    /**
     * The statements of a database.
     *
     * @param lastSet the expression for the id of the set that the session has added last
     */
    HistorySql(String lastSet) {
        this.lastSet = lastSet;
    }

    /**
     * Returns the statements that add a set.
     *
     * @param values the time, the actor, the way, the id of the request and that of the job
     */
    public List<SqlCall> addSet(List<Object> values) {
        return List.of(new SqlCall(
                "INSERT INTO change_sets (changed_at, actor, way, request_id, job_id) VALUES (?, ?, ?, ?, ?)", values));
    }

    /** Returns the query for the id of the set that the session has added last. */
    public String lastSet() {
        return "SELECT " + lastSet;
    }

    /**
     * Returns the statement that adds rows of a table.
     *
     * @param rows their values; a null as the first one stands for the id of the set that the session has added last
     */
    public SqlCall addRows(String table, List<String> columns, List<List<Object>> rows) {
        List<Object> parameters = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        String others = String.join(", ", Collections.nCopies(columns.size() - 1, "?"));
        for (List<Object> row : rows) {
            boolean last = row.get(0) == null;
            lines.add("(" + (last ? lastSet : "?") + ", " + others + ")");
            parameters.addAll(last ? row.subList(1, row.size()) : row);
        }
        return new SqlCall(
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES " + String.join(", ", lines),
                parameters);
    }

    /**
     * Returns the statements that remove all sets. They take a number, which is the last removed one: so all positions that readers
     * have are no longer kept, though some sets may have had no number yet.
     */
    public List<SqlCall> removeAll() {
        // Who gives numbers locks that row first too. The right order of assignments is the same on MySQL, where the
        // second one sees the
        // effect of the first.
        return List.of(
                new SqlCall(
                        "UPDATE change_numbering SET removed_number = last_number + 1, last_number = last_number + 1",
                        List.of()),
                new SqlCall("DELETE FROM record_changes", List.of()),
                new SqlCall("DELETE FROM change_sets", List.of()));
    }

    /** Returns the statement that removes a set with its entries. */
    public SqlCall removeSet(long id) {
        return new SqlCall("DELETE FROM change_sets WHERE id = ?", List.of(id));
    }
}
