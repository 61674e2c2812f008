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

/** Single values by key: what callers set without asking whether there is a record yet. */
@Stateless
public class KeyValueWrites {

    @Inject
    private Storage storage;

    /**
     * Sets some properties of a record, which is added after all others when there is none.
     *
     * @param namesAndValues the names of declared properties and what they are to be, in turn
     * @throws InvalidException when the key or a value can't be stored
     */
    public <T extends BaseEntity> void set(Class<T> type, String key, Object... namesAndValues) {
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
        problems.rejectInvalid(model.name());
        storage.inTransaction();
        Query insert = storage.entities()
                .createNativeQuery(
                        "INSERT INTO " + model.table() + " (" + names + ", " + Model.POSITION + ", " + Model.VERSION
                                + ") SELECT "
                                + "?, ".repeat(parameters.size()) + "COALESCE(MAX(" + Model.POSITION + "), 0) + "
                                + RecordStore.GAP
                                + ", 1 FROM "
                                + model.table() + " WHERE TRUE ON CONFLICT ("
                                + model.key().column() + ") DO UPDATE SET " + set
                                + Model.VERSION + " = " + model.table() + "." + Model.VERSION + " + 1");
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
