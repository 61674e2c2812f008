package dev.metabuilder.database.json;

import com.fasterxml.jackson.core.JsonToken;

/** The required shape of a {@code json} property, as far as the contract defines it; nothing deeper inside is checked. */
public enum JsonShape {
    /** Any value. */
    ANY("a JSON value", null, null),
    /** An object. */
    OBJECT("an object", JsonToken.START_OBJECT, null),
    /** An array. */
    ARRAY("an array", JsonToken.START_ARRAY, null),
    /** An array of objects. */
    OBJECTS("an array of objects", JsonToken.START_ARRAY, JsonToken.START_OBJECT),
    /** An array of strings. */
    STRINGS("an array of strings", JsonToken.START_ARRAY, JsonToken.VALUE_STRING),
    /** An object whose values are arrays. */
    ARRAYS_BY_NAME("an object whose values are arrays", JsonToken.START_OBJECT, JsonToken.START_ARRAY);

    private final String words;
    private final JsonToken outer;
    private final JsonToken inner;

    JsonShape(String words, JsonToken outer, JsonToken inner) {
        this.words = words;
        this.outer = outer;
        this.inner = inner;
    }

    /** Returns whether a value that begins with the token can have this shape. */
    boolean admits(JsonToken token) {
        return outer == null || outer == token;
    }

    /** Returns whether a direct child of a value of this shape may begin with the token. */
    boolean admitsInside(JsonToken token) {
        return inner == null || inner == token;
    }

    /** Returns, in words, what the direct children of a value of this shape must be. */
    String inside() {
        return kind(inner);
    }

    @Override
    public String toString() {
        return words;
    }

    /** Returns, in words, the kind of a value that begins with the token. */
    public static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }
}
