package dev.metabuilder.database.model;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.json.JsonWriter;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes one draft from JSON or from an entity. It separates declared from undeclared properties, and checks the size of the
 * record.
 *
 * @param <T> the entity
 */
final class DraftReader<T extends BaseEntity> {

    private final Model<T> model;
    private final String pointer;
    private final Position position;
    private final Object[] values;
    private final boolean[] given;
    private final boolean[] faulty;
    private final Position[] positions;
    private final RecordSize size;
    private Json extra;

    DraftReader(Model<T> model, String pointer, Position position) {
        this.model = model;
        this.pointer = pointer;
        this.position = position;
        values = new Object[model.properties().size()];
        given = new boolean[values.length];
        faulty = new boolean[values.length];
        positions = new Position[values.length];
        size = new RecordSize(model.properties(), values);
        Arrays.fill(positions, Position.NONE);
    }

    private Draft<T> draft() {
        return new Draft<>(model, pointer, position, values, given, faulty, positions, extra);
    }

    /** Reads the object that a reader is at, as {@link Draft#read} says. */
    Draft<T> read(JsonReader reader) {
        if (reader.token() == JsonToken.START_OBJECT) {
            readProperties(reader);
        } else {
            reader.problem("must be an object, not " + JsonShape.kind(reader.token()));
            reader.skip();
            Arrays.fill(faulty, true);
        }
        return draft();
    }

    private void readProperties(JsonReader reader) {
        Undeclared undeclared = new Undeclared();
        Problems all = reader.problems();
        Map<Property, Problems> faults = reader.mends() ? new LinkedHashMap<>() : Map.of();
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = reader.text();
            Property property = model.property(name);
            int index = property == null ? -1 : model.properties().indexOf(property);
            boolean duplicate = property == null ? !undeclared.names.add(name) : given[index];
            if (property != null) {
                given[index] = true;
            }
            reader.next();
            if (duplicate) {
                reader.twice();
            }
            if (size.isTooLarge(undeclared.text)) {
                reader.skip();
                continue;
            }
            if (property == null) {
                undeclared.repeats |= duplicate;
                int before = undeclared.text.length();
                undeclared.copy(name, reader);
                size.extraGrown(undeclared.text.length() - before);
            } else {
                positions[index] = reader.position();
                boolean isNull = reader.token() == JsonToken.VALUE_NULL;
                if (reader.mends()) {
                    // The last value counts, so errors in an earlier one do not.
                    faults.put(property, new Problems());
                    reader.gather(faults.get(property));
                }
                values[index] = PropertyValues.read(property, reader);
                reader.gather(all);
                faulty[index] = (values[index] == null && !isNull) || (faulty[index] && !reader.mends());
                size.changed(index);
            }
        }
        faults.values().forEach(all::addAll);
        extra = judgeSize(undeclared.text, reader.problems()) ? undeclared.json(reader.mends()) : null;
    }

    /** Adds a problem if the record is too large; returns whether it is not. */
    private boolean judgeSize(CharSequence undeclared, Problems problems) {
        if (!size.isTooLarge(undeclared)) {
            return true;
        }
        problems.add(pointer, position, "is larger than a record may be: " + JsonReader.MOST_BYTES + " bytes");
        Arrays.fill(faulty, true);
        return false;
    }

    /** Takes an entity, as {@link Draft#of} says. */
    Draft<T> take(T entity, Problems problems) {
        if (entity == null) {
            problems.add(pointer, Position.NONE, "must be a " + model.name() + ", not null");
            return draft();
        }
        for (int i = 0; i < values.length; i++) {
            Property property = model.properties().get(i);
            given[i] = true;
            Object value = property.get(entity);
            values[i] = PropertyValues.check(property, value, JsonText.pointer(pointer, property.name()), problems);
            faulty[i] = value != null && values[i] == null;
            size.changed(i);
        }
        if (entity.storedExtra() != null) {
            takeExtra(entity.storedExtra(), problems);
        }
        String text = extra == null ? "" : extra.toString();
        CharSequence open = text.subSequence(0, Math.max(0, text.length() - 1));
        size.extraGrown(open.length());
        if (!judgeSize(open, problems)) {
            extra = null;
        }
        return draft();
    }

    private void takeExtra(Json object, Problems problems) {
        try (JsonReader reader = new JsonReader(new StringReader(object.toString()))) {
            if (reader.next() != JsonToken.START_OBJECT) {
                problems.add(pointer, Position.NONE, "its undeclared properties must be an object");
                return;
            }
            while (reader.next() != JsonToken.END_OBJECT) {
                extra = object;
                if (model.property(reader.text()) != null) {
                    String name = JsonText.pointer(pointer, reader.text());
                    problems.add(name, Position.NONE, "is declared, and can't be among the undeclared properties");
                }
                reader.next();
                reader.skip();
            }
        }
    }

    /** The undeclared properties of a record that is being read. */
    private static final class Undeclared {

        /** The object without its closing brace; empty while there are none. */
        final StringBuilder text = new StringBuilder();

        final Set<String> names = new HashSet<>();
        boolean repeats;
        private final JsonWriter out = new JsonWriter(text);

        void copy(String name, JsonReader reader) {
            if (text.isEmpty()) {
                out.beginObject();
            }
            reader.copy(out.name(name), JsonShape.ANY, 1);
        }

        /** Returns the whole object, or null if there are none. */
        Json json(boolean mends) {
            if (text.isEmpty()) {
                return null;
            }
            out.end();
            return Json.wellFormed(repeats && mends ? JsonMembers.lastOfEach(text.toString()) : text.toString());
        }
    }
}
