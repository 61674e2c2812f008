package dev.metabuilder.database.json;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;

/**
 * Any JSON value, kept exactly: nesting, the order of properties, every digit of a number, every character of a string
 * (U+0000 and lone surrogates as escapes). It is immutable; to change a part, make a new one. Two are equal when their
 * compact texts are.
 */
public final class Json {

    private final String text;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a JSON value.
     *
     * @throws MalformedJsonException when the text is no JSON
     * @throws InvalidException when it is nested too deeply, a number is too long, or an object has a property twice
     */
    public static Json parse(String text) {
        return JsonReader.parse(text);
    }

    /**
     * Makes an object of names and values in turn. A value is null, a {@link Json}, a string, a boolean, an enum, a
     * number, or an iterable or map of such.
     */
    public static Json object(Object... namesAndValues) {
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (i > 0) {
                out.append(',');
            }
            JsonText.quote(out, (String) namesAndValues[i]);
            append(out.append(':'), namesAndValues[i + 1]);
        }
        return new Json(out.append('}').toString());
    }

    /** Makes JSON of a value such as {@link #object} takes. */
    public static Json of(Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return new Json(out.toString());
    }

    /** Takes a text that is known to be well-formed, compact JSON. */
    public static Json wellFormed(String compact) {
        return new Json(compact);
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof String string) {
            JsonText.quote(out, string);
        } else if (value instanceof Enum<?> constant) {
            JsonText.quote(out, NamedEnum.nameOf(constant));
        } else if (value instanceof Iterable<?> values) {
            out.append('[');
            String comma = "";
            for (Object element : values) {
                append(out.append(comma), element);
                comma = ",";
            }
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            String comma = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                JsonText.quote(out.append(comma), (String) entry.getKey());
                append(out.append(':'), entry.getValue());
                comma = ",";
            }
            out.append('}');
        } else {
            out.append(value);
        }
    }

    /** Returns the compact text: no white space outside of strings. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && text.equals(json.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Keeps JSON as its compact text. */
    @Converter(autoApply = true)
    public static class Text implements AttributeConverter<Json, String> {

        @Override
        public String convertToDatabaseColumn(Json json) {
            return json == null ? null : json.toString();
        }

        @Override
        public Json convertToEntityAttribute(String text) {
            return text == null ? null : new Json(text);
        }
    }
}
