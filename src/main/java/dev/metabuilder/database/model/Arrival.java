package dev.metabuilder.database.model;

import dev.metabuilder.database.model.Reference.Rule;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the database says to a record that is about to be added. It is asked in one round trip, which also takes the locks
 * of the transaction: one for each question would take longer than the rest of the call.
 *
 * @param isThere whether a record of its key is there
 * @param lastPosition where the last record stands, 0 where there is none
 * @param kept for each reference that must point to a record, whether it does: then it is kept there until the
 *     transaction ends
 */
record Arrival(boolean isThere, long lastPosition, Map<Reference, Map<Object, Boolean>> kept) {

    /** Asks, with locks first. */
    static <T extends Row> Arrival of(Storage storage, Catalogue catalogue, T record, List<String> locks) {
        Model<?> model = Model.of(record.getClass());
        Map<Reference, Object> references = new LinkedHashMap<>();
        for (Reference reference : catalogue.from(model)) {
            Object value = reference.property().get(record);
            if (reference.rule() != Rule.FOLLOW && value != null) {
                references.put(reference, value);
            }
        }
        String query = storage.dialect().locked(locks, query(storage, model, references));
        try (PreparedStatement select = storage.inTransaction().prepareStatement(query)) {
            int index = 0;
            select.setString(++index, Model.keyOf(record));
            for (Object value : references.values()) {
                select.setObject(++index, value);
            }
            boolean isResult = select.execute();
            while (!isResult) {
                // That of a lock.
                isResult = select.getMoreResults();
            }
            try (ResultSet row = select.getResultSet()) {
                row.next();
                return read(row, references);
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private static String query(Storage storage, Model<?> model, Map<Reference, Object> references) {
        StringBuilder query = new StringBuilder("SELECT EXISTS (SELECT 1 FROM ")
                .append(model.table() + " WHERE " + model.key().column() + " = ?), (SELECT MAX(" + Model.POSITION)
                .append(") FROM " + model.table() + ")");
        for (Reference reference : references.keySet()) {
            query.append(", (SELECT 1 FROM " + reference.to().table() + " WHERE ")
                    .append(reference.target().column() + " = ?"
                            + storage.dialect().keepingRows() + ")");
        }
        return query.toString();
    }

    private static Arrival read(ResultSet row, Map<Reference, Object> references) throws SQLException {
        boolean isThere = row.getBoolean(1);
        long lastPosition = row.getLong(2);
        Map<Reference, Map<Object, Boolean>> kept = new HashMap<>();
        int column = 2;
        for (Map.Entry<Reference, Object> reference : references.entrySet()) {
            kept.put(reference.getKey(), Map.of(reference.getValue(), row.getInt(++column) == 1));
        }
        return new Arrival(isThere, lastPosition, kept);
    }
}
