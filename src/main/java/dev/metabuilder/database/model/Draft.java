package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A record from a caller that is not stored yet: the values of its declared properties, which of them were given, and the
 * undeclared ones. Whole records and updates look the same; {@link #requireWhole} checks for a whole one.
 *
 * @param <T> the entity
 */
public final class Draft<T extends BaseEntity> {

    private final Model<T> model;
    private final String pointer;
    private final Position position;
    private final Object[] values;
    private final boolean[] given;
    private final boolean[] faulty;
    private final Position[] positions;
    private final Json extra;

    /**
     * The parts of a record that was read. Each array has an element for each of the model's properties.
     *
     * @param faulty which properties have already been reported as wrong
     * @param positions the positions of the values
     * @param extra the undeclared properties, or null
     */
    Draft(
            Model<T> model,
            String pointer,
            Position position,
            Object[] values,
            boolean[] given,
            boolean[] faulty,
            Position[] positions,
            Json extra) {
        this.model = model;
        this.pointer = pointer;
        this.position = position;
        this.values = values;
        this.given = given;
        this.faulty = faulty;
        this.positions = positions;
        this.extra = extra;
    }

    /**
     * Reads the reader's current object, and adds its errors to the reader's problems. A draft with errors is useless, but
     * the reader can read on.
     */
    public static <T extends BaseEntity> Draft<T> read(Model<T> model, JsonReader reader) {
        return new DraftReader<>(model, reader.pointer(), reader.position()).read(reader);
    }

    /** Takes a record from Java, and adds its errors to the problems. */
    public static <T extends BaseEntity> Draft<T> of(Model<T> model, T entity, String pointer, Problems problems) {
        return new DraftReader<>(model, pointer, Position.NONE).take(entity, problems);
    }

    /**
     * Takes a whole record from Java.
     *
     * @throws InvalidException if a property is missing or wrong
     */
    public static <T extends BaseEntity> Draft<T> whole(T entity) {
        if (entity == null) {
            throw new InvalidException("", "a record was expected, not null");
        }
        @SuppressWarnings("unchecked")
        Model<T> model = (Model<T>) Model.of(entity.getClass());
        Problems problems = new Problems();
        Draft<T> draft = of(model, entity, "", problems);
        draft.requireWhole(problems);
        problems.rejectInvalid(model.name());
        return draft;
    }

    /**
     * Takes the properties to change from JSON, which must be an object.
     *
     * @throws InvalidException if a property is wrong
     */
    public static <T extends BaseEntity> Draft<T> changes(Model<T> model, Json updates) {
        try (JsonReader reader = new JsonReader(new StringReader(String.valueOf(updates)))) {
            reader.next();
            Draft<T> draft = read(model, reader);
            draft.requireUpdate(reader.problems());
            reader.problems().rejectInvalid(model.name());
            return draft;
        }
    }

    /** Adds a problem for each required property that is missing. Other missing properties get their default. */
    public void requireWhole(Problems problems) {
        for (int i = 0; i < values.length; i++) {
            Property property = model.properties().get(i);
            if (values[i] == null && property.required() && !faulty[i]) {
                boolean isNull = given[i];
                problems.add(
                        pointerOf(property),
                        isNull ? positions[i] : position,
                        (isNull ? "must be " : "is missing: must be ")
                                + property.expected()
                                + (isNull ? ", not null" : ""));
            } else if (values[i] == null) {
                values[i] = property.absent();
            }
        }
    }

    /** Adds a problem for each required property that an update sets to null. */
    public void requireUpdate(Problems problems) {
        for (int i = 0; i < values.length; i++) {
            Property property = model.properties().get(i);
            if (given[i] && values[i] == null && property.required() && !faulty[i]) {
                problems.add(pointerOf(property), positions[i], "must be " + property.expected() + ", not null");
            } else if (given[i] && values[i] == null) {
                values[i] = property.absent();
            }
        }
    }

    /** Returns the model. */
    public Model<T> model() {
        return model;
    }

    /** Returns the values of the model's properties, in order. */
    Object[] values() {
        return values;
    }

    /** Returns whether a property was given. */
    public boolean has(Property property) {
        return given[model.properties().indexOf(property)];
    }

    /** Returns the value of a property, or null if it has none. */
    public Object get(Property property) {
        return values[model.properties().indexOf(property)];
    }

    /** Returns the key if the JSON of the record contains it, or the property {@code id} of a record in a map. */
    public String key() {
        Property property = model.showsKey() ? model.key() : model.property("id");
        return property == null ? null : (String) get(property);
    }

    /** Returns the position of a property's value. */
    public Position positionOf(Property property) {
        return positions[model.properties().indexOf(property)];
    }

    /** Returns the pointer of a property. */
    public String pointerOf(Property property) {
        return JsonText.pointer(pointer, property.name());
    }

    /** Returns the pointer of the record. */
    public String pointer() {
        return pointer;
    }

    /** Returns the position of the record. */
    public Position position() {
        return position;
    }

    /** Returns the undeclared properties, or null if there are none. */
    public Json extra() {
        return extra;
    }

    /** Returns the record, which must be whole. */
    public T entity() {
        T entity = model.newEntity();
        model.key().set(entity, key());
        replace(entity);
        return entity;
    }

    /** Makes an entity equal to the draft, except for its key. */
    public void replace(T entity) {
        List<Property> properties = model.properties();
        for (int i = 0; i < values.length; i++) {
            if (!properties.get(i).key()) {
                properties.get(i).set(entity, values[i]);
            }
        }
        entity.setExtra(extra);
    }

    /** Changes the given properties of an entity, and leaves the others. An undeclared property given as null is removed. */
    public void update(T entity) {
        List<Property> properties = model.properties();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
            if (given[i]) {
                names.add(properties.get(i).name());
            }
            if (given[i] && !properties.get(i).key()) {
                properties.get(i).set(entity, values[i]);
            }
        }
        // The new value replaces one that did not fit when its property became declared.
        Json stored = JsonMembers.without(entity.storedExtra(), names);
        entity.setExtra(extra == null ? stored : JsonMembers.merge(stored, extra));
    }
}
