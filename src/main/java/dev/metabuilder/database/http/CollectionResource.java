package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.query.Page;
import dev.metabuilder.database.security.RequestAccess;
import dev.metabuilder.database.transfer.ImportSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** The collections of the catalogue; {@link RecordResource} has each of their records. */
@Path("{section}")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectionResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private AccessGuard accessGuard;

    @Inject
    private RequestAccess access;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** Returns all records, in order; or, with any of the parameters of {@link ListParameters}, a page of them. */
    @GET
    public Response list(@Context UriInfo uri) {
        Section<?> section = SectionPaths.collection(catalogue, name());
        if (!ListParameters.isAskedFor(uri)) {
            return ListResponse.of(section + " " + access.limit(), accessGuard.list(section), headers);
        }
        accessGuard.requireAll(section);
        return page(section, uri);
    }

    private <T extends BaseEntity> Response page(Section<T> section, UriInfo uri) {
        ListParameters<T> listing = ListParameters.of(section, uri);
        Page<T> page = database.list(listing.query());
        Response.ResponseBuilder response = Response.ok(listing.json(page));
        PageLinks.of(uri, page.next(), page.previous()).forEach(link -> response.header("Link", link));
        if (listing.isCounted()) {
            response.header("X-Total-Count", database.count(listing.query()));
        }
        return response.build();
    }

    /** Makes the collection equal to the body. */
    @PUT
    public void replace(InputStream body) {
        Section<?> section = SectionPaths.collection(catalogue, name());
        PreconditionHeaders.requireNoneOfList(headers);
        try (ImportSource source = ImportSource.spool(body)) {
            accessGuard.replace(section, () -> database.replace(section, source));
        }
    }

    /** Adds a record. */
    @POST
    public Response add(InputStream body) {
        Section<?> section = SectionPaths.records(catalogue, name(), "PUT");
        Draft<?> draft = RequestBody.record(body, section.model());
        return accessGuard.write(
                section, List.of(Operation.of(Kind.ADD, draft.key(), draft)), () -> add(section, draft));
    }

    private <T extends BaseEntity> Response add(Section<?> section, Draft<T> draft) {
        Outcome<T> outcome =
                section.isAddedOnce() ? database.addIfAbsent(draft) : new Outcome<>(database.add(draft), true);
        Response.ResponseBuilder response = outcome.added()
                ? Response.created(PathKeys.location(name(), Model.keyOf(outcome.record())))
                : Response.ok();
        return RecordResponse.written(response, outcome.record()).build();
    }

    private String name() {
        return uri.getPathParameters().getFirst("section");
    }
}
