package dev.metabuilder.database.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says which entries of the history to read. A null means that it does not matter.
 *
 * @param after the position after which they begin
 * @param collection the collection
 * @param key the key of the record
 * @param actor who did it
 * @param readable what the caller may read
 * @param limit how many at most
 */
public record ChangeQuery(
        ChangePosition after, String collection, String key, String actor, ReadRights readable, int limit) {

    /**
     * What a caller may read of the history.
     *
     * @param collections the collections of which the caller may read every record, or null for everything
     * @param ownCollection the collection of which the caller may read only the own record, or null
     * @param ownKey the key of the own record
     */
    public record ReadRights(Set<String> collections, String ownCollection, String ownKey) {

        /** Everything. */
        public static final ReadRights ALL = new ReadRights(null, null, null);
    }

    /** Returns the conditions in SQL, each with {@code AND} before it, on the tables {@code s} and {@code c}. */
    String conditions(List<Object> parameters) {
        StringBuilder sql = new StringBuilder();
        equal(sql, parameters, "c.model", collection);
        equal(sql, parameters, "c.record_key", key);
        equal(sql, parameters, "s.actor", actor);
        if (readable.collections() != null) {
            List<String> any = new ArrayList<>();
            if (!readable.collections().isEmpty()) {
                any.add("c.model IN (?" + ", ?".repeat(readable.collections().size() - 1) + ")");
                parameters.addAll(readable.collections());
            }
            if (readable.ownCollection() != null) {
                any.add("(c.model = ? AND c.record_key = ?)");
                parameters.add(readable.ownCollection());
                parameters.add(readable.ownKey());
            }
            sql.append(" AND (")
                    .append(any.isEmpty() ? "1 = 0" : String.join(" OR ", any))
                    .append(')');
        }
        return sql.toString();
    }

    private static void equal(StringBuilder sql, List<Object> parameters, String column, String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            parameters.add(value);
        }
    }
}
