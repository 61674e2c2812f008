package dev.metabuilder.database.history;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.record.ChangeEntry;
import dev.metabuilder.database.record.RecordDifference;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An entry of the history: what was done to a record, and what its changed properties were before.
 *
 * @param position its position in the history
 * @param time when it was written, in ms since 1970
 * @param actor who did it: {@code service}, {@code user} with a key, {@code operator}, {@code server}
 * @param way the way in which it was done, such as {@code call} or {@code import}
 * @param requestId the id of the request, or null
 * @param jobId the id of the job, or null
 * @param collection the collection of the record, or null if the entry is about no collection
 * @param key the key of the record, or null if the entry is about the whole collection
 * @param action {@code added}, {@code changed}, {@code removed}, or an event without a record
 * @param version how often the record had been changed: after this change, or before it was removed; null if unknown
 * @param place the position of the record in its collection before the change, or null
 * @param records how many records were added, if this one entry stands for all of them; otherwise null
 * @param before what the changed properties were, an object: the whole record if it was removed; or null
 * @param absent the properties that were not there before, an array, or null
 * @param secrets the secret properties that changed, an array, or null; nothing has their values
 */
public record Change(
        ChangePosition position,
        long time,
        String actor,
        String way,
        String requestId,
        String jobId,
        String collection,
        String key,
        String action,
        Long version,
        Long place,
        Long records,
        Json before,
        Json absent,
        Json secrets) {

    /** The columns that {@link #of} reads, in order, of the tables {@code s} and {@code c}. */
    public static final String COLUMNS =
            "s.number, c.entry_no, s.changed_at, s.actor, s.way, s.request_id, s.job_id, c.model,"
                    + " c.record_key, c.action, c.row_version, c.row_position, c.records, c.before_values, c.absent_names,"
                    + " c.secret_names";

    /** Reads an entry from a row with the {@link #COLUMNS}. */
    public static Change of(ResultSet row) throws SQLException {
        return new Change(
                new ChangePosition(row.getLong(1), row.getLong(2)),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                number(row, 11),
                number(row, 12),
                number(row, 13),
                json(row.getString(14)),
                json(row.getString(15)),
                json(row.getString(16)));
    }

    private static Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static Json json(String text) {
        return text == null ? null : Json.wellFormed(text);
    }

    /** Writes the entry as callers see it: without the properties that it does not have. */
    public void write(JsonWriter out) {
        out.beginObject().member("position", position.toString()).member("time", time);
        member(out, "collection", collection);
        member(out, "key", key);
        out.member("action", action);
        member(out, "version", version);
        out.member("actor", actor).member("way", way);
        member(out, "requestId", requestId);
        member(out, "job", jobId);
        member(out, "records", records);
        member(out, "before", before);
        member(out, "absent", absent);
        member(out, "secrets", secrets);
        out.end();
    }

    private static void member(JsonWriter out, String name, Object value) {
        if (value != null) {
            out.member(name, value);
        }
    }

    /** Returns whether the record was not there before. */
    public boolean isAddition() {
        return action.equals(ChangeEntry.ADDED);
    }

    /** Returns whether the record was not there afterwards. */
    public boolean isRemoval() {
        return action.equals(ChangeEntry.REMOVED);
    }

    /**
     * Returns what the record was before this change, or null if there was none.
     *
     * @param after the record after it, or null if there was none
     */
    public Json undo(Model<?> model, Json after) {
        if (isAddition()) {
            return null;
        }
        Map<String, String> earlier = declared(model, before);
        Map<String, String> undeclaredEarlier = JsonMembers.of(model.undeclared(before));
        if (!isRemoval()) {
            List<String> names = absent == null ? List.of() : names(absent);
            Map<String, String> members = declared(model, after);
            names.forEach(members::remove);
            members.putAll(earlier);
            earlier = members;
            undeclaredEarlier =
                    RecordDifference.undo(JsonMembers.of(model.undeclared(after)), undeclaredEarlier, names);
        }
        earlier.putAll(undeclaredEarlier);
        return Json.wellFormed(JsonMembers.object(earlier));
    }

    private static Map<String, String> declared(Model<?> model, Json object) {
        Map<String, String> members = JsonMembers.of(object);
        members.keySet().removeIf(name -> model.property(name) == null);
        return members;
    }

    private static List<String> names(Json array) {
        List<String> names = new ArrayList<>();
        try (JsonReader reader = new JsonReader(new StringReader(array.toString()))) {
            reader.next();
            while (reader.next() == JsonToken.VALUE_STRING) {
                names.add(reader.text());
            }
        }
        return names;
    }
}
