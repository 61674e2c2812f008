package dev.metabuilder.database.record;

import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.platform.SqlText;
import dev.metabuilder.database.storage.Storage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Carries out what a change of single records does to referring records, by the contract's table of relationships. */
final class CascadeActions {

    private static final String UNSET =
            "UPDATE {table} SET {column} = NULL, row_version = row_version + 1 WHERE {column} IN ({values})";
    private static final String KEYS = "SELECT {key} FROM {table} WHERE {column} IN ({values})";
    private static final String DELETE = "DELETE FROM {table} WHERE {column} IN ({values})";
    private static final String DELETE_ONE = "DELETE FROM {table} WHERE {column} = ?";
    private static final String MOVE =
            "UPDATE {table} SET {column} = ?, row_version = row_version + 1 WHERE {column} = ?";

    private final Storage storage;
    private final Catalogue catalogue;
    private final RecordHistory recordHistory;

    CascadeActions(Storage storage, Catalogue catalogue, RecordHistory recordHistory) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.recordHistory = recordHistory;
    }

    /**
     * Deletes the existing records with the given keys, with all cascades, and returns them. The caller has locked the tables
     * of {@link Catalogue#changedByDeletion}.
     */
    <T extends BaseEntity> List<T> delete(Model<T> model, Collection<String> keys) {
        storage.inTransaction();
        // All writers lock rows in the order of the catalogue.
        for (Reference reference : catalogue.to(model)) {
            if (reference.rule() == Rule.SET_NULL && isEarlier(reference)) {
                unset(reference, keys);
            }
        }
        List<T> gone = lock(model, keys);
        if (gone.isEmpty()) {
            return gone;
        }
        List<String> found = gone.stream().map(Model::keyOf).toList();
        for (Reference reference : catalogue.to(model)) {
            if (reference.rule() != Rule.SET_NULL) {
                deleteReferring(
                        reference,
                        gone.stream().map(reference.target()::get).distinct().toList());
            } else if (!isEarlier(reference) || recordHistory.isOn()) {
                // Of an earlier one, a record that has come to refer to these before they were locked: the database
                // would change it too, but not write it down.
                unset(reference, found);
            }
        }
        execute(each(DELETE, found), model, model.key(), found);
        gone.forEach(recordHistory::removed);
        return gone;
    }

    private boolean isEarlier(Reference reference) {
        return catalogue.number(reference.from()) < catalogue.number(reference.to());
    }

    private void unset(Reference reference, Collection<String> keys) {
        List<RecordState> referring = recordHistory.lock(reference.from(), reference.property(), keys);
        if (recordHistory.isOn() && referring.isEmpty()) {
            return;
        }
        execute(each(UNSET, keys), reference.from(), reference.property(), keys);
        referring.forEach(state -> recordHistory.add(state, state.with(reference.property(), null)));
    }

    private void deleteReferring(Reference reference, List<Object> targets) {
        if (catalogue.to(reference.from()).isEmpty()) {
            deleteAll(reference, targets);
        } else {
            // Another call may have deleted a record meanwhile.
            List<String> keys = keys(reference, targets);
            if (!keys.isEmpty()) {
                delete(reference.from(), keys);
            }
        }
    }

    private void deleteAll(Reference reference, List<Object> targets) {
        if (!recordHistory.isOn()) {
            execute(each(DELETE, targets), reference.from(), reference.property(), targets);
            return;
        }
        List<RecordState> gone = recordHistory.lock(reference.from(), reference.property(), targets);
        // Only what is locked: what another call adds meanwhile comes after this one.
        List<Object> found = gone.stream()
                .map(state -> state.get(reference.property()))
                .distinct()
                .toList();
        if (!found.isEmpty()) {
            execute(each(DELETE, found), reference.from(), reference.property(), found);
        }
        gone.forEach(state -> recordHistory.add(state, null));
    }

    /** Updates the followers of changed properties. */
    void follow(Model<?> model, Object[] before, BaseEntity after) {
        for (Reference reference : catalogue.to(model)) {
            Object from = before[model.columns().indexOf(reference.target())];
            Object to = reference.target().get(after);
            if (reference.rule() == Rule.FOLLOW
                    && !Objects.equals(from, to)
                    && !keys(reference, List.of(from)).isEmpty()) {
                move(reference, from, to);
            }
        }
    }

    private void move(Reference reference, Object from, Object to) {
        storage.lockForRow(reference.from());
        List<RecordState> both = recordHistory.lock(reference.from(), reference.property(), List.of(from, to));
        execute(SqlText.of(DELETE_ONE), reference.from(), reference.property(), List.of(to));
        execute(SqlText.of(MOVE), reference.from(), reference.property(), Arrays.asList(to, from));
        both.forEach(state -> recordHistory.add(state, null));
        both.stream()
                .filter(state -> from.equals(state.get(reference.property())))
                .forEach(state -> recordHistory.add(null, state.with(reference.property(), to)));
    }

    /**
     * Locks and returns the existing records with the given keys: no other transaction changes them before this one ends.
     */
    <T extends BaseEntity> List<T> lock(Model<T> model, Collection<String> keys) {
        CriteriaBuilder criteria = entities().getCriteriaBuilder();
        CriteriaQuery<T> query = criteria.createQuery(model.type());
        Root<T> row = query.from(model.type());
        storage.lockForRow(model);
        // All callers lock in the same order, so that they can't deadlock.
        query.where(row.get(model.key().name()).in(keys))
                .orderBy(criteria.asc(row.get(model.key().name())));
        List<T> records = entities()
                .createQuery(query)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return new ArrayList<>(records);
    }

    @SuppressWarnings("unchecked")
    private List<String> keys(Reference reference, List<Object> targets) {
        SqlText keys = each(KEYS, targets).with("key", reference.from().key().column());
        return query(keys, reference.from(), reference.property(), targets).getResultList();
    }

    private static SqlText each(String statement, Collection<?> values) {
        return SqlText.of(statement).with("values", "?" + ", ?".repeat(values.size() - 1));
    }

    private void execute(SqlText sql, Model<?> model, Property property, Collection<?> parameters) {
        query(sql, model, property, parameters).executeUpdate();
    }

    private Query query(SqlText statement, Model<?> model, Property property, Collection<?> parameters) {
        String sql = statement
                .with("table", model.table())
                .with("column", property.column())
                .sql();
        Query query = entities().createNativeQuery(sql);
        int index = 0;
        for (Object parameter : parameters) {
            query.setParameter(++index, parameter);
        }
        return query;
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
