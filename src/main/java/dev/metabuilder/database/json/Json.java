package dev.metabuilder.database.json;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Position;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;

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
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            Json value = reader.read(JsonShape.ANY, 0);
            reader.end();
            if (JsonText.utf8Length(value.text) > JsonReader.MOST_BYTES) {
                reader.problems().add("", Position.NONE, "is larger than " + JsonReader.MOST_BYTES + " bytes");
            }
            reader.problems().rejectInvalid();
            return value;
        }
    }

    /**
     * Makes an object of names and values in turn. A value is such as {@link JsonWriter#value} takes.
     */
    public static Json object(Object... namesAndValues) {
        StringBuilder out = new StringBuilder();
        JsonWriter writer = new JsonWriter(out).beginObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            writer.member((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        writer.end();
        return new Json(out.toString());
    }

    /** Makes JSON of a value such as {@link JsonWriter#value} takes. */
    public static Json of(Object value) {
        StringBuilder out = new StringBuilder();
        new JsonWriter(out).value(value);
        return new Json(out.toString());
    }

    /** Takes a text that is known to be well-formed, compact JSON. */
    public static Json wellFormed(String compact) {
        return new Json(compact);
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
