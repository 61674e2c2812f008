package dev.metabuilder.database.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Copies one value from a reader to a writer, token by token. Errors in the value go to the reader's problems. */
final class ValueCopy {

    private static final int FEW_NAMES = 16;

    private static final List<String> NO_NAMES = List.of();

    private final JsonReader in;
    private final JsonWriter out;
    private final JsonShape shape;
    /** The names so far in each open object; for an open array none. */
    private final List<Collection<String>> open = new ArrayList<>();

    private boolean isOfShape = true;
    private boolean repeats;

    ValueCopy(JsonReader in, JsonWriter out, JsonShape shape) {
        this.in = in;
        this.out = out;
        this.shape = shape;
    }

    /**
     * Copies the reader's current value; afterwards the current token is the last one of the value.
     *
     * @param level how many levels of the record enclose the value
     * @return whether the value has the required shape
     */
    boolean copy(int level) {
        if (!shape.admits(in.token())) {
            in.problem("must be " + shape + ", not " + JsonShape.kind(in.token()));
            in.skip();
            return false;
        }
        int most = out.length() + JsonReader.MOST_BYTES + 1;
        while (true) {
            JsonToken token = in.token();
            if (token == JsonToken.FIELD_NAME) {
                token = name();
            }
            if (open.size() == 1 && !token.isStructEnd() && !shape.admitsInside(token)) {
                in.problem("must be " + shape.inside() + ", not " + JsonShape.kind(token));
                isOfShape = false;
            }
            if (token.isStructEnd()) {
                open.remove(open.size() - 1);
                out.end();
            } else if (!token.isStructStart()) {
                scalar(token);
            } else if (level + open.size() < JsonReader.MOST_LEVELS) {
                begin(token);
            } else {
                in.problem("nests deeper than " + JsonReader.MOST_LEVELS + " levels");
                in.skip();
                out.value(null);
            }
            if (open.isEmpty()) {
                return isOfShape;
            }
            if (out.length() > most) {
                cut();
                return isOfShape;
            }
            in.next();
        }
    }

    /** Returns whether an object had the same name twice. */
    boolean repeats() {
        return repeats;
    }

    private JsonToken name() {
        String name = in.text();
        boolean isNew = isNew(name);
        out.name(name);
        JsonToken value = in.next();
        if (!isNew) {
            in.twice();
            repeats = true;
        }
        return value;
    }

    /** Returns whether a name is new in its object. The names are a list while there are few. */
    private boolean isNew(String name) {
        int last = open.size() - 1;
        Collection<String> known = open.get(last);
        if (known.size() == FEW_NAMES) {
            known = new HashSet<>(known);
            open.set(last, known);
        }
        return known instanceof HashSet ? known.add(name) : !known.contains(name) && known.add(name);
    }

    private void begin(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            open.add(new ArrayList<>(8));
            out.beginObject();
        } else {
            open.add(NO_NAMES);
            out.beginArray();
        }
    }

    private void scalar(JsonToken token) {
        String text = in.text();
        if (token == JsonToken.VALUE_STRING) {
            out.string(text);
            return;
        }
        if (token.isNumeric() && text.length() > JsonReader.MOST_DIGITS && digits(text) > JsonReader.MOST_DIGITS) {
            in.problem("has more than " + JsonReader.MOST_DIGITS + " digits");
        }
        out.json(text);
    }

    private static long digits(String number) {
        return number.chars().filter(Character::isDigit).count();
    }

    /**
     * Reads the rest of a value that is too large, and keeps nothing of it. The code that reads the record reports that the
     * record is too large.
     */
    private void cut() {
        int depth = open.size();
        open.forEach(container -> out.end());
        while (depth > 0) {
            JsonToken token = in.next();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }
}
