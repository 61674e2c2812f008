package dev.metabuilder.database.json;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Position;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;

/**
 * Any JSON value, kept exactly: nesting, the order of properties, every digit of a number, every character of a string
 * (U+0000 and lone surrogates as escapes). It is immutable. Two values are equal if their compact texts are equal.
 */
public final class Json {

    private final String text;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a JSON value.
     *
     * @throws MalformedJsonException if the text is not JSON
     * @throws InvalidException if it is nested too deeply, a number is too long, or an object has a property twice
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
     * Makes an object of alternating names and values. {@link JsonWriter#value} says which values are possible.
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

    /** Makes JSON of a value; {@link JsonWriter#value} says which are possible. */
    public static Json of(Object value) {
        StringBuilder out = new StringBuilder();
        new JsonWriter(out).value(value);
        return new Json(out.toString());
    }

    /** Makes a value of a text that must be well-formed, compact JSON: nothing checks it. */
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

    /** Stores JSON as its compact text. */
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
