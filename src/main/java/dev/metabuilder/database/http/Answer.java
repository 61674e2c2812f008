package dev.metabuilder.database.http;

import dev.metabuilder.database.model.Condition;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.model.Tag;
import dev.metabuilder.database.packages.PackageData;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;

/** A record as an answer: its JSON, and its entity tag. */
final class Answer {

    private Answer() {}

    /** Answers a GET: with nothing but the tag when the caller has the record already. */
    static Response read(Row record, Condition condition) {
        condition.requireMatch(record);
        return condition.isKnown(record)
                ? Response.notModified(tag(record)).build()
                : written(Response.ok(), record).build();
    }

    /** Puts a record into an answer. */
    static Response.ResponseBuilder written(Response.ResponseBuilder response, Row record) {
        return response.entity(json(record)).tag(tag(record));
    }

    /** Returns the entity tag of a record. */
    static EntityTag tag(Row record) {
        return new EntityTag(Tag.of(record));
    }

    @SuppressWarnings("unchecked")
    static <T extends Row> String json(T record) {
        if (record instanceof PackageData kept) {
            return kept.getData().toString();
        }
        StringBuilder out = new StringBuilder();
        ((Model<T>) Model.of(record.getClass())).write(out, record);
        return out.toString();
    }
}
