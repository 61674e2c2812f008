package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section.Unique;
import dev.metabuilder.database.platform.RecordSql;
import dev.metabuilder.database.platform.RowWrite;
import dev.metabuilder.database.platform.TableLock;
import dev.metabuilder.database.storage.DeclaredProperty;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.RowReader;
import dev.metabuilder.database.storage.Storage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes a single record in one statement, which does nothing if there is a conflict: {@link RecordConflictCheck} then finds
 * out which. A query before the write would cost another round trip, a third of such a call.
 */
final class SingleStatementWrite {

    private static final int MOST_TRIES = 100;

    private final Storage storage;
    private final Catalogue catalogue;
    private final RecordHistory recordHistory;

    SingleStatementWrite(Storage storage, Catalogue catalogue, RecordHistory recordHistory) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.recordHistory = recordHistory;
    }

    /**
     * Adds a record after all others.
     *
     * @param locks the locks to take before, in the same round trip
     * @throws ConflictException if the key or a unique value exists already, or a reference points to a missing record
     */
    <T extends BaseEntity> void add(T record, Draft<T> draft, List<TableLock> locks) {
        Model<T> model = draft.model();
        for (int tries = 0; !insert(record, locks); tries++) {
            Problems conflicts = new Problems();
            if (storage.entities().find(model.type(), Model.keyOf(record)) != null) {
                Property shown = model.showsKey() ? model.key() : model.property("id");
                conflicts.add(
                        draft.pointerOf(shown),
                        draft.positionOf(shown),
                        "a " + model.name() + " with the key \"" + Model.keyOf(record) + "\" exists");
            }
            new RecordConflictCheck(storage, catalogue).judge(record, null, draft, conflicts);
            conflicts.rejectConflict(model.name());
            // The conflicting record has been deleted or changed meanwhile.
            if (tries == MOST_TRIES) {
                throw new IllegalStateException(
                        "Nothing stands against the " + model.name() + ", but it is not added.");
            }
        }
        recordHistory.added(record);
    }

    /**
     * Adds a record after all others, unless its key or a unique value exists already, or a reference points to a missing
     * record.
     *
     * @return whether it was added
     */
    private <T extends BaseEntity> boolean insert(T record, List<TableLock> locks) {
        Model<?> model = Model.of(record.getClass());
        // The statement omits null columns: a null parameter would need a type.
        Map<String, Object> values = new LinkedHashMap<>();
        for (Property property : model.columns()) {
            values.put(property.column(), property.toColumn(property.get(record)));
        }
        values.put(
                Model.EXTRA,
                record.storedExtra() == null ? null : record.storedExtra().toString());
        values.values().removeIf(Objects::isNull);
        List<Object> parameters = new ArrayList<>(values.values());
        RecordSql sql = storage.dialect().recordSql();
        List<String> conditions = new ArrayList<>();
        conditions.add(sql.isFree(model.table(), model.key().column()));
        parameters.add(Model.keyOf(record));
        for (Unique unique : catalogue.section(model.type()).uniques()) {
            Object value = unique.property().get(record);
            if (unique.applies(value)) {
                conditions.add(sql.isFree(model.table(), unique.property().column()));
                parameters.add(unique.property().toColumn(value));
            }
        }
        for (Reference reference : catalogue.from(model)) {
            Object value = reference.property().get(record);
            if (reference.rule() != Rule.FOLLOW && value != null) {
                conditions.add(
                        sql.isKept(reference.to().table(), reference.target().column()));
                parameters.add(value);
            }
        }
        String insert = sql.insert(model.table(), List.copyOf(values.keySet()), RecordStore.GAP, conditions);
        RowWrite write = new RowWrite(
                insert,
                parameters,
                List.of(Model.POSITION, Model.VERSION),
                model.table(),
                model.key().column(),
                Model.keyOf(record),
                null);
        return write(locks, write, row -> written(record, row, 1)) != null;
    }

    private static <T extends BaseEntity> T written(T record, ResultSet row, int column) throws SQLException {
        record.moveTo(row.getLong(column));
        record.setChanges(row.getLong(column + 1));
        return record;
    }

    /**
     * Changes a record, if the new values concern no other record.
     *
     * @return the changed record, or null if nothing was changed: the values concern others, they are equal to the old ones,
     *     or there is no such record
     */
    <T extends BaseEntity> T update(String key, Draft<T> changes) {
        Model<T> model = changes.model();
        List<Property> given = model.properties().stream().filter(changes::has).toList();
        boolean simple = changes.extra() == null
                && given.stream()
                        .noneMatch(property -> changes.get(property) == null || concernsOthers(model, property));
        if (given.isEmpty() || !simple) {
            return null;
        }
        List<Object> values = given.stream()
                .map(property -> property.toColumn(changes.get(property)))
                .toList();
        List<Object> parameters = new ArrayList<>(values);
        parameters.add(key);
        parameters.addAll(values);
        // An undeclared value that did not fit when its property became declared: Draft removes it.
        String stale = given.stream().map(DeclaredProperty::holds).collect(Collectors.joining(" OR "));
        String update = storage.dialect()
                .recordSql()
                .update(
                        model.table(),
                        model.key().column(),
                        given.stream().map(Property::column).toList(),
                        stale);
        RecordState[] before = new RecordState[1];
        RowWrite write = new RowWrite(
                update,
                parameters,
                RecordState.columns(model),
                model.table(),
                model.key().column(),
                key,
                recordHistory.isOn() ? row -> before[0] = RecordState.read(model, row, 1) : null);
        T updated = write(List.of(), write, row -> read(model, row));
        if (updated != null) {
            recordHistory.changed(before[0], updated);
        }
        return updated;
    }

    private boolean concernsOthers(Model<?> model, Property property) {
        return property.key()
                || catalogue.section(model.type()).uniques().stream().anyMatch(unique -> unique.property() == property)
                || catalogue.from(model).stream().anyMatch(reference -> reference.property() == property)
                || catalogue.to(model).stream().anyMatch(reference -> reference.target() == property);
    }

    private static <T extends BaseEntity> T read(Model<T> model, ResultSet row) throws SQLException {
        T record = model.newEntity();
        int index = 0;
        for (Property property : model.columns()) {
            property.set(record, property.fromColumn(RowReader.get(row, ++index, property)));
        }
        String extra = row.getString(++index);
        record.setExtra(extra == null ? null : Json.wellFormed(extra));
        return written(record, row, index + 1);
    }

    private <R> R write(List<TableLock> locks, RowWrite write, RowWrite.Reading<R> reading) {
        try {
            return storage.dialect().write(storage.inTransaction(), locks, write, reading);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }
}
