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

    /** The level at which there are no lines and no spaces. */
    public static final int COMPACT = Integer.MIN_VALUE;

    /** How many characters are sent on at once. */
    private static final int PIECE = 8 * 1024;

    private final Writer sink;
    private StringBuilder out;
    /** What ends each object and array that has been begun, and how many those are. */
    private char[] ends = new char[8];

    private int open;

    private int level;
    /** Whether the next value needs neither a comma nor a line: it is the outermost, or its name has just been written. */
    private boolean isPlaced = true;

    private boolean isFirst = true;

    /** Appends one value to a text, in compact form. */
    public JsonWriter(StringBuilder out) {
        this(out, COMPACT);
    }

    /**
     * Appends one value to a text, indented by two spaces a level.
     *
     * @param level the level that the value stands on, or {@link #COMPACT}
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
     * Writes one value to a stream, in memory that does not grow with it: pieces leave as they are ready, and the rest at
     * {@link #flush}. No surrogate pair is split. Each method throws {@link UncheckedIOException} when the stream fails.
     *
     * @param level the level that the value stands on, or {@link #COMPACT}
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

    /** Ends the object or array that was begun last. */
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

    /** Writes a member; its value is such as {@link #value(Object)} takes. */
    public JsonWriter member(String name, Object value) {
        return name(name).value(value);
    }

    /** Writes a string. */
    public JsonWriter string(String text) {
        place();
        JsonText.quote(out, text);
        return written();
    }

    /** Writes null, a {@link Json}, a string, a boolean, an enum, a number, or an iterable or map of such. */
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

    /** Writes a value that is JSON already, as it is: compact, or indented for this level. */
    public JsonWriter json(CharSequence value) {
        place();
        out.append(value);
        return written();
    }

    /** Writes the members of another object into the one that was begun last. */
    public JsonWriter members(Json object) {
        String text = object.toString();
        if (text.length() > "{}".length()) {
            place();
            JsonText.indent(out, text.substring(1, text.length() - 1), level);
            written();
        }
        return this;
    }

    /** Returns how many characters the text has that is written to. */
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

    /** Sends on what has not left yet. A text that is appended to needs no flush. */
    public void flush() {
        if (sink == null) {
            return;
        }
        try {
            sink.append(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Not one for all: from the first character beyond Latin-1 on it would take two bytes for each.
        out = new StringBuilder(out.length());
    }
}
