package dev.metabuilder.database.model;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.json.JsonText;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A record as a caller gave it, not stored yet: the values of its declared properties, which of them were given, and the
 * undeclared ones. Whole records and updates look the same; {@link #requireWhole} tells them apart.
 *
 * @param <T> the entity
 */
public final class Draft<T extends BaseEntity> {

    private final Model<T> model;
    private final Object[] values;
    private final boolean[] given;
    private final boolean[] faulty;
    private final Position[] positions;
    private final String pointer;
    private Position position = Position.NONE;
    private final RecordSize size;
    private String extra = "";

    private Draft(Model<T> model, String pointer) {
        this.model = model;
        this.pointer = pointer;
        values = new Object[model.properties().size()];
        given = new boolean[values.length];
        faulty = new boolean[values.length];
        positions = new Position[values.length];
        size = new RecordSize(model.properties(), values);
        Arrays.fill(positions, Position.NONE);
    }

    /**
     * Reads the object that the reader is at. What is wrong with it goes to the reader's problems; the draft is then of
     * no use, but reading can go on.
     */
    public static <T extends BaseEntity> Draft<T> read(Model<T> model, JsonReader reader) {
        Draft<T> draft = new Draft<>(model, reader.pointer());
        draft.position = reader.position();
        if (reader.token() != JsonToken.START_OBJECT) {
            reader.problem("must be an object, not " + JsonReader.kind(reader.token()));
            reader.skip();
            Arrays.fill(draft.faulty, true);
            return draft;
        }
        draft.readProperties(reader);
        return draft;
    }

    private void readProperties(JsonReader reader) {
        StringBuilder undeclared = new StringBuilder();
        Set<String> names = new HashSet<>();
        boolean again = false;
        Problems all = reader.problems();
        Map<Property, Problems> faults = reader.mends() ? new LinkedHashMap<>() : Map.of();
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = reader.text();
            Property property = model.property(name);
            int index = property == null ? -1 : model.properties().indexOf(property);
            boolean duplicate = property == null ? !names.add(name) : given[index];
            if (property != null) {
                given[index] = true;
            }
            reader.next();
            if (duplicate) {
                reader.twice();
            }
            if (size.isTooLarge(undeclared)) {
                reader.skip();
                continue;
            }
            if (property == null) {
                again |= duplicate;
                int before = undeclared.length();
                undeclared.append(undeclared.isEmpty() ? "" : ",");
                JsonText.quote(undeclared, name);
                reader.copy(undeclared.append(':'), JsonShape.ANY, 1);
                size.extraGrown(undeclared.length() - before);
            } else {
                positions[index] = reader.position();
                boolean isNull = reader.token() == JsonToken.VALUE_NULL;
                if (reader.mends()) {
                    // The last value counts, and what is wrong with one before does not.
                    faults.put(property, new Problems());
                    reader.gather(faults.get(property));
                }
                values[index] = readValue(property, reader);
                reader.gather(all);
                faulty[index] = (values[index] == null && !isNull) || (faulty[index] && !reader.mends());
                size.changed(index);
            }
        }
        faults.values().forEach(all::addAll);
        extra = undeclared.toString();
        if (again && reader.mends()) {
            String once = JsonMembers.lastOfEach("{" + extra + "}");
            extra = once.substring(1, once.length() - 1);
        }
        judgeSize(undeclared, reader.problems());
    }

    private void judgeSize(CharSequence undeclared, Problems problems) {
        if (size.isTooLarge(undeclared)) {
            problems.add(pointer, position, "is larger than a record may be: " + JsonReader.MOST_BYTES + " bytes");
            Arrays.fill(faulty, true);
            extra = "";
        }
    }

    /** Reads the value of a required property; a null is taken note of. */
    public static Object value(Property property, JsonReader reader) {
        if (reader.token() == JsonToken.VALUE_NULL) {
            reader.problem("must be " + property.expected() + ", not null");
        }
        Position begin = reader.position();
        Object value = readValue(property, reader);
        if (value != null && JsonText.utf8Length(value.toString()) > JsonReader.MOST_BYTES) {
            String detail = "is larger than a record may be: " + JsonReader.MOST_BYTES + " bytes";
            reader.problems().add(reader.pointer(), begin, detail);
            return null;
        }
        return value;
    }

    /** Reads the value of one property, as the reader's problems allow; null for null and for what is wrong. */
    public static Object readValue(Property property, JsonReader reader) {
        JsonToken token = reader.token();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        Class<?> type = property.type();
        if (type == Json.class) {
            StringBuilder text = new StringBuilder();
            return reader.copy(text, property.shape(), 1) ? Json.wellFormed(text.toString()) : null;
        }
        if (type == Boolean.class && token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        if ((type == Long.class || type == Integer.class) && token == JsonToken.VALUE_NUMBER_INT) {
            return readInteger(property, reader);
        }
        if (token == JsonToken.VALUE_STRING && (type == String.class || type.isEnum())) {
            return readText(property, reader);
        }
        reader.problem("must be " + property.expected() + ", not " + JsonReader.kind(token));
        reader.skip();
        return null;
    }

    private static Object readInteger(Property property, JsonReader reader) {
        try {
            long number = Long.parseLong(reader.text());
            if (property.admits(number)) {
                return property.type() == Integer.class ? (Object) (int) number : (Object) number;
            }
        } catch (NumberFormatException e) {
            // More than 64 bits: as far out of bounds as any other.
        }
        reader.problem("must be " + property.expected());
        return null;
    }

    private static Object readText(Property property, JsonReader reader) {
        String text = reader.text();
        Object value = property.type().isEnum() ? property.constant(text) : text;
        String fault = value == null ? "must be " + property.expected() : property.fault(text);
        if (fault != null) {
            reader.problem(fault);
            return null;
        }
        return value;
    }

    /** Takes a record from Java; what is wrong with it goes to the problems. */
    public static <T extends BaseEntity> Draft<T> of(Model<T> model, T entity, String pointer, Problems problems) {
        Draft<T> draft = new Draft<>(model, pointer);
        if (entity == null) {
            problems.add(pointer, Position.NONE, "must be a " + model.name() + ", not null");
            return draft;
        }
        for (int i = 0; i < draft.values.length; i++) {
            Property property = model.properties().get(i);
            draft.given[i] = true;
            Object value = property.get(entity);
            draft.values[i] = check(property, value, JsonText.pointer(pointer, property.name()), problems);
            draft.faulty[i] = value != null && draft.values[i] == null;
            draft.size.changed(i);
        }
        if (entity.storedExtra() != null) {
            draft.takeExtra(entity.storedExtra(), problems);
        }
        draft.size.extraGrown(draft.extra.length());
        draft.judgeSize(draft.extra, problems);
        return draft;
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

    private void takeExtra(Json given, Problems problems) {
        String text = given.toString();
        if (!text.startsWith("{")) {
            problems.add(pointer, Position.NONE, "its undeclared properties must be an object");
            return;
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            while (reader.next() != JsonToken.END_OBJECT) {
                if (model.property(reader.text()) != null) {
                    String name = JsonText.pointer(pointer, reader.text());
                    problems.add(name, Position.NONE, "is declared, and can't be among the undeclared properties");
                }
                reader.next();
                reader.skip();
            }
        }
        extra = text.substring(1, text.length() - 1);
    }

    /** Returns a value from Java as it may be stored; what is wrong with it goes to the problems, and null comes back. */
    public static Object check(Property property, Object value, String pointer, Problems problems) {
        String fault = null;
        if (value instanceof String text) {
            fault = property.fault(text);
        } else if (value instanceof Number number && !property.admits(number.longValue())) {
            fault = "must be " + property.expected();
        } else if (value instanceof Json json) {
            try (JsonReader reader = new JsonReader(new StringReader(json.toString()))) {
                reader.next();
                reader.copy(new StringBuilder(), property.shape(), 1);
                reader.problems()
                        .first()
                        .forEach(problem -> problems.add(pointer + problem.pointer(), Position.NONE, problem.detail()));
                return reader.problems().isEmpty() ? json : null;
            }
        }
        if (fault != null) {
            problems.add(pointer, Position.NONE, fault);
            return null;
        }
        return value;
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
        return extra.isEmpty() ? null : Json.wellFormed("{" + extra + "}");
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
        entity.setExtra(extra());
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
        entity.setExtra(extra.isEmpty() ? stored : JsonMembers.merge(stored, extra()));
    }
}
