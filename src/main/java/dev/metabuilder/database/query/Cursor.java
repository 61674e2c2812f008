package dev.metabuilder.database.query;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.PropertyValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An end of a page: the sort values of its last or first record, and the record's position. It has no count of records, so
 * the page beyond is right even if records are added or deleted meanwhile.
 *
 * @param values the values of the query's sort properties, null for absent ones
 * @param position the record's position in its collection
 * @param key the record's key
 */
record Cursor(List<Object> values, long position, String key) {

    /** Returns the cursor at a record, as text. */
    static <T extends BaseEntity> String at(T record, RecordQuery<T> query) {
        List<Object> parts = new ArrayList<>();
        parts.add(query.orders().toString());
        query.orders().forEach(order -> parts.add(order.property().get(record)));
        parts.add(record.position());
        parts.add(Model.keyOf(record));
        byte[] json = Json.of(parts).toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /**
     * Reads the cursor of a query.
     *
     * @throws InvalidException if it is no cursor, or the cursor of a query with another order
     */
    static Cursor of(RecordQuery<?> query) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(query.cursor());
            try (JsonReader reader =
                    new JsonReader(new java.io.StringReader(new String(json, StandardCharsets.UTF_8)))) {
                return read(reader, query);
            }
        } catch (IllegalArgumentException | InvalidException e) {
            throw new InvalidException(
                    query.isBackwards() ? "/before" : "/after",
                    "is no cursor of this list in this order: take it from the page "
                            + (query.isBackwards() ? "after" : "before"));
        }
    }

    private static Cursor read(JsonReader reader, RecordQuery<?> query) {
        reader.next();
        reader.next();
        require(reader.token() == JsonToken.VALUE_STRING
                && reader.text().equals(query.orders().toString()));
        List<Object> values = new ArrayList<>();
        for (RecordQuery.Order order : query.orders()) {
            reader.next();
            boolean isNull = reader.token() == JsonToken.VALUE_NULL;
            Object value = PropertyValues.read(order.property(), reader);
            require(value != null || (isNull && !order.property().required()));
            values.add(value);
        }
        reader.next();
        require(reader.token() == JsonToken.VALUE_NUMBER_INT);
        long position = Long.parseLong(reader.text());
        reader.next();
        require(reader.token() == JsonToken.VALUE_STRING && KeyRules.isKey(reader.text()));
        String key = reader.text();
        require(reader.next() == JsonToken.END_ARRAY);
        reader.end();
        return new Cursor(values, position, key);
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException();
        }
    }
}
