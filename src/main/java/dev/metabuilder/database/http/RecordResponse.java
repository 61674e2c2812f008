package dev.metabuilder.database.http;

import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.RecordVersion;
import dev.metabuilder.database.packages.PackageData;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;

/** A record as an answer: its JSON, and its entity tag. */
final class RecordResponse {

    private RecordResponse() {}

    /** Answers a GET. If the caller's record is still current, the answer has only the tag. */
    static Response read(BaseEntity record, Precondition precondition) {
        precondition.requireMatch(record);
        return precondition.isKnown(record)
                ? Response.notModified(tag(record)).build()
                : written(Response.ok(), record).build();
    }

    /** Adds a record to an answer. */
    static Response.ResponseBuilder written(Response.ResponseBuilder response, BaseEntity record) {
        return response.entity(json(record)).tag(tag(record));
    }

    /** Returns the entity tag of a record. */
    static EntityTag tag(BaseEntity record) {
        return new EntityTag(RecordVersion.of(record));
    }

    static String json(BaseEntity record) {
        return record instanceof PackageData kept ? kept.getData().toString() : Model.json(record);
    }
}
