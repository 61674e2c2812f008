package dev.metabuilder.database.model;

import com.fasterxml.jackson.core.JsonToken;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a JSON object, as texts by name. */
final class Members {

    private Members() {}

    static Map<String, String> of(Json object) {
        Map<String, String> members = new LinkedHashMap<>();
        if (object == null) {
            return members;
        }
        try (JsonReader reader = new JsonReader(new StringReader(object.toString()))) {
            reader.next();
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                reader.next();
                StringBuilder value = new StringBuilder();
                reader.copy(value, Shape.ANY, 0);
                members.put(name, value.toString());
            }
        }
        return members;
    }

    /** Returns the object with the changes made: a member that changes keeps its place, one that becomes null goes. */
    static Json merge(Json object, Json changes) {
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
        StringBuilder out = new StringBuilder("{");
        members.forEach((name, value) -> {
            JsonText.quote(out.append(out.length() > 1 ? "," : ""), name);
            out.append(':').append(value);
        });
        return Json.wellFormed(out.append('}').toString());
    }
}
