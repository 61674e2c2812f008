package dev.metabuilder.database.content;

import jakarta.validation.constraints.NotNull;

/**
 * What a field of a {@link ModelSchema} looks like to those who write and read it; the database keeps any object.
 *
 * @param name tells it from the other fields
 * @param type what its values are
 */
public record FieldSchema(@NotNull String name, @NotNull Type type) {

    /** What the values of a field are. */
    public enum Type {
        /** A line of text. */
        STRING,
        /** Lines of text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** A day. */
        DATE,
        /** A time of a day. */
        DATETIME,
        /** An e-mail address. */
        EMAIL,
        /** An address on the web. */
        URL,
        /** One of several choices. */
        SELECT,
        /** A record of another schema. */
        RELATION,
        /** Anything. */
        JSON
    }
}
