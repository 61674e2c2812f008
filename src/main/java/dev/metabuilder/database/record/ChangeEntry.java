package dev.metabuilder.database.record;

import java.util.Arrays;
import java.util.List;

/**
 * An entry of the history: what a transaction has done to a record, or to many.
 *
 * @param collection the first section of the model, or null if the entry is about all
 * @param key the key of the record, or null if the entry is about many
 * @param action what was done: one of the constants, or an event
 * @param version the version of the record after the change, or its last one if it was removed; or null
 * @param position the position of the record before the change, or null if it was added
 * @param records how many records the entry is about, or null if it is about one
 * @param difference what is different, or null
 */
public record ChangeEntry(
        String collection,
        String key,
        String action,
        Long version,
        Long position,
        Long records,
        RecordDifference difference) {

    /** A record that was not there before. */
    public static final String ADDED = "added";

    /** A record that was there before and after. */
    public static final String CHANGED = "changed";

    /** A record that is not there any more. */
    public static final String REMOVED = "removed";

    /** All records and all history are not there any more. */
    public static final String CLEARED = "cleared";

    /** The table of the entries. */
    public static final String TABLE = "record_changes";

    /** The columns of the table, in the order of {@link #row}. */
    public static final List<String> COLUMNS = List.of(
            "set_id",
            "entry_no",
            "model",
            "record_key",
            "action",
            "row_version",
            "row_position",
            "records",
            "before_values",
            "absent_names",
            "secret_names");

    /** Returns the entry that tells that all records were removed, and the history before it. */
    static ChangeEntry ofClearing() {
        return new ChangeEntry(null, null, CLEARED, null, null, null, null);
    }

    /** Returns the entry that tells of records that were added to a section which had none. */
    public static ChangeEntry ofMany(String collection, long records) {
        return new ChangeEntry(collection, null, ADDED, null, null, records, null);
    }

    /**
     * Returns the entry of a change, or null if nothing is different, the position neither.
     *
     * @param before the state before, or null if the record was added
     * @param after the state after, or null if the record was removed
     */
    static ChangeEntry of(String collection, RecordState before, RecordState after) {
        RecordDifference difference = RecordDifference.of(before, after);
        if (before != null && after != null && difference.isEmpty() && before.position() == after.position()) {
            return null;
        }
        return new ChangeEntry(
                collection,
                (after == null ? before : after).key(),
                before == null ? ADDED : after == null ? REMOVED : CHANGED,
                (after == null ? before : after).version(),
                before == null ? null : before.position(),
                null,
                difference);
    }

    /** Returns the values of the row. */
    List<Object> row(Object set, long number) {
        return Arrays.asList(
                set,
                number,
                collection,
                key,
                action,
                version,
                position,
                records,
                difference == null ? null : difference.beforeJson(),
                difference == null ? null : difference.absentJson(),
                difference == null ? null : difference.secretsJson());
    }
}
