package dev.metabuilder.database.record;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.PropertyValues;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes single values by key; it adds the record if there is none yet. */
@Stateless
public class KeyValueWrites {

    /** Each time another call has added or deleted the record in between. */
    private static final int MOST_TRIES = 100;

    @Inject
    private Storage storage;

    @Inject
    private RecordHistory recordHistory;

    /**
     * Sets some properties of a record. If there is none, it is added after all others.
     *
     * @param namesAndValues alternating names and values of declared properties
     * @throws InvalidException if the key or a value can't be stored
     */
    public <T extends BaseEntity> void set(Class<T> type, String key, Object... namesAndValues) {
        Model<T> model = Model.of(type);
        Problems problems = new Problems();
        judge(model.key(), key, problems);
        List<Object> parameters = new ArrayList<>(Arrays.asList(key));
        List<Property> properties = new ArrayList<>(List.of(model.key()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Property property = model.property((String) namesAndValues[i]);
            Object value = judge(property, namesAndValues[i + 1], problems);
            properties.add(property);
            parameters.add(property.toColumn(value));
        }
        problems.rejectInvalid(model.name());
        storage.inTransaction();
        storage.lockForRow(model);
        if (recordHistory.isOn()) {
            writeDown(model, properties, parameters);
        } else {
            execute(upsert(model, properties), parameters);
        }
    }

    /** Writes the values, and what was there before. */
    private void writeDown(Model<?> model, List<Property> properties, List<Object> values) {
        String insert =
                storage.dialect().recordSql().insertIfAbsent(model.table(), columns(properties), RecordStore.GAP);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            List<RecordState> before = recordHistory.lock(model, model.key(), values.subList(0, 1));
            if (!before.isEmpty()) {
                execute(upsert(model, properties), values);
                recordHistory.add(before.get(0), before.get(0).with(properties, values));
                return;
            }
            if (execute(insert, values) == 1) {
                recordHistory.add(null, RecordState.none(model).with(properties, values));
                return;
            }
        }
        throw new IllegalStateException("The " + model.name() + " is neither there nor can it be added.");
    }

    private String upsert(Model<?> model, List<Property> properties) {
        return storage.dialect().recordSql().upsert(model.table(), columns(properties), RecordStore.GAP);
    }

    private static List<String> columns(List<Property> properties) {
        return properties.stream().map(Property::column).toList();
    }

    private int execute(String sql, List<Object> parameters) {
        Query query = storage.entities().createNativeQuery(sql);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        return query.executeUpdate();
    }

    private static Object judge(Property property, Object value, Problems problems) {
        String pointer = "/" + property.name();
        if (value == null) {
            problems.add(pointer, Position.NONE, "must be " + property.expected() + ", not null");
        } else if (value instanceof Json && JsonText.utf8Length(value.toString()) > JsonReader.MOST_BYTES) {
            problems.add(pointer, Position.NONE, "is larger than a record may be: " + JsonReader.MOST_BYTES + " bytes");
        }
        return PropertyValues.check(property, value, pointer, problems);
    }
}
