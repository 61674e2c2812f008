package dev.metabuilder.database.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Functions on the members of a JSON object, which are JSON texts by name. */
public final class JsonMembers {

    private JsonMembers() {}

    /** Returns the members of an object, in its order. */
    public static Map<String, String> of(Json object) {
        Map<String, String> members = new LinkedHashMap<>();
        if (object == null) {
            return members;
        }
        try (JsonReader reader = new JsonReader(new StringReader(object.toString()))) {
            reader.next();
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                reader.next();
                members.put(name, reader.read(JsonShape.ANY, 0).toString());
            }
        }
        return members;
    }

    /** Returns compact JSON in which each object has each property once: the last value, at the first one's place. */
    public static String lastOfEach(String compact) {
        try (JsonReader reader = new JsonReader(new StringReader(compact))) {
            reader.next();
            StringBuilder out = new StringBuilder();
            lastOfEach(reader, new JsonWriter(out));
            return out.toString();
        }
    }

    private static void lastOfEach(JsonReader reader, JsonWriter out) {
        if (reader.token() == JsonToken.START_ARRAY) {
            out.beginArray();
            while (reader.next() != JsonToken.END_ARRAY) {
                lastOfEach(reader, out);
            }
            out.end();
        } else if (reader.token() == JsonToken.START_OBJECT) {
            Map<String, String> members = new LinkedHashMap<>();
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                reader.next();
                StringBuilder value = new StringBuilder();
                lastOfEach(reader, new JsonWriter(value));
                members.put(name, value.toString());
            }
            out.json(object(members));
        } else {
            reader.copy(out, JsonShape.ANY, 0);
        }
    }

    /** Returns the object that has these members. */
    public static String object(Map<String, String> members) {
        StringBuilder out = new StringBuilder();
        JsonWriter writer = new JsonWriter(out).beginObject();
        members.forEach((name, value) -> writer.name(name).json(value));
        writer.end();
        return out.toString();
    }

    /**
     * Returns the object without the members of these names: the same instance if it has none of them, null if none remains.
     */
    public static Json without(Json object, Set<String> names) {
        if (object == null || !hasAny(object.toString(), names)) {
            return object;
        }
        Map<String, String> members = of(object);
        members.keySet().removeAll(names);
        return members.isEmpty() ? null : Json.wellFormed(object(members));
    }

    /**
     * Returns whether the object has a member of one of these names. It looks only at quotes and brackets, to be fast: every
     * write of a record calls it.
     */
    private static boolean hasAny(String compact, Set<String> names) {
        int depth = 0;
        for (int i = 0; i < compact.length(); i++) {
            switch (compact.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    int end = JsonText.endOfString(compact, i);
                    if (depth == 1 && compact.charAt(end + 1) == ':' && names.contains(compact.substring(i + 1, end))) {
                        return true;
                    }
                    i = end;
                }
                default -> {
                    // A part of a number, true, false or null, or the comma or colon between two values.
                }
            }
        }
        return false;
    }

    /**
     * Returns the object with the changes: a changed member keeps its place, a member that is changed to null is removed.
     */
    public static Json merge(Json object, Json changes) {
        Map<String, String> members = of(object);
        of(changes).forEach((name, value) -> {
            if (value.equals("null")) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
        });
        if (members.isEmpty()) {
            return null;
        }
        return Json.wellFormed(object(members));
    }
}
