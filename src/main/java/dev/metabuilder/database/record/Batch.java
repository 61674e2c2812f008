package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Operation.Result;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries out many operations in order, in one transaction: all of them, or none. The result is that of single calls. */
@Stateless
public class Batch {

    /** The maximum number of operations of a call. */
    public static final int MOST_OPERATIONS = 10_000;

    /** How many operations of the same kind share their queries. */
    private static final int TOGETHER = 500;

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    @Inject
    private RecordHistory recordHistory;

    /**
     * Carries out the operations, in order.
     *
     * @return the result of each operation
     * @throws ConflictException if a key or unique value exists already, or a reference points to a missing record
     * @throws NotFoundException if a record to update or delete does not exist
     */
    public List<Result> run(List<Operation<?>> operations) {
        lock(operations);
        BatchStep.Faults faults = new BatchStep.Faults();
        List<Result> results = new ArrayList<>();
        for (int begin = 0; begin < operations.size(); ) {
            int end = begin + 1;
            while (end < operations.size()
                    && end - begin < TOGETHER
                    && operations.get(end).model() == operations.get(begin).model()
                    && operations.get(end).kind() == operations.get(begin).kind()) {
                end++;
            }
            run(operations.get(begin).model(), operations.subList(begin, end), results, faults);
            faults.reject();
            begin = end;
        }
        return results;
    }

    @SuppressWarnings("unchecked")
    private <T extends BaseEntity> void run(
            Model<T> model, List<Operation<?>> operations, List<Result> results, BatchStep.Faults faults) {
        List<Operation<T>> step = new ArrayList<>();
        operations.forEach(operation -> step.add((Operation<T>) operation));
        new BatchStep<>(storage, catalogue, recordHistory, model, faults).run(step, results);
        storage.entities().clear();
    }

    /** Locks all tables that the operations read or change, in the order of the catalogue. */
    private void lock(List<Operation<?>> operations) {
        Set<Model<?>> written = new HashSet<>();
        Set<Model<?>> referred = new HashSet<>();
        for (Operation<?> operation : operations) {
            if (operation.kind() == Kind.DELETE) {
                written.addAll(catalogue.changedByDeletion(operation.model()));
                continue;
            }
            if (written.add(operation.model())) {
                catalogue.from(operation.model()).forEach(reference -> referred.add(reference.to()));
            }
            catalogue.to(operation.model()).stream()
                    .filter(reference -> reference.rule() == Rule.FOLLOW)
                    .forEach(reference -> written.add(reference.from()));
        }
        for (Model<?> model : catalogue.models()) {
            if (written.contains(model)) {
                storage.lockForWriting(List.of(), model);
            } else if (referred.contains(model)) {
                storage.lockForReference(model.type());
            }
        }
    }
}
