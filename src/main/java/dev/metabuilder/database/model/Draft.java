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
     * What was read of a record. Each array has an element for each of the model's properties.
     *
     * @param faulty properties that have been reported as wrong already
     * @param positions where the values stand
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
     * Reads the object that the reader is at. What is wrong with it goes to the reader's problems; the draft is then of
     * no use, but reading can go on.
     */
    public static <T extends BaseEntity> Draft<T> read(Model<T> model, JsonReader reader) {
        return new DraftReader<>(model, reader.pointer(), reader.position()).read(reader);
    }

    /** Takes a record from Java; what is wrong with it goes to the problems. */
    public static <T extends BaseEntity> Draft<T> of(Model<T> model, T entity, String pointer, Problems problems) {
        return new DraftReader<>(model, pointer, Position.NONE).take(entity, problems);
    }

    /**
     * Takes a whole record from Java.
     *
     * @throws InvalidException when a property is missing or not what it must be
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
     * @throws InvalidException when a property is not what it must be
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

    /** Takes note of each property that a whole record must have and this one lacks; absent ones get their default. */
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

    /** Takes note of each property that an update sets to null and a record must have. */
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

    /** Returns the value of a property, null when there is none. */
    public Object get(Property property) {
        return values[model.properties().indexOf(property)];
    }

    /** Returns the value of the key where the record shows it, or of the property {@code id} of a record in a map. */
    public String key() {
        Property property = model.showsKey() ? model.key() : model.property("id");
        return property == null ? null : (String) get(property);
    }

    /** Returns where a property's value stands. */
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

    /** Returns where the record stands. */
    public Position position() {
        return position;
    }

    /** Returns the undeclared properties, or null when there are none. */
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

    /** Gives an entity all that the draft has, and takes from it what the draft lacks, except for its key. */
    public void replace(T entity) {
        List<Property> properties = model.properties();
        for (int i = 0; i < values.length; i++) {
            if (!properties.get(i).key()) {
                properties.get(i).set(entity, values[i]);
            }
        }
        entity.setExtra(extra);
    }

    /** Gives an entity what the draft was given, and leaves the rest. An undeclared property given as null goes. */
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
        // Of a value that did not fit when its property became declared, the new one takes the place.
        Json stored = JsonMembers.without(entity.storedExtra(), names);
        entity.setExtra(extra == null ? stored : JsonMembers.merge(stored, extra));
    }
}
