package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.PropertyValues;
import dev.metabuilder.database.model.Section;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** Each record of the collections. */
@Path("{section}/{key}")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RecordResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private AccessGuard accessGuard;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** Returns the record. */
    @GET
    public Response find() {
        Section<?> section = SectionPaths.collection(catalogue, name());
        accessGuard.read(section, key());
        BaseEntity record = database.find(section.model().type(), key());
        if (record != null) {
            return RecordResponse.read(record, PreconditionHeaders.of(headers));
        }
        if (SectionPaths.hasRecords(section)) {
            throw missing(section.model(), key());
        }
        // A package without data.
        PreconditionHeaders.of(headers).requireMatch(null);
        return Response.ok(Json.object().toString()).build();
    }

    static NotFoundException missing(Model<?> model, String key) {
        return new NotFoundException("There is no " + model.name() + " with the key \"" + key + "\".");
    }

    /** Changes the given properties. */
    @PATCH
    public Response update(InputStream body) {
        Section<?> section = SectionPaths.records(catalogue, name(), "PUT", "DELETE");
        Draft<?> changes = RequestBody.changes(body, section.model());
        Precondition precondition = PreconditionHeaders.of(headers);
        BaseEntity record = accessGuard.write(
                section,
                List.of(Operation.of(Kind.UPDATE, key(), changes)),
                () -> database.update(key(), changes, precondition));
        return RecordResponse.written(Response.ok(), record).build();
    }

    /** Adds or replaces the record. */
    @PUT
    public Response put(InputStream body) {
        Section<?> section = SectionPaths.collection(catalogue, name());
        Precondition precondition = PreconditionHeaders.of(headers);
        Outcome<?> outcome;
        if (SectionPaths.hasRecords(section)) {
            Draft<?> draft = RequestBody.record(body, section.model());
            outcome = accessGuard.write(
                    section,
                    List.of(Operation.of(Kind.UPSERT, key(), draft)),
                    () -> database.put(key(), draft, precondition));
        } else {
            Json data = RequestBody.read(body, reader -> (Json) PropertyValues.readRequired(section.value(), reader));
            outcome = database.setPackageData(key(), data, precondition);
        }
        Response.ResponseBuilder response =
                outcome.added() ? Response.created(PathKeys.location(name(), key())) : Response.ok();
        return RecordResponse.written(response, outcome.record()).build();
    }

    /** Carries out operations on the collection. Its path looks like that of a record, so it is in this class. */
    @POST
    @Idempotent(mostBytes = OperationParser.MOST_BYTES)
    public String run(InputStream body) {
        if (!uri.getPathParameters().getFirst("key").equals("bulk")) {
            throw new NotAllowedException("GET", new String[] {"PATCH", "PUT", "DELETE"});
        }
        Section<?> section = SectionPaths.records(catalogue, name(), "PUT", "DELETE");
        List<Operation<?>> operations = new OperationParser(catalogue, section).read(body);
        return OperationParser.json(operations, accessGuard.write(section, operations, () -> database.run(operations)));
    }

    /** Deletes the record. */
    @DELETE
    public void delete() {
        Section<?> section = SectionPaths.collection(catalogue, name());
        Precondition precondition = PreconditionHeaders.of(headers);
        accessGuard.write(section, List.of(Operation.deletion(section.model(), key())), () -> {
            database.delete(section.model().type(), key(), precondition);
            return null;
        });
    }

    private String key() {
        return PathKeys.asked(uri.getPathParameters().getFirst("key"), uri);
    }

    private String name() {
        return uri.getPathParameters().getFirst("section");
    }
}
