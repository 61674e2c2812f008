package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Condition;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Row;
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
@RetrySafe
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RecordResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Guard guard;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** Returns the record. */
    @GET
    public Response find() {
        Section<?> section = Sections.collection(catalogue, name());
        guard.read(section, key());
        Row record = database.find(section.model().type(), key());
        if (record != null) {
            return Answer.read(record, Conditions.of(headers));
        }
        if (Sections.hasRecords(section)) {
            throw missing(section.model(), key());
        }
        // A package of which nothing is kept.
        Conditions.of(headers).requireMatch(null);
        return Response.ok(Json.object().toString()).build();
    }

    static NotFoundException missing(Model<?> model, String key) {
        return new NotFoundException("There is no " + model.name() + " with the key \"" + key + "\".");
    }

    /** Changes the properties given. */
    @PATCH
    public Response update(InputStream body) {
        Section<?> section = Sections.records(catalogue, name(), "PUT", "DELETE");
        Draft<?> changes = Body.changes(body, section.model());
        Condition condition = Conditions.of(headers);
        Row record = guard.write(
                section,
                List.of(Operation.of(Kind.UPDATE, key(), changes)),
                () -> database.update(key(), changes, condition));
        return Answer.written(Response.ok(), record).build();
    }

    /** Makes the record be as given, new or not. */
    @PUT
    public Response put(InputStream body) {
        Section<?> section = Sections.collection(catalogue, name());
        Condition condition = Conditions.of(headers);
        Outcome<?> outcome;
        if (Sections.hasRecords(section)) {
            Draft<?> draft = Body.record(body, section.model());
            outcome = guard.write(
                    section,
                    List.of(Operation.of(Kind.UPSERT, key(), draft)),
                    () -> database.put(key(), draft, condition));
        } else {
            Json data = Body.read(body, reader -> (Json) Draft.value(section.value(), reader));
            outcome = database.setPackageData(key(), data, condition);
        }
        Response.ResponseBuilder response =
                outcome.added() ? Response.created(Keys.location(name(), key())) : Response.ok();
        return Answer.written(response, outcome.record()).build();
    }

    /** Carries out operations on the collection; this is no record's route, and yet its path is as that of one. */
    @POST
    @RetrySafe(mostBytes = Operations.MOST_BYTES)
    public String run(InputStream body) {
        if (!uri.getPathParameters().getFirst("key").equals("bulk")) {
            throw new NotAllowedException("GET", new String[] {"PATCH", "PUT", "DELETE"});
        }
        Section<?> section = Sections.records(catalogue, name(), "PUT", "DELETE");
        List<Operation<?>> operations = new Operations(catalogue, section).read(body);
        return Operations.json(operations, guard.write(section, operations, () -> database.run(operations)));
    }

    /** Deletes the record. */
    @DELETE
    public void delete() {
        Section<?> section = Sections.collection(catalogue, name());
        Condition condition = Conditions.of(headers);
        guard.write(section, List.of(Operation.deletion(section.model(), key())), () -> {
            database.delete(section.model().type(), key(), condition);
            return null;
        });
    }

    private String key() {
        return Keys.asked(uri.getPathParameters().getFirst("key"), uri);
    }

    private String name() {
        return uri.getPathParameters().getFirst("section");
    }
}
