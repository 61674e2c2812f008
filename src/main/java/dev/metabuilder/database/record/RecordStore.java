package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.errors.PreconditionException;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.List;

/**
 * Lists, finds, adds, updates, puts and deletes the records of any model. Each writing call runs in a transaction of its own
 * or joins the caller's. A change of a returned object does not reach the database.
 *
 * <p>It is long, since its calls share their steps: they lock, check, write and flush in one order.
 */
@Stateless
public class RecordStore {

    /** The distance between the positions of records, so that others fit between them. */
    public static final long GAP = 1_024;

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    @Inject
    private RecordHistory recordHistory;

    /** Returns all records of a model, in order. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T extends BaseEntity> List<T> list(Class<T> type) {
        Model<T> model = Model.of(type);
        CriteriaBuilder criteria = entities().getCriteriaBuilder();
        CriteriaQuery<T> query = criteria.createQuery(type);
        Root<T> row = query.from(type);
        query.orderBy(
                criteria.asc(row.get("rowPosition")),
                criteria.asc(row.get(model.key().name())));
        List<T> records = entities().createQuery(query).getResultList();
        entities().clear();
        return records;
    }

    /** Returns whether a model has no record. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public boolean isEmpty(Class<? extends BaseEntity> type) {
        return storage.query("SELECT 1 FROM " + Model.of(type).table() + " LIMIT 1") == null;
    }

    /** Returns the record with a key, or null if there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T extends BaseEntity> T find(Class<T> type, String key) {
        if (!KeyRules.isKey(key)) {
            return null;
        }
        T record = entities().find(type, key);
        entities().clear();
        return record;
    }

    /** Locks and returns the record with a key, or null: no other transaction changes it before this one ends. */
    public <T extends BaseEntity> T hold(Class<T> type, String key) {
        lockReferred(Model.of(type));
        T record = find(Model.of(type), key);
        entities().clear();
        return record;
    }

    /**
     * Adds a record after all others.
     *
     * @param key the key of a record in a map, or null if the record contains its key
     * @return the record
     * @throws InvalidException if the key is missing or wrong
     * @throws ConflictException if the key or a unique value exists already, or a reference points to a missing record
     */
    public <T extends BaseEntity> T add(Draft<T> draft, String key) {
        T record = newRecord(draft, key == null ? draft.key() : key);
        insert(record, draft);
        return record;
    }

    /**
     * Adds a record after all others, unless one with its key exists.
     *
     * @return the added or existing record
     */
    public <T extends BaseEntity> Outcome<T> addIfAbsent(Draft<T> draft) {
        Model<T> model = draft.model();
        // The lock lets in one caller at a time: the second finds the record of the first.
        storage.lockForReplacement(model.type());
        T record = find(model.type(), draft.key());
        return record == null ? new Outcome<>(add(draft, null), true) : new Outcome<>(record, false);
    }

    /**
     * Begins a write. It waits for a running replacement, so that the following reads see its result. It locks tables in the
     * order of the catalogue.
     */
    private void begin(Model<?> model) {
        storage.lockForWriting(referred(model), model);
    }

    /** Returns the models to which a model refers and which come before it in the catalogue. */
    private List<Model<?>> referred(Model<?> model) {
        return catalogue.models().stream()
                .limit(catalogue.number(model))
                .filter(other -> catalogue.from(model).stream()
                        .anyMatch(reference -> reference.to() == other && reference.rule() != Rule.FOLLOW))
                .toList();
    }

    private void lockReferred(Model<?> model) {
        referred(model).forEach(other -> storage.lockForReference(other.type()));
    }

    private <T extends BaseEntity> T newRecord(Draft<T> draft, String key) {
        KeyRules.requireFit(draft, key);
        T record = draft.model().newEntity();
        draft.model().key().set(record, key);
        draft.replace(record);
        return record;
    }

    private <T extends BaseEntity> void insert(T record, Draft<T> draft) {
        Model<T> model = draft.model();
        new SingleStatementWrite(storage, catalogue, recordHistory)
                .add(record, draft, storage.locksForWriting(referred(model), model));
    }

    /**
     * Changes only the properties that the draft has.
     *
     * @return the changed record
     * @throws NotFoundException if there is no such record
     * @throws InvalidException if the key would change
     * @throws ConflictException if a unique value exists already, or a reference points to a missing record
     */
    public <T extends BaseEntity> T update(String key, Draft<T> changes) {
        return update(key, changes, Precondition.NONE);
    }

    /**
     * Changes a record as {@link #update(String, Draft)} does, if the condition holds.
     *
     * @throws PreconditionException if it does not
     */
    public <T extends BaseEntity> T update(String key, Draft<T> changes, Precondition precondition) {
        Model<T> model = changes.model();
        T updated = precondition == Precondition.NONE && KeyRules.isKey(key)
                ? new SingleStatementWrite(storage, catalogue, recordHistory).update(key, changes)
                : null;
        if (updated != null) {
            requireFit(model, updated);
            return updated;
        }
        if (catalogue.from(model).stream().anyMatch(reference -> changes.has(reference.property()))) {
            lockReferred(model);
        }
        T record = lock(model, key);
        precondition.require(record);
        if (model.showsKey() && changes.has(model.key()) && !key.equals(changes.get(model.key()))) {
            KeyRules.rejectOther(changes, key);
        }
        Object[] before = values(record);
        RecordState state = recordHistory.before(record);
        changes.update(record);
        requireFit(model, record);
        return changed(record, before, state, changes);
    }

    /**
     * Replaces a record, which keeps its position, or adds it after all others, if the condition holds.
     *
     * @throws InvalidException if the draft has another key
     * @throws ConflictException if a unique value exists already, or a reference points to a missing record
     * @throws PreconditionException if the condition does not hold
     */
    public <T extends BaseEntity> Outcome<T> put(String key, Draft<T> draft, Precondition precondition) {
        Model<T> model = draft.model();
        if (model.showsKey() && !key.equals(draft.get(model.key()))) {
            KeyRules.rejectOther(draft, key);
        }
        T fresh = newRecord(draft, key);
        if (precondition.requiresAbsence()) {
            // The lock lets in one caller at a time: the second finds the record of the first.
            lockReferred(model);
            storage.lockForReplacement(model.type());
        } else {
            begin(model);
        }
        T record = storage.lock(model, key);
        precondition.require(record);
        if (record == null) {
            insert(fresh, draft);
            return new Outcome<>(fresh, true);
        }
        Object[] before = values(record);
        RecordState state = recordHistory.before(record);
        draft.replace(record);
        return new Outcome<>(changed(record, before, state, draft), false);
    }

    private static <T extends BaseEntity> void requireFit(Model<T> model, T record) {
        if (isTooLarge(record)) {
            throw new InvalidException(
                    "",
                    "the " + model.name() + " would be larger than a record may be: " + JsonReader.MOST_BYTES
                            + " bytes");
        }
    }

    static boolean isTooLarge(BaseEntity record) {
        return JsonText.utf8Length(Model.json(record)) > JsonReader.MOST_BYTES;
    }

    private <T extends BaseEntity> T changed(T record, Object[] before, RecordState state, Draft<T> draft) {
        Problems conflicts = new Problems();
        new RecordConflictCheck(storage, catalogue).judge(record, before, draft, conflicts);
        conflicts.rejectConflict(draft.model().name());
        new CascadeActions(storage, catalogue, recordHistory).follow(draft.model(), before, record);
        flush();
        recordHistory.changed(state, record);
        return record;
    }

    /**
     * Deletes a record, with the cascades of the contract's table of relationships.
     *
     * @throws NotFoundException if there is no such record
     */
    public void delete(Class<? extends BaseEntity> type, String key) {
        delete(type, key, Precondition.NONE);
    }

    /**
     * Deletes a record as {@link #delete(Class, String)} does, if the condition holds.
     *
     * @throws PreconditionException if it does not
     */
    public <T extends BaseEntity> void delete(Class<T> type, String key, Precondition precondition) {
        Model<T> model = Model.of(type);
        List<Model<?>> changed = catalogue.changedByDeletion(model);
        // A record that nothing refers to needs no more than the lock of its row.
        if (changed.size() > 1) {
            storage.lockForWriting(changed);
        }
        List<T> gone = KeyRules.isKey(key)
                ? new CascadeActions(storage, catalogue, recordHistory).delete(model, List.of(key))
                : List.of();
        if (gone.isEmpty()) {
            throw missing(model, key);
        }
        precondition.require(gone.get(0));
        entities().clear();
    }

    /** Locks and returns a record: no other transaction changes it before this one ends. */
    private <T extends BaseEntity> T lock(Model<T> model, String key) {
        T record = find(model, key);
        if (record == null) {
            throw missing(model, key);
        }
        return record;
    }

    private <T extends BaseEntity> T find(Model<T> model, String key) {
        return KeyRules.isKey(key) ? storage.lock(model, key) : null;
    }

    private static NotFoundException missing(Model<?> model, String key) {
        return new NotFoundException("There is no " + model.name() + " with the key \"" + key + "\".");
    }

    static Object[] values(BaseEntity record) {
        return Model.of(record.getClass()).columns().stream()
                .map(property -> property.get(record))
                .toArray();
    }

    /** Writes pending changes, so that this caller gets their errors, and detaches all entities. */
    private void flush() {
        entities().flush();
        entities().clear();
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
