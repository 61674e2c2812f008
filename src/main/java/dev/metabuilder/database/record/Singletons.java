package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.errors.PreconditionException;
import dev.metabuilder.database.model.Condition;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The models of which there is one record at most. */
@Stateless
public class Singletons {

    @Inject
    private Storage storage;

    @Inject
    private Collections collections;

    /** Returns the record, or null when there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T extends Row> T find(Class<T> type) {
        return collections.list(type).stream().findFirst().orElse(null);
    }

    /**
     * Makes a record be the one of its model, if the condition holds for the one that is there.
     *
     * @return the record as it is now
     * @throws PreconditionException when it does not hold
     */
    public <T extends Row> T put(Draft<T> draft, Condition condition) {
        Model<T> model = draft.model();
        String key = model.showsKey() ? draft.key() : (String) model.key().absent();
        T before = lock(model.type(), condition);
        if (before != null && !Model.keyOf(before).equals(key)) {
            collections.delete(model.type(), Model.keyOf(before));
        }
        return collections.put(key, draft, Condition.NONE).record();
    }

    /**
     * Deletes the record, if the condition holds for it.
     *
     * @throws NotFoundException when there is none
     * @throws PreconditionException when it does not hold
     */
    public <T extends Row> void delete(Class<T> type, Condition condition) {
        T record = lock(type, Condition.NONE);
        if (record == null) {
            throw new NotFoundException("There is no " + Model.of(type).name() + ".");
        }
        condition.require(record);
        collections.delete(type, Model.keyOf(record));
    }

    private <T extends Row> T lock(Class<T> type, Condition condition) {
        // One caller at a time: there may be no row to lock.
        storage.lockForReplacement(type);
        T record = find(type);
        condition.require(record);
        return record;
    }
}
