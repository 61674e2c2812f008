package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.query.Page;
import dev.metabuilder.database.transfer.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;

/** The collections of the catalogue; {@link RecordResource} has each of their records. */
@Path("{section}")
@ApplicationScoped
@RetrySafe
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectionResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Guard guard;

    @Context
    private UriInfo uri;

    /** Returns all records, in order; or, with any of the parameters of {@link Listing}, a page of them. */
    @GET
    public Response list(@Context UriInfo uri) {
        Section<?> section = Sections.collection(catalogue, name());
        if (!Listing.isAskedFor(uri)) {
            return Response.ok(Streams.of(guard.list(section))).build();
        }
        guard.requireAll(section);
        return page(section, uri);
    }

    private <T extends Row> Response page(Section<T> section, UriInfo uri) {
        Listing<T> listing = Listing.of(section, uri);
        Page<T> page = database.list(listing.query());
        Response.ResponseBuilder response = Response.ok(listing.json(page));
        if (page.next() != null) {
            response.header("Link", Listing.link(uri, page));
        }
        if (listing.isCounted()) {
            response.header("X-Total-Count", database.count(listing.query()));
        }
        return response.build();
    }

    /** Makes the collection equal to what is given. */
    @PUT
    public void replace(InputStream body) {
        Section<?> section = Sections.collection(catalogue, name());
        try (Source source = Source.spool(body)) {
            guard.replace(section, () -> database.replace(section, source));
        }
    }

    /** Adds a record. */
    @POST
    public Response add(InputStream body) {
        Section<?> section = Sections.records(catalogue, name(), "PUT");
        Draft<?> draft = Body.record(body, section.model());
        return guard.write(section, List.of(Operation.of(Kind.ADD, draft.key(), draft)), () -> add(section, draft));
    }

    private <T extends Row> Response add(Section<?> section, Draft<T> draft) {
        Outcome<T> outcome =
                section.isAddedOnce() ? database.addIfAbsent(draft) : new Outcome<>(database.add(draft), true);
        Response.ResponseBuilder response = outcome.added()
                ? Response.created(Keys.location(name(), Model.keyOf(outcome.record())))
                : Response.ok();
        return Answer.written(response, outcome.record()).build();
    }

    private String name() {
        return uri.getPathParameters().getFirst("section");
    }
}
