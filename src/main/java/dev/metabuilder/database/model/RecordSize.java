package dev.metabuilder.database.model;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.json.NamedEnum;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the bytes of a record's JSON while it is read. It counts only if the number of characters does not already show
 * that the record is small enough, and then counts each value once.
 */
final class RecordSize {

    /** The longest form of a character is an escape, such as that of a control character. */
    private static final long MOST_BYTES_A_CHARACTER = 6;

    private static final int MOST_CHARACTERS_OF_OTHERS = 32;
    private static final int MARKS = "\"\":,\"\"".length();

    private final List<Property> properties;
    private final Object[] values;
    /** The length of each property: exact where it is known, otherwise the maximum. */
    private final long[] bytes;

    private final boolean[] known;
    private int extraKnown;
    /** The maximum length of the whole record. */
    private long most = "{".length();

    /** Counts a record with these properties and values. */
    RecordSize(List<Property> properties, Object[] values) {
        this.properties = properties;
        this.values = values;
        bytes = new long[values.length];
        known = new boolean[values.length];
        Arrays.fill(known, true);
    }

    /** Counts a property anew, because its value has changed. */
    void changed(int index) {
        set(index, most(properties.get(index), values[index]), values[index] == null);
    }

    private void set(int index, long size, boolean exact) {
        most += size - bytes[index];
        bytes[index] = size;
        known[index] = exact;
    }

    private static long most(Property property, Object value) {
        if (value == null) {
            return 0;
        }
        int characters = value instanceof String text
                ? text.length()
                : value instanceof Json json ? json.toString().length() : MOST_CHARACTERS_OF_OTHERS;
        return property.name().length() + MARKS + MOST_BYTES_A_CHARACTER * characters;
    }

    /** Adds characters of undeclared properties. */
    void extraGrown(int characters) {
        most += MOST_BYTES_A_CHARACTER * characters;
    }

    /**
     * Returns whether the record is too large.
     *
     * @param extra its undeclared properties, an object without its closing brace; empty if there are none
     */
    boolean isTooLarge(CharSequence extra) {
        if (most > JsonReader.MOST_BYTES) {
            for (int i = 0; i < values.length; i++) {
                if (!known[i]) {
                    set(i, exact(properties.get(i), values[i]), true);
                }
            }
            String more = extra.subSequence(extraKnown, extra.length()).toString();
            most += JsonText.utf8Length(more) - MOST_BYTES_A_CHARACTER * more.length();
            extraKnown = extra.length();
        }
        return most > JsonReader.MOST_BYTES;
    }

    /** Returns the length of a property in bytes, with the comma or brace after it. */
    private static long exact(Property property, Object value) {
        String text = value instanceof Enum<?> constant ? NamedEnum.nameOf(constant) : value.toString();
        boolean quoted = value instanceof String || value instanceof Enum<?>;
        int marks = MARKS - "\"\"".length();
        return property.name().length() + marks + (quoted ? JsonText.quotedLength(text) : JsonText.utf8Length(text));
    }
}
