package dev.metabuilder.database.model;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.json.NamedEnum;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A declared property of a model: a mapped field of its entity, read once from the field's own annotations
 * ({@link Column}, {@link NotNull}, {@link Size}, {@link Min}, {@link Max}, and {@link Schema} for the shape of JSON and
 * for secrets). It is long, since what each of these says has a method.
 */
public final class Property {

    private final Field field;
    private final String column;
    private final boolean required;
    private final boolean unique;
    private final boolean key;
    private final Object absent;
    private final int mostCharacters;
    private final long least;
    private final long most;
    private final JsonShape shape;
    private final Class<?> inside;
    private final boolean secret;

    Property(Field field, Object fresh) {
        this.field = field;
        field.setAccessible(true);
        Column columnOf = field.getAnnotation(Column.class);
        column = columnOf == null || columnOf.name().isEmpty() ? field.getName() : columnOf.name();
        unique = columnOf != null && columnOf.unique();
        key = field.isAnnotationPresent(Id.class);
        absent = get(fresh);
        required = (key || field.isAnnotationPresent(NotNull.class)) && absent == null;
        Size size = field.getAnnotation(Size.class);
        mostCharacters = size == null ? Integer.MAX_VALUE : size.max();
        Min min = field.getAnnotation(Min.class);
        Max max = field.getAnnotation(Max.class);
        boolean small = field.getType() == Integer.class;
        least = min != null ? min.value() : small ? Integer.MIN_VALUE : Long.MIN_VALUE;
        most = max != null ? max.value() : small ? Integer.MAX_VALUE : Long.MAX_VALUE;
        Schema schema = field.getAnnotation(Schema.class);
        shape = shape(schema);
        secret = schema != null && schema.format().equals("password");
        inside = schema != null && schema.implementation().isRecord() ? schema.implementation() : null;
    }

    private static JsonShape shape(Schema schema) {
        if (schema == null) {
            return JsonShape.ANY;
        }
        if (schema.type() == SchemaType.OBJECT) {
            return schema.additionalProperties() == List.class ? JsonShape.ARRAYS_BY_NAME : JsonShape.OBJECT;
        }
        return schema.implementation() == Void.class
                ? JsonShape.ARRAY
                : schema.implementation() == String.class ? JsonShape.STRINGS : JsonShape.OBJECTS;
    }

    /** Returns the name, the same in JSON and in Java. */
    public String name() {
        return field.getName();
    }

    /** Returns its column for SQL: in quotes, if the name is a reserved word in some database. */
    public String column() {
        return column;
    }

    /** Returns the name of its column, without quotes. */
    public String columnName() {
        return column.replace("\"", "");
    }

    /** Returns the Java type: a string, a long, an integer, a boolean, an enum or {@link Json}. */
    public Class<?> type() {
        return field.getType();
    }

    /** Returns whether a record must have it. */
    public boolean required() {
        return required;
    }

    /** Returns whether no two records may have the same value. */
    public boolean unique() {
        return unique;
    }

    /** Returns whether it is the key of its model. */
    public boolean key() {
        return key;
    }

    /** Returns whether its value is a secret, which the history of changes must not contain. */
    public boolean secret() {
        return secret;
    }

    /** Returns the value of an absent property: its default, or null if it has none. */
    public Object absent() {
        return absent;
    }

    /** Returns the required shape of a {@link Json} value. */
    public JsonShape shape() {
        return shape;
    }

    /** Returns the record class that documents the objects in a {@link Json} value, or null: nothing checks them. */
    public Class<?> inside() {
        return inside;
    }

    /** Returns the maximum number of characters of a string; {@link Integer#MAX_VALUE} if there is none. */
    public int mostCharacters() {
        return mostCharacters;
    }

    /** Returns the minimum of an integer. */
    public long least() {
        return least;
    }

    /** Returns the maximum of an integer. */
    public long most() {
        return most;
    }

    /** Returns the value of an entity. */
    public Object get(Object entity) {
        try {
            return field.get(entity);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the value of an entity, without a check: {@link Draft} has checked it. */
    public void set(Object entity, Object value) {
        try {
            field.set(entity, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the value for the column: JSON as text, an enum as its name, others unchanged. */
    public Object toColumn(Object value) {
        return value instanceof Enum<?> constant
                ? NamedEnum.nameOf(constant)
                : value instanceof Json json ? json.toString() : value;
    }

    /** Returns the value of which {@link #toColumn} made this one. */
    public Object fromColumn(Object value) {
        return value == null
                ? null
                : type() == Json.class
                        ? Json.wellFormed((String) value)
                        : type().isEnum() ? constant((String) value) : value;
    }

    /** Parses the value of a scalar; returns null if the text is none. */
    public Object parse(String text) {
        if (type() == String.class) {
            return fault(text, Integer.MAX_VALUE) == null ? text : null;
        }
        if (type().isEnum()) {
            return constant(text);
        }
        if (type() == Boolean.class) {
            return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        }
        try {
            return type() == Integer.class ? (Object) Integer.valueOf(text) : (Object) Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns, in words, what a value must be. */
    public String expected() {
        if (type().isEnum()) {
            return "one of " + constants();
        }
        if (type() == String.class) {
            return mostCharacters == Integer.MAX_VALUE
                    ? "a string"
                    : "a string of 1 to " + mostCharacters + " characters";
        }
        if (type() == Boolean.class) {
            return "true or false";
        }
        if (type() == Json.class) {
            return shape.toString();
        }
        return least == Long.MIN_VALUE ? "an integer of 64 bits" : "an integer from " + least + " to " + most;
    }

    private String constants() {
        return Arrays.stream(type().getEnumConstants())
                .map(constant -> NamedEnum.nameOf((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }

    /** Returns the constant with a name, or null if there is none. */
    Object constant(String name) {
        return Arrays.stream(type().getEnumConstants())
                .filter(constant -> NamedEnum.nameOf((Enum<?>) constant).equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether an integer is within bounds. */
    boolean admits(long number) {
        return number >= least && number <= most;
    }

    /** Returns what is wrong with a string, or null if nothing is. */
    public String fault(String text) {
        return fault(text, mostCharacters);
    }

    /** Returns what is wrong with a string of 1 to so many characters (any number: Integer.MAX_VALUE), or null. */
    public static String fault(String text, int mostCharacters) {
        int characters = 0;
        for (int i = 0; i < text.length(); i++, characters++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "must not contain U+0000";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "must not contain a lone surrogate";
            }
        }
        boolean limited = mostCharacters != Integer.MAX_VALUE;
        return limited && (characters == 0 || characters > mostCharacters)
                ? "must have 1 to " + mostCharacters + " characters, not " + characters
                : null;
    }
}
