package dev.metabuilder.database.record;

import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The history of the records: each statement that changes a row of a model tells it here, in the same transaction. If the
 * operator wants no history, it does nothing.
 */
@ApplicationScoped
public class RecordHistory {

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Configuration configuration;

    private Boolean isOn;

    /** For the container. */
    public RecordHistory() {}

    /**
     * Makes one in a process without a server.
     *
     * @param isOn whether it writes anything
     */
    public RecordHistory(Storage storage, Catalogue catalogue, boolean isOn) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.isOn = isOn;
    }

    /** Returns whether changes are written down. */
    public boolean isOn() {
        return isOn == null ? configuration.historyDays() > 0 : isOn;
    }

    /** Returns what the current transaction has changed so far. Only where history {@link #isOn}. */
    public ChangeSet set() {
        return storage.ofTransaction(ChangeSet.class, () -> new ChangeSet(storage));
    }

    /**
     * Removes the history of all records, which the transaction has removed too and locked all tables of. If changes are written down,
     * an entry that says so remains.
     */
    public void clear() {
        try {
            if (isOn()) {
                set().clear(storage.inTransaction());
            } else {
                storage.dialect()
                        .run(
                                storage.inTransaction(),
                                storage.dialect().historySql().removeAll());
            }
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Returns the state of a record before a change, or null if nothing is written down. */
    public RecordState before(BaseEntity record) {
        return isOn() ? RecordState.of(record) : null;
    }

    /** Tells that a record was added. */
    public void added(BaseEntity record) {
        if (isOn()) {
            add(null, RecordState.of(record));
        }
    }

    /** Tells that a record was changed, unless it is the same. */
    public void changed(RecordState before, BaseEntity after) {
        if (isOn()) {
            add(before, RecordState.of(after));
        }
    }

    /** Tells that a record was removed. */
    public void removed(BaseEntity record) {
        if (isOn()) {
            add(RecordState.of(record), null);
        }
    }

    /**
     * Tells of a change.
     *
     * @param before the state before, or null if the record was added
     * @param after the state after, or null if the record was removed
     */
    public void add(RecordState before, RecordState after) {
        ChangeEntry entry = entry(before, after);
        if (entry != null) {
            set().add(entry);
        }
    }

    /**
     * Returns the entry of a change, or null if nothing is different.
     *
     * @param before the state before, or null if the record was added
     * @param after the state after, or null if the record was removed
     */
    public ChangeEntry entry(RecordState before, RecordState after) {
        return ChangeEntry.of(collection((after == null ? before : after).model()), before, after);
    }

    /** Returns the name under which the history has a model: its first section. */
    public String collection(Model<?> model) {
        return catalogue.sections(model).get(0).name();
    }

    /**
     * Locks and returns the records that have one of some values, in the order of their keys; none if nothing is written down.
     */
    public List<RecordState> lock(Model<?> model, Property property, Collection<?> values) {
        if (!isOn() || values.isEmpty()) {
            return List.of();
        }
        storage.lockForRow(model);
        String sql = storage.dialect()
                .recordSql()
                .lockAll(
                        model.table(),
                        RecordState.columns(model),
                        property.column(),
                        values.size(),
                        model.key().column());
        try (PreparedStatement select = storage.inTransaction().prepareStatement(sql)) {
            int index = 0;
            for (Object value : values) {
                select.setObject(++index, value);
            }
            List<RecordState> states = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.add(RecordState.read(model, row, 1));
                }
            }
            return states;
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }
}
