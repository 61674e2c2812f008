package dev.metabuilder.database.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes JSON (RFC 8259) value by value. Only this class writes braces, commas and colons, and the line breaks of indented
 * text. The caller names each member of an object before its value, and ends each object and array.
 */
public final class JsonWriter {

    /** The level for a text without line breaks and spaces. */
    public static final int COMPACT = Integer.MIN_VALUE;

    /** How many characters it writes to the stream at once. */
    private static final int PIECE = 8 * 1024;

    private final Writer sink;
    private StringBuilder out;
    /** The closing brackets of the open objects and arrays, and their number. */
    private char[] ends = new char[8];

    private int open;

    private int level;
    /** Whether the next value needs neither a comma nor a line break: it is the outermost value, or follows its name. */
    private boolean isPlaced = true;

    private boolean isFirst = true;

    /** Appends one value to a text, in compact form. */
    public JsonWriter(StringBuilder out) {
        this(out, COMPACT);
    }

    /**
     * Appends one value to a text, indented by two spaces a level.
     *
     * @param level the level of the value, or {@link #COMPACT}
     */
    public JsonWriter(StringBuilder out, int level) {
        this(null, out, level);
    }

    private JsonWriter(Writer sink, StringBuilder out, int level) {
        this.sink = sink;
        this.out = out;
        this.level = level;
    }

    /**
     * Writes one value to a stream, in memory that does not grow with the value: it writes piece by piece, and the rest at
     * {@link #flush}. It splits no surrogate pair. Each method throws {@link UncheckedIOException} if the stream fails.
     *
     * @param level the level of the value, or {@link #COMPACT}
     */
    public static JsonWriter streaming(Writer sink, int level) {
        return new JsonWriter(sink, new StringBuilder(), level);
    }

    /** Begins an object. */
    public JsonWriter beginObject() {
        return begin('{', '}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() {
        return begin('[', ']');
    }

    private JsonWriter begin(char bracket, char end) {
        place();
        out.append(bracket);
        if (open == ends.length) {
            ends = Arrays.copyOf(ends, 2 * open);
        }
        ends[open++] = end;
        level++;
        isFirst = true;
        return this;
    }

    /** Ends the innermost open object or array. */
    public JsonWriter end() {
        level--;
        if (!isFirst) {
            JsonText.newLine(out, level);
        }
        out.append(ends[--open]);
        return written();
    }

    /** Writes the name of the member whose value comes next. */
    public JsonWriter name(String name) {
        place();
        JsonText.quote(out, name);
        out.append(level < 0 ? ":" : ": ");
        isPlaced = true;
        return this;
    }

    /** Writes a member; {@link #value(Object)} says which values are possible. */
    public JsonWriter member(String name, Object value) {
        return name(name).value(value);
    }

    /** Writes a string. */
    public JsonWriter string(String text) {
        place();
        JsonText.quote(out, text);
        return written();
    }

    /** Writes null, a {@link Json}, a string, a boolean, an enum, a number, or an iterable or map of these. */
    public JsonWriter value(Object value) {
        if (value instanceof String text) {
            return string(text);
        }
        if (value instanceof Enum<?> constant) {
            return string(NamedEnum.nameOf(constant));
        }
        if (value instanceof Iterable<?> values) {
            beginArray();
            values.forEach(this::value);
            return end();
        }
        if (value instanceof Map<?, ?> map) {
            beginObject();
            map.forEach((name, inside) -> member((String) name, inside));
            return end();
        }
        place();
        if (value instanceof Json json) {
            JsonText.indent(out, json.toString(), level);
        } else {
            out.append(value);
        }
        return written();
    }

    /** Writes a value that is JSON already, unchanged: compact, or indented for this level. */
    public JsonWriter json(CharSequence value) {
        place();
        out.append(value);
        return written();
    }

    /** Writes the members of another object into the innermost open one. */
    public JsonWriter members(Json object) {
        String text = object.toString();
        if (text.length() > "{}".length()) {
            place();
            JsonText.indent(out, text.substring(1, text.length() - 1), level);
            written();
        }
        return this;
    }

    /** Returns how many characters the text has so far. */
    int length() {
        return out.length();
    }

    private void place() {
        if (isPlaced) {
            isPlaced = false;
            return;
        }
        if (!isFirst) {
            out.append(',');
        }
        JsonText.newLine(out, level);
    }

    private JsonWriter written() {
        isFirst = false;
        if (sink != null && out.length() >= PIECE) {
            flush();
        }
        return this;
    }

    /** Writes the rest to the stream. A writer that appends to a text needs no flush. */
    public void flush() {
        if (sink == null) {
            return;
        }
        try {
            sink.append(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // No buffer is reused: after its first character beyond Latin-1, it would need two bytes for each character.
        out = new StringBuilder(out.length());
    }
}
