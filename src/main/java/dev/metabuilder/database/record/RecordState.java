package dev.metabuilder.database.record;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.storage.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record as it is at one moment, in the form of its row.
 *
 * @param model its model
 * @param values the values of {@link Model#columns()}, as columns have them
 * @param extra the content of the column with undeclared properties, or null
 * @param position its position
 * @param version how often it has been changed
 */
public record RecordState(Model<?> model, List<Object> values, Json extra, long position, long version) {

    /** Makes a state, which does not change when the list does. */
    public RecordState {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** Returns the present state of an entity. */
    public static RecordState of(BaseEntity record) {
        Model<?> model = Model.of(record.getClass());
        List<Object> values = new ArrayList<>();
        model.columns().forEach(property -> values.add(property.toColumn(property.get(record))));
        return new RecordState(model, values, record.storedExtra(), record.position(), record.changes());
    }

    /** Returns the columns, in SQL, that {@link #read} needs, in its order. */
    public static List<String> columns(Model<?> model) {
        return Stream.concat(
                        model.columns().stream().map(Property::column),
                        Stream.of(Model.EXTRA, Model.POSITION, Model.VERSION))
                .toList();
    }

    /**
     * Returns the state of a row.
     *
     * @param first the index of the first of the {@link #columns}
     */
    public static RecordState read(Model<?> model, ResultSet row, int first) throws SQLException {
        List<Object> values = new ArrayList<>();
        int index = first;
        for (Property property : model.columns()) {
            values.add(RowReader.get(row, index++, property));
        }
        String extra = row.getString(index);
        return new RecordState(
                model,
                values,
                extra == null ? null : Json.wellFormed(extra),
                row.getLong(index + 1),
                row.getLong(index + 2));
    }

    /** Returns the key. */
    public String key() {
        return (String) values.get(0);
    }

    /** Returns the value of a column. */
    public Object get(Property property) {
        return values.get(model.columns().indexOf(property));
    }

    /** Returns the state of a record of which nothing is written yet: its next version is the first. */
    static RecordState none(Model<?> model) {
        return new RecordState(model, Collections.nCopies(model.columns().size(), null), null, 0, 0);
    }

    /** Returns the state after a statement that has given a column another value, and the record its next version. */
    public RecordState with(Property property, Object value) {
        return with(List.of(property), Collections.singletonList(value));
    }

    /** Returns the state after a statement that has given columns other values, and the record its next version. */
    RecordState with(List<Property> properties, List<Object> others) {
        List<Object> changed = new ArrayList<>(values);
        for (int i = 0; i < others.size(); i++) {
            changed.set(model.columns().indexOf(properties.get(i)), others.get(i));
        }
        return new RecordState(model, changed, extra, position, version + 1);
    }
}
