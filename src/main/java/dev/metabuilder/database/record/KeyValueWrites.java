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

    @Inject
    private Storage storage;

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
        List<String> columns = new ArrayList<>(List.of(model.key().column()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Property property = model.property((String) namesAndValues[i]);
            Object value = judge(property, namesAndValues[i + 1], problems);
            columns.add(property.column());
            parameters.add(property.toColumn(value));
        }
        problems.rejectInvalid(model.name());
        storage.inTransaction();
        storage.lockForRow(model);
        String upsert = storage.dialect().recordSql().upsert(model.table(), columns, RecordStore.GAP);
        Query insert = storage.entities().createNativeQuery(upsert);
        for (int i = 0; i < parameters.size(); i++) {
            insert.setParameter(i + 1, parameters.get(i));
        }
        insert.executeUpdate();
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
