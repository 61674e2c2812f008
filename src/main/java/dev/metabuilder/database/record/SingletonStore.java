package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.errors.PreconditionException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Finds, puts and deletes the record of models that have at most one. */
@Stateless
public class SingletonStore {

    @Inject
    private Storage storage;

    @Inject
    private RecordStore recordStore;

    /** Returns the record, or null if there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T extends BaseEntity> T find(Class<T> type) {
        return recordStore.list(type).stream().findFirst().orElse(null);
    }

    /**
     * Sets the record of a model, if the condition holds for the existing one.
     *
     * @return the record after the call
     * @throws PreconditionException if the condition does not hold
     */
    public <T extends BaseEntity> T put(Draft<T> draft, Precondition precondition) {
        Model<T> model = draft.model();
        String key = model.showsKey() ? draft.key() : (String) model.key().absent();
        T before = lock(model.type(), precondition);
        if (before != null && !Model.keyOf(before).equals(key)) {
            recordStore.delete(model.type(), Model.keyOf(before));
        }
        return recordStore.put(key, draft, Precondition.NONE).record();
    }

    /**
     * Deletes the record, if the condition holds for it.
     *
     * @throws NotFoundException if there is none
     * @throws PreconditionException if the condition does not hold
     */
    public <T extends BaseEntity> void delete(Class<T> type, Precondition precondition) {
        T record = lock(type, Precondition.NONE);
        if (record == null) {
            throw new NotFoundException("There is no " + Model.of(type).name() + ".");
        }
        precondition.require(record);
        recordStore.delete(type, Model.keyOf(record));
    }

    private <T extends BaseEntity> T lock(Class<T> type, Precondition precondition) {
        // The lock lets in one caller at a time: there may be no row to lock.
        storage.lockForReplacement(type);
        T record = find(type);
        precondition.require(record);
        return record;
    }
}
