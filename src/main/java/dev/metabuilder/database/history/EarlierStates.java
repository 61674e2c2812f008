package dev.metabuilder.database.history;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.RowReader;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds out what a record was at an earlier time: the present record, without what was changed since. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(ErrorTranslator.class)
public class EarlierStates {

    /** The newest first. Of one record, the order by id is that of the changes, also where a set has no number yet. */
    private static final String SINCE = "SELECT " + Change.COLUMNS
            + " FROM record_changes c JOIN change_sets s ON s.id = c.set_id WHERE c.model = ? AND c.record_key = ?"
            + " AND (s.number IS NULL OR s.number >= ?) ORDER BY c.set_id DESC, c.entry_no DESC";

    @Inject
    private Storage storage;

    /**
     * A place in the history of a record.
     *
     * @param name the name by which the caller gave it: {@code position} or {@code before}
     * @param at the position of an entry of the record
     */
    public record Moment(String name, ChangePosition at) {

        /** The name of a moment after an entry. */
        public static final String AFTER = "position";

        /** The name of a moment before an entry. */
        public static final String BEFORE = "before";

        private boolean isBefore() {
            return name.equals(BEFORE);
        }
    }

    /**
     * Returns the record as it was at a moment.
     *
     * @throws InvalidException if the position is not one of the record, or there was no record at that moment
     * @throws ConflictException if history does not have all that was changed since: a secret, or something that was done
     *     while no history was kept
     */
    public <T extends BaseEntity> Draft<T> at(Section<T> section, String key, Moment moment) {
        Json state = storage.read(connection -> state(connection, section, key, moment));
        if (state == null) {
            throw new InvalidException(
                    "/" + moment.name(),
                    "there was no such " + section.model().name() + (moment.isBefore() ? " before" : " after")
                            + " this change; to bring back what a change has removed, give its position as "
                            + Moment.BEFORE);
        }
        return draft(section.model(), state);
    }

    private static <T extends BaseEntity> Draft<T> draft(Model<T> model, Json state) {
        try (JsonReader reader = new JsonReader(new StringReader(state.toString()))) {
            reader.next();
            Draft<T> draft = Draft.read(model, reader);
            draft.requireWhole(reader.problems());
            reader.problems().rejectInvalid(model.name());
            return draft;
        }
    }

    private static Json state(Connection connection, Section<?> section, String key, Moment moment)
            throws SQLException {
        RowReader.Row row = RowReader.find(connection, section.model(), key);
        Json state = row == null ? null : Json.wellFormed(row.json());
        try (PreparedStatement select = connection.prepareStatement(SINCE)) {
            select.setString(1, section.name());
            select.setString(2, key);
            select.setLong(3, moment.at().number());
            try (ResultSet found = select.executeQuery()) {
                boolean newest = true;
                while (found.next()) {
                    Change change = Change.of(found);
                    if (newest) {
                        requireWhole(change, row);
                        // If it is there again, one entry stands for it and all others that were added then.
                        state = change.isRemoval() ? null : state;
                        newest = false;
                    }
                    boolean last = change.position().equals(moment.at());
                    if (!last || moment.isBefore()) {
                        requireNoSecret(section.model(), change);
                        state = change.undo(section.model(), state);
                    }
                    if (last) {
                        return state;
                    }
                }
            }
        }
        throw new InvalidException(
                "/" + moment.name(),
                "is no position in the history of the " + section.model().name() + " \"" + key + "\"; GET …/changes has"
                        + " all of them");
    }

    /** While no history is kept, records change without an entry. */
    private static void requireWhole(Change newest, RowReader.Row row) {
        if (!newest.isRemoval() && (row == null || (newest.version() != null && newest.version() != row.version()))) {
            throw new ConflictException(
                    "The record was changed while no history was kept, so that nobody knows what it was before.", null);
        }
    }

    private static void requireNoSecret(Model<?> model, Change change) {
        if (change.secrets() != null && !change.isAddition()) {
            throw new ConflictException(
                    "The change " + change.position() + " has changed secrets of the " + model.name() + ": "
                            + change.secrets() + ". History has no secrets; store the record with them by PUT.",
                    null);
        }
    }
}
