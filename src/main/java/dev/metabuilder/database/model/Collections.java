package dev.metabuilder.database.model;

import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section.Unique;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What can be done with the records of any model: list, find, add, update, put, delete. Each writing call is a
 * transaction, or joins the caller's. What it returns is the caller's own: no change to it reaches the database.
 */
@Stateless
public class Collections {

    /** How far apart records are placed, so that some fit between. */
    static final long GAP = 1_024;

    private static final String NEXT_VERSION = Model.VERSION + " = " + Model.VERSION + " + 1";

    private static final int MOST_KEY_CHARACTERS = 512;

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    /** Returns all records of a model, in order. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T extends Row> List<T> list(Class<T> type) {
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
    public boolean isEmpty(Class<? extends Row> type) {
        return storage.query("SELECT 1 FROM " + Model.of(type).table() + " LIMIT 1") == null;
    }

    /** Returns the record with that key, or null when there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <T extends Row> T find(Class<T> type, String key) {
        if (!isKey(key)) {
            return null;
        }
        T record = entities().find(type, key);
        entities().clear();
        return record;
    }

    /** Returns the record with that key, or null; no other transaction changes it before this one ends. */
    public <T extends Row> T hold(Class<T> type, String key) {
        lockReferred(Model.of(type));
        T record = find(Model.of(type), key);
        entities().clear();
        return record;
    }

    /**
     * Adds a record after all others.
     *
     * @param key the key of a record in a map; null for one that shows its key
     * @return the record
     * @throws InvalidException when there is no key, or it can't be one
     * @throws ConflictException when the key or a unique value exists, or a reference points nowhere
     */
    public <T extends Row> T add(Draft<T> draft, String key) {
        Model<T> model = draft.model();
        T record = newRecord(draft, key == null ? draft.key() : key);
        begin(model);
        Problems conflicts = new Problems();
        if (entities().find(model.type(), Model.keyOf(record)) != null) {
            Property shown = model.showsKey() ? model.key() : model.property("id");
            conflicts.add(
                    draft.pointerOf(shown),
                    draft.positionOf(shown),
                    "a " + model.name() + " with the key \"" + Model.keyOf(record) + "\" exists");
        }
        insert(record, draft, conflicts);
        return record;
    }

    /**
     * Adds a record after all others, unless one with its key exists.
     *
     * @return whether it was added
     */
    public <T extends Row> boolean addIfAbsent(Draft<T> draft) {
        Model<T> model = draft.model();
        // One caller at a time: the second finds it there.
        storage.lockForReplacement(model.type());
        if (entities().find(model.type(), draft.key()) != null) {
            return false;
        }
        add(draft, null);
        return true;
    }

    /**
     * Begins to write: after a replacement that runs, so that what is read from here on is what it has left. Tables are
     * locked in the order of the catalogue.
     */
    private void begin(Model<?> model) {
        lockReferred(model);
        storage.lockForWriting(model.type());
    }

    private void lockReferred(Model<?> model) {
        for (Model<?> other : catalogue.models()) {
            if (other == model) {
                return;
            }
            if (catalogue.from(model).stream()
                    .anyMatch(reference -> reference.to() == other && reference.rule() != Rule.FOLLOW)) {
                storage.lockForReference(other.type());
            }
        }
    }

    private <T extends Row> T newRecord(Draft<T> draft, String key) {
        rejectUnfit(draft, key);
        T record = draft.model().newEntity();
        draft.model().key().set(record, key);
        draft.replace(record);
        return record;
    }

    private static void rejectUnfit(Draft<?> draft, String key) {
        String fault = key == null
                ? "is missing: must be a string of 1 to " + MOST_KEY_CHARACTERS + " characters, the key of the record"
                : Property.fault(key, MOST_KEY_CHARACTERS);
        if (fault != null) {
            Property shown = draft.model().showsKey()
                    ? draft.model().key()
                    : draft.model().property("id");
            Problems problems = new Problems();
            problems.add(
                    shown == null ? draft.pointer() : draft.pointerOf(shown),
                    key == null ? draft.position() : draft.positionOf(shown),
                    fault);
            problems.rejectInvalid(draft.model());
        }
    }

    private <T extends Row> void insert(T record, Draft<T> draft, Problems conflicts) {
        judge(record, null, draft, conflicts);
        conflicts.rejectConflict(draft.model());
        record.moveTo(lastPosition(draft.model()) + GAP);
        entities().persist(record);
        flush();
    }

    private long lastPosition(Model<?> model) {
        CriteriaBuilder criteria = entities().getCriteriaBuilder();
        CriteriaQuery<Long> query = criteria.createQuery(Long.class);
        query.select(criteria.max(query.from(model.type()).get("rowPosition")));
        Long last = entities().createQuery(query).getSingleResult();
        return last == null ? 0 : last;
    }

    /**
     * Changes the properties that the draft was given, and no others.
     *
     * @return the record as it is now
     * @throws NotFoundException when there is no such record
     * @throws InvalidException when the key would change
     * @throws ConflictException when a unique value exists, or a reference points nowhere
     */
    public <T extends Row> T update(String key, Draft<T> changes) {
        Model<T> model = changes.model();
        lockReferred(model);
        T record = lock(model, key);
        if (model.showsKey() && changes.has(model.key()) && !key.equals(changes.get(model.key()))) {
            rejectKey(changes, key);
        }
        Object[] before = values(record);
        changes.update(record);
        rejectTooLarge(model, record);
        return changed(record, before, changes);
    }

    /**
     * Makes a record be as given: it is replaced where it stands, or added after all others.
     *
     * @return whether it was added
     * @throws InvalidException when the draft has another key
     * @throws ConflictException when a unique value exists, or a reference points nowhere
     */
    public <T extends Row> boolean put(String key, Draft<T> draft) {
        Model<T> model = draft.model();
        if (model.showsKey() && !key.equals(draft.get(model.key()))) {
            rejectKey(draft, key);
        }
        T fresh = newRecord(draft, key);
        begin(model);
        T record = entities().find(model.type(), key, LockModeType.PESSIMISTIC_WRITE);
        if (record == null) {
            insert(fresh, draft, new Problems());
            return true;
        }
        Object[] before = values(record);
        draft.replace(record);
        changed(record, before, draft);
        return false;
    }

    /**
     * Sets some properties of a record, which is added after all others when there is none.
     *
     * @param namesAndValues the names of declared properties and what they are to be, in turn
     * @throws InvalidException when the key or a value can't be stored
     */
    public <T extends Row> void upsert(Class<T> type, String key, Object... namesAndValues) {
        Model<T> model = Model.of(type);
        Problems problems = new Problems();
        judge(model.key(), key, problems);
        List<Object> parameters = new ArrayList<>(Arrays.asList(key));
        StringBuilder names = new StringBuilder(model.key().column());
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Property property = model.property((String) namesAndValues[i]);
            Object value = judge(property, namesAndValues[i + 1], problems);
            names.append(", ").append(property.column());
            set.append(property.column())
                    .append(" = excluded.")
                    .append(property.column())
                    .append(", ");
            parameters.add(property.toColumn(value));
        }
        problems.rejectInvalid(model);
        storage.inTransaction();
        execute(
                "INSERT INTO " + model.table() + " (" + names + ", " + Model.POSITION + ", " + Model.VERSION
                        + ") SELECT "
                        + "?, ".repeat(parameters.size()) + "COALESCE(MAX(" + Model.POSITION + "), 0) + " + GAP
                        + ", 1 FROM "
                        + model.table() + " WHERE TRUE ON CONFLICT ("
                        + model.key().column() + ") DO UPDATE SET " + set
                        + Model.VERSION + " = " + model.table() + "." + Model.VERSION + " + 1",
                parameters.toArray());
    }

    private static Object judge(Property property, Object value, Problems problems) {
        String pointer = "/" + property.name();
        if (value == null) {
            problems.add(pointer, Position.NONE, "must be " + property.expected() + ", not null");
        } else if (value instanceof Json && JsonText.utf8Length(value.toString()) > JsonReader.MOST_BYTES) {
            problems.add(pointer, Position.NONE, "is larger than a record may be: " + JsonReader.MOST_BYTES + " bytes");
        }
        return Draft.check(property, value, pointer, problems);
    }

    private static void rejectKey(Draft<?> draft, String key) {
        Problems problems = new Problems();
        Property property = draft.model().key();
        problems.add(
                draft.pointerOf(property),
                draft.positionOf(property),
                "must be the key of the record, \"" + key + "\": a key can't change");
        problems.rejectInvalid(draft.model());
    }

    private static <T extends Row> void rejectTooLarge(Model<T> model, T record) {
        StringBuilder json = new StringBuilder();
        model.write(json, record);
        if (JsonText.utf8Length(json) > JsonReader.MOST_BYTES) {
            throw new InvalidException(
                    "",
                    "the " + model.name() + " would be larger than a record may be: " + JsonReader.MOST_BYTES
                            + " bytes");
        }
    }

    private <T extends Row> T changed(T record, Object[] before, Draft<T> draft) {
        Problems conflicts = new Problems();
        judge(record, before, draft, conflicts);
        conflicts.rejectConflict(draft.model());
        follow(draft.model(), before, values(record));
        flush();
        return record;
    }

    /**
     * Deletes a record, with the effects that the contract's table of relationships names.
     *
     * @throws NotFoundException when there is no such record
     */
    public <T extends Row> void delete(Class<T> type, String key) {
        if (!remove(type, key)) {
            throw missing(Model.of(type), key);
        }
    }

    private <T extends Row> boolean remove(Class<T> type, String key) {
        Model<T> model = Model.of(type);
        storage.inTransaction();
        // All writers lock tables in the order of the catalogue; SET_NULL is what refers to later ones.
        forget(model, key);
        T record = find(model, key);
        if (record == null) {
            return false;
        }
        Object[] gone = values(record);
        entities().clear();
        for (Reference reference : catalogue.to(model)) {
            if (reference.rule() != Rule.SET_NULL) {
                deleteReferring(reference, valueOf(model, reference.target(), gone));
            }
        }
        entities().remove(entities().find(type, key));
        flush();
        return true;
    }

    private void forget(Model<?> model, String key) {
        for (Reference reference : catalogue.to(model)) {
            if (reference.rule() == Rule.SET_NULL && isKey(key)) {
                String column = reference.property().column();
                execute(
                        "UPDATE " + reference.from().table() + " SET " + column + " = NULL, " + NEXT_VERSION + " WHERE "
                                + column + " = ?",
                        key);
            }
        }
    }

    private void deleteReferring(Reference reference, Object target) {
        if (catalogue.to(reference.from()).isEmpty()) {
            execute(
                    "DELETE FROM " + reference.from().table() + " WHERE "
                            + reference.property().column() + " = ?",
                    target);
        } else {
            // One that another call has deleted meanwhile is done.
            keys(reference, target).forEach(key -> remove(reference.from().type(), key));
        }
    }

    @SuppressWarnings("unchecked")
    private List<String> keys(Reference reference, Object target) {
        return entities()
                .createNativeQuery("SELECT " + reference.from().key().column() + " FROM "
                        + reference.from().table() + " WHERE "
                        + reference.property().column() + " = ?")
                .setParameter(1, target)
                .getResultList();
    }

    /** Returns a record that no other transaction changes before this one ends. */
    private <T extends Row> T lock(Model<T> model, String key) {
        T record = find(model, key);
        if (record == null) {
            throw missing(model, key);
        }
        return record;
    }

    private <T extends Row> T find(Model<T> model, String key) {
        return isKey(key) ? entities().find(model.type(), key, LockModeType.PESSIMISTIC_WRITE) : null;
    }

    private static NotFoundException missing(Model<?> model, String key) {
        return new NotFoundException("There is no " + model.name() + " with the key \"" + key + "\".");
    }

    /** Takes note of each unique value that another record has, and each reference to nothing, as far as they are new. */
    private <T extends Row> void judge(T record, Object[] before, Draft<T> draft, Problems conflicts) {
        Model<T> model = draft.model();
        for (Unique unique : catalogue.section(model.type()).uniques()) {
            Property property = unique.property();
            Object value = property.get(record);
            if (unique.applies(value) && isNew(model, property, value, before)) {
                String other = holder(model, property, value);
                if (other != null && !other.equals(Model.keyOf(record))) {
                    conflict(draft, property, conflicts, "the " + model.name() + " \"" + other + "\" has this already");
                }
            }
        }
        for (Reference reference : catalogue.from(model)) {
            Property property = reference.property();
            Object value = property.get(record);
            if (reference.rule() != Rule.FOLLOW
                    && value != null
                    && isNew(model, property, value, before)
                    && !keep(reference, value)) {
                conflict(
                        draft,
                        property,
                        conflicts,
                        "there is no " + reference.to().name() + " with the key \"" + value + "\"");
            }
        }
    }

    private static boolean isNew(Model<?> model, Property property, Object value, Object[] before) {
        return before == null || !value.equals(valueOf(model, property, before));
    }

    private static void conflict(Draft<?> draft, Property property, Problems conflicts, String detail) {
        conflicts.add(draft.pointerOf(property), draft.positionOf(property), detail);
    }

    private <T extends Row> String holder(Model<T> model, Property property, Object value) {
        CriteriaBuilder criteria = entities().getCriteriaBuilder();
        CriteriaQuery<String> query = criteria.createQuery(String.class);
        Root<T> row = query.from(model.type());
        query.select(row.get(model.key().name())).where(criteria.equal(row.get(property.name()), value));
        return entities().createQuery(query).getResultStream().findFirst().orElse(null);
    }

    /** Returns whether the target of a reference is there, and keeps it there until the transaction ends. */
    private boolean keep(Reference reference, Object value) {
        List<Model<?>> order = catalogue.models();
        if (order.indexOf(reference.to()) > order.indexOf(reference.from())) {
            storage.lockForReference(reference.from().type());
        }
        return !entities()
                .createNativeQuery("SELECT 1 FROM " + reference.to().table() + " WHERE "
                        + reference.target().column() + " = ?"
                        + storage.dialect().keepingRows())
                .setParameter(1, value)
                .getResultList()
                .isEmpty();
    }

    /** Takes along what follows a property that changed. */
    private void follow(Model<?> model, Object[] before, Object[] after) {
        for (Reference reference : catalogue.to(model)) {
            Object from = valueOf(model, reference.target(), before);
            Object to = valueOf(model, reference.target(), after);
            if (reference.rule() == Rule.FOLLOW
                    && !Objects.equals(from, to)
                    && !keys(reference, from).isEmpty()) {
                String table = reference.from().table();
                String column = reference.property().column();
                execute("DELETE FROM " + table + " WHERE " + column + " = ?", to);
                execute(
                        "UPDATE " + table + " SET " + column + " = ?, " + NEXT_VERSION + " WHERE " + column + " = ?",
                        to,
                        from);
            }
        }
    }

    private void execute(String sql, Object... parameters) {
        var query = entities().createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        query.executeUpdate();
    }

    private static Object[] values(Row record) {
        return Model.of(record.getClass()).columns().stream()
                .map(property -> property.get(record))
                .toArray();
    }

    private static Object valueOf(Model<?> model, Property property, Object[] values) {
        return values[model.columns().indexOf(property)];
    }

    /** Returns whether a text can be a key; what can't is the key of no record. */
    public static boolean isKey(String text) {
        return text != null && Property.fault(text, MOST_KEY_CHARACTERS) == null;
    }

    /** Writes what is pending, so that what is wrong with it is told to this caller, and lets go of all entities. */
    private void flush() {
        entities().flush();
        entities().clear();
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
