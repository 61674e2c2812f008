package dev.metabuilder.database.model;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.json.JsonText;
import java.io.StringReader;

/** The value of one property, read from JSON or taken from Java, and checked by the rules of the property. */
public final class PropertyValues {

    private PropertyValues() {}

    /** Reads the value of a required property, and adds a problem if it is null. */
    public static Object readRequired(Property property, JsonReader reader) {
        if (reader.token() == JsonToken.VALUE_NULL) {
            reader.problem("must be " + property.expected() + ", not null");
        }
        Position begin = reader.position();
        Object value = read(property, reader);
        if (value != null && JsonText.utf8Length(value.toString()) > JsonReader.MOST_BYTES) {
            String detail = "is larger than a record may be: " + JsonReader.MOST_BYTES + " bytes";
            reader.problems().add(reader.pointer(), begin, detail);
            return null;
        }
        return value;
    }

    /**
     * Reads the value of one property, and adds its errors to the reader's problems; returns null for null and for an error.
     */
    public static Object read(Property property, JsonReader reader) {
        JsonToken token = reader.token();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        Class<?> type = property.type();
        if (type == Json.class) {
            return reader.read(property.shape(), 1);
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
        reader.problem("must be " + property.expected() + ", not " + JsonShape.kind(token));
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
            // More than 64 bits is out of bounds for every property.
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

    /** Returns a value from Java in the form that can be stored; if it is wrong, adds a problem and returns null. */
    public static Object check(Property property, Object value, String pointer, Problems problems) {
        String fault = null;
        if (value instanceof String text) {
            fault = property.fault(text);
        } else if (value instanceof Number number && !property.admits(number.longValue())) {
            fault = "must be " + property.expected();
        } else if (value instanceof Json json) {
            try (JsonReader reader = new JsonReader(new StringReader(json.toString()))) {
                reader.next();
                reader.read(property.shape(), 1);
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
}
