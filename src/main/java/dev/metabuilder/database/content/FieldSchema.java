package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;

/**
 * A field of a {@link ModelSchema}, as the API describes it. The database accepts any object.
 *
 * @param name the name, unique in its schema
 * @param type the type of its values
 */
public record FieldSchema(@NotNull String name, @NotNull Type type) {

    /** The type of a field's values. */
    public enum Type {
        /** One line of text. */
        STRING,
        /** Text of several lines. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** A date without a time. */
        DATE,
        /** A date with a time. */
        DATETIME,
        /** An e-mail address. */
        EMAIL,
        /** A URL. */
        URL,
        /** One of several choices. */
        SELECT,
        /** A record of another schema. */
        RELATION,
        /** Any JSON value. */
        JSON
    }
}
