package dev.metabuilder.database.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.http.filter.BodyLimitFilter;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.SectionReader;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the body of a request that is about one record or a few values. */
final class RequestBody {

    private RequestBody() {}

    /** Returns what a function reads from the body, or rejects the body if it has problems. */
    static <R> R read(InputStream body, Function<JsonReader, R> function) {
        return read(body, BodyLimitFilter.RECORD_BYTES, function, Problems::rejectInvalid);
    }

    /** Returns what a function reads from a body with another size limit than that of a record. */
    static <R> R read(InputStream body, long mostBytes, Function<JsonReader, R> function) {
        return read(body, mostBytes, function, Problems::rejectInvalid);
    }

    private static <R> R read(
            InputStream body, long mostBytes, Function<JsonReader, R> function, Consumer<Problems> reject) {
        try (JsonReader reader = JsonReader.utf8(BodyLimitFilter.limit(body, mostBytes))) {
            reader.next();
            R result = function.apply(reader);
            reader.end();
            reject.accept(reader.problems());
            return result;
        }
    }

    /** Reads a whole record. */
    static <T extends BaseEntity> Draft<T> record(InputStream body, Model<T> model) {
        return read(
                body,
                BodyLimitFilter.RECORD_BYTES,
                reader -> {
                    Draft<T> draft = Draft.read(model, reader);
                    draft.requireWhole(reader.problems());
                    return draft;
                },
                problems -> problems.rejectInvalid(model.name()));
    }

    /** Reads the changes of a record. */
    static <T extends BaseEntity> Draft<T> changes(InputStream body, Model<T> model) {
        return read(
                body,
                BodyLimitFilter.RECORD_BYTES,
                reader -> {
                    Draft<T> draft = Draft.read(model, reader);
                    draft.requireUpdate(reader.problems());
                    return draft;
                },
                problems -> problems.rejectInvalid(model.name()));
    }

    /** Reads an object of single values by key, the form of a section of values. */
    @SuppressWarnings("unchecked")
    static <V> Map<String, V> values(JsonReader reader, Section<?> section) {
        Map<String, V> values = new LinkedHashMap<>();
        SectionReader.read(section, reader, item -> values.put(item.key(), (V) item.value()));
        return values;
    }

    /** Reads an object that has the given properties, all strings, and no others. */
    static List<String> strings(InputStream body, String... names) {
        return read(body, reader -> {
            Map<String, String> found = new LinkedHashMap<>();
            Position brace = reader.position();
            if (reader.token() != JsonToken.START_OBJECT) {
                reader.problem("must be an object");
                reader.skip();
                return List.of();
            }
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                boolean known = List.of(names).contains(name);
                boolean twice = found.containsKey(name);
                reader.next();
                if (!known || twice) {
                    reader.problem(known ? "occurs twice in its object" : "is unknown here");
                }
                if (known && reader.token() != JsonToken.VALUE_STRING) {
                    reader.problem("must be a string");
                }
                found.put(name, reader.token() == JsonToken.VALUE_STRING ? reader.text() : "");
                reader.skip();
            }
            for (String name : names) {
                if (!found.containsKey(name)) {
                    reader.problems().add("/" + name, brace, "is missing: must be a string");
                }
            }
            return List.of(names).stream()
                    .map(name -> found.getOrDefault(name, ""))
                    .toList();
        });
    }

    /** Reads an object that has exactly one of the given properties, a string, and returns its name and its value. */
    static Map.Entry<String, String> oneOf(InputStream body, String... names) {
        String all = String.join(" or ", names);
        return read(body, reader -> {
            Map.Entry<String, String> found = null;
            if (reader.token() != JsonToken.START_OBJECT) {
                reader.problem("must be an object with " + all);
                reader.skip();
                return null;
            }
            Position brace = reader.position();
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                reader.next();
                if (!List.of(names).contains(name)) {
                    reader.problem("is unknown here");
                } else if (found != null) {
                    reader.problem("is one too many: there must be one of " + all);
                } else if (reader.token() != JsonToken.VALUE_STRING) {
                    reader.problem("must be a string");
                }
                found = Map.entry(name, reader.token() == JsonToken.VALUE_STRING ? reader.text() : "");
                reader.skip();
            }
            if (found == null) {
                reader.problems().add("", brace, "must have " + all);
            }
            return found;
        });
    }

    /** Returns how many bytes the body has, or 0 if that is unknown: a compressed body has a length only as it was sent. */
    static long length(HttpHeaders headers) {
        String coding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null || (coding != null && !coding.equalsIgnoreCase("identity")) ? 0 : Long.parseLong(length);
    }
}
