package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section.Unique;
import dev.metabuilder.database.storage.Storage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the conflicts of a single record with others. */
final class RecordConflictCheck {

    private final Storage storage;
    private final Catalogue catalogue;

    /** The key of the record that has a unique value, null for none, as far as it is known. */
    private final Map<Property, Map<Object, String>> holders = new HashMap<>();

    /** Values that records have given up, which the database does not know yet. */
    private final Map<Property, Set<Object>> givenUp = new HashMap<>();

    /** Whether a reference's value points to an existing record, as far as it is known. */
    private final Map<Reference, Map<Object, Boolean>> kept = new HashMap<>();

    RecordConflictCheck(Storage storage, Catalogue catalogue) {
        this.storage = storage;
        this.catalogue = catalogue;
    }

    /** Reads with few queries what the checks of many drafts need. */
    <T extends BaseEntity> void prepare(Model<T> model, List<Draft<T>> drafts) {
        for (Unique unique : catalogue.section(model.type()).uniques()) {
            Map<Object, String> found = new HashMap<>();
            for (Draft<T> draft : drafts) {
                Object value = draft.get(unique.property());
                if (unique.applies(value)) {
                    found.put(value, null);
                }
            }
            if (!found.isEmpty()) {
                holders(model, unique.property(), found);
                holders.put(unique.property(), found);
            }
        }
        for (Reference reference : catalogue.from(model)) {
            Map<Object, Boolean> found = new HashMap<>();
            for (Draft<T> draft : drafts) {
                Object value = draft.get(reference.property());
                if (value != null && reference.rule() != Rule.FOLLOW) {
                    found.put(value, false);
                }
            }
            if (!found.isEmpty()) {
                keep(reference, found.keySet()).forEach(target -> found.put(target, true));
                kept.put(reference, found);
            }
        }
    }

    /**
     * Tells the check that a record will be stored.
     *
     * @return whether it takes a value that another record gives up, which must be stored first
     */
    <T extends BaseEntity> boolean store(T record, Object[] before) {
        Model<?> model = Model.of(record.getClass());
        boolean takes = false;
        for (Unique unique : catalogue.section(record.getClass()).uniques()) {
            Property property = unique.property();
            Object old = before == null ? null : before[model.columns().indexOf(property)];
            Object value = property.get(record);
            if (Objects.equals(old, value)) {
                continue;
            }
            if (unique.applies(old)) {
                holders.computeIfAbsent(property, any -> new HashMap<>()).put(old, null);
                givenUp.computeIfAbsent(property, any -> new HashSet<>()).add(old);
            }
            if (unique.applies(value)) {
                holders.computeIfAbsent(property, any -> new HashMap<>()).put(value, Model.keyOf(record));
                takes |= givenUp.getOrDefault(property, Set.of()).contains(value);
            }
        }
        return takes;
    }

    /**
     * Adds a conflict for each changed unique value that another record has, and for each changed reference to a missing
     * record.
     *
     * @param before the values of the model's columns before the change, or null for a new record
     */
    <T extends BaseEntity> void judge(T record, Object[] before, Draft<T> draft, Problems conflicts) {
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
        return before == null || !value.equals(before[model.columns().indexOf(property)]);
    }

    private static void conflict(Draft<?> draft, Property property, Problems conflicts, String detail) {
        conflicts.add(draft.pointerOf(property), draft.positionOf(property), detail);
    }

    private <T extends BaseEntity> String holder(Model<T> model, Property property, Object value) {
        Map<Object, String> known = holders.getOrDefault(property, Map.of());
        if (known.containsKey(value)) {
            return known.get(value);
        }
        Map<Object, String> found = new HashMap<>();
        found.put(value, null);
        holders(model, property, found);
        return found.get(value);
    }

    /** Sets, for each value, the key of the record that has it, if there is one. */
    private <T extends BaseEntity> void holders(Model<T> model, Property property, Map<Object, String> found) {
        CriteriaBuilder criteria = entities().getCriteriaBuilder();
        CriteriaQuery<Tuple> query = criteria.createTupleQuery();
        Root<T> row = query.from(model.type());
        query.multiselect(row.get(property.name()), row.get(model.key().name()))
                .where(row.get(property.name()).in(found.keySet()));
        entities()
                .createQuery(query)
                .getResultList()
                .forEach(tuple -> found.put(tuple.get(0), tuple.get(1, String.class)));
    }

    private boolean keep(Reference reference, Object value) {
        Boolean known = kept.getOrDefault(reference, Map.of()).get(value);
        return known != null ? known : !keep(reference, Set.of(value)).isEmpty();
    }

    /** Returns which targets of a reference exist, and locks them against deletion until the transaction ends. */
    @SuppressWarnings("unchecked")
    private List<Object> keep(Reference reference, Set<Object> values) {
        List<Model<?>> order = catalogue.models();
        if (order.indexOf(reference.to()) > order.indexOf(reference.from())) {
            storage.lockForReference(reference.from().type());
        }
        String sql = storage.dialect()
                .recordSql()
                .keepAll(reference.to().table(), reference.target().column(), values.size());
        Query query = entities().createNativeQuery(sql);
        int index = 0;
        for (Object value : values) {
            query.setParameter(++index, value);
        }
        return query.getResultList();
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
