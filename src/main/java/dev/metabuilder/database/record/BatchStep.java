package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Operation.Result;
import dev.metabuilder.database.storage.Storage;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Successive operations of one kind on one model, which share their queries and their flush.
 *
 * @param <T> the entity
 */
final class BatchStep<T extends BaseEntity> {

    /** The errors of the operations so far. */
    static final class Faults {

        private final Problems conflicts = new Problems();
        private final Problems missing = new Problems();
        private final Problems invalid = new Problems();

        boolean isEmpty() {
            return conflicts.isEmpty() && missing.isEmpty() && invalid.isEmpty();
        }

        void reject() {
            invalid.rejectInvalid();
            conflicts.rejectConflict();
            missing.rejectNotFound();
        }
    }

    private final Storage storage;
    private final RecordHistory recordHistory;
    private final Model<T> model;
    private final Faults faults;
    private final RecordConflictCheck recordConflictCheck;
    private final CascadeActions cascadeActions;

    BatchStep(Storage storage, Catalogue catalogue, RecordHistory recordHistory, Model<T> model, Faults faults) {
        this.storage = storage;
        this.recordHistory = recordHistory;
        this.model = model;
        this.faults = faults;
        recordConflictCheck = new RecordConflictCheck(storage, catalogue);
        cascadeActions = new CascadeActions(storage, catalogue, recordHistory);
    }

    void run(List<Operation<T>> operations, List<Result> results) {
        Set<String> keys = new HashSet<>();
        operations.forEach(operation -> keys.add(operation.key()));
        if (operations.get(0).kind() == Kind.DELETE) {
            delete(operations, keys, results);
        } else {
            store(operations, keys, results);
        }
    }

    private void delete(List<Operation<T>> operations, Set<String> keys, List<Result> results) {
        Set<String> gone = new HashSet<>();
        cascadeActions.delete(model, keys).forEach(record -> gone.add(Model.keyOf(record)));
        for (Operation<T> operation : operations) {
            // A record that is deleted twice does not exist the second time.
            if (!gone.remove(operation.key())) {
                missing(operation);
            }
            results.add(Result.DELETED);
        }
    }

    private void store(List<Operation<T>> operations, Set<String> keys, List<Result> results) {
        Map<String, T> records = new HashMap<>();
        Map<String, RecordState> before = new HashMap<>();
        cascadeActions.lock(model, keys).forEach(record -> {
            records.put(Model.keyOf(record), record);
            before.put(Model.keyOf(record), recordHistory.before(record));
        });
        recordConflictCheck.prepare(
                model, operations.stream().map(Operation::draft).toList());
        long position = lastPosition();
        for (Operation<T> operation : operations) {
            T record = records.get(operation.key());
            if (record == null && operation.kind() == Kind.UPDATE) {
                missing(operation);
            } else if (record != null && operation.kind() == Kind.ADD) {
                faults.conflicts.add(
                        operation.pointer() + "/record",
                        operation.position(),
                        "a " + model.name() + " with the key \"" + operation.key() + "\" exists");
            } else if (record == null) {
                position += RecordStore.GAP;
                records.put(operation.key(), add(operation, position));
                results.add(Result.ADDED);
            } else {
                change(record, operation);
                results.add(Result.CHANGED);
            }
        }
        if (faults.isEmpty()) {
            entities().flush();
            // An operation on a record that an earlier one has changed is part of the same change: they are written
            // together.
            operations.stream().map(Operation::key).distinct().forEach(key -> tell(before.get(key), records.get(key)));
        }
    }

    private void tell(RecordState before, T record) {
        if (before == null) {
            recordHistory.added(record);
        } else {
            recordHistory.changed(before, record);
        }
    }

    private long lastPosition() {
        String last = storage.query("SELECT MAX(" + Model.POSITION + ") FROM " + model.table());
        return last == null ? 0 : Long.parseLong(last);
    }

    private T add(Operation<T> operation, long position) {
        T record = model.newEntity();
        model.key().set(record, operation.key());
        operation.draft().replace(record);
        judge(record, null, operation);
        record.moveTo(position);
        entities().persist(record);
        return record;
    }

    private void change(T record, Operation<T> operation) {
        Object[] before = RecordStore.values(record);
        // It works on a copy: a flush would write all changed entities, in an order of its own.
        T after = operation.after(record);
        if (operation.kind() == Kind.UPDATE && RecordStore.isTooLarge(after)) {
            faults.invalid.add(
                    operation.pointer() + "/record",
                    operation.position(),
                    "would make the record larger than one may be: " + JsonReader.MOST_BYTES + " bytes");
        }
        judge(after, before, operation);
        if (faults.isEmpty()) {
            if (operation.kind() == Kind.UPDATE) {
                operation.draft().update(record);
            } else {
                operation.draft().replace(record);
            }
            cascadeActions.follow(model, before, record);
        }
    }

    /** Checks the new state of a record, before the database or the entity has it. */
    private void judge(T after, Object[] before, Operation<T> operation) {
        recordConflictCheck.judge(after, before, operation.draft(), faults.conflicts);
        if (faults.isEmpty() && recordConflictCheck.store(after, before)) {
            // This record takes a value that another one has given up: the database must see that first.
            entities().flush();
        }
    }

    private void missing(Operation<T> operation) {
        faults.missing.add(
                operation.pointer() + "/key",
                operation.position(),
                "there is no " + model.name() + " with the key \"" + operation.key() + "\"");
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
