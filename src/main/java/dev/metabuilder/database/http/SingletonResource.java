package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Precondition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** The models that have at most one record. */
@Path("{section: appConfig|smtpConfig}")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SingletonResource {

    @Inject
    private Database database;

    @Inject
    private Catalogue catalogue;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** Returns the record. */
    @GET
    public Response get() {
        BaseEntity record = database.findOnly(model().type());
        if (record == null) {
            throw new NotFoundException("There is no " + model().name() + ".");
        }
        return RecordResponse.read(record, PreconditionHeaders.of(headers));
    }

    /** Sets or replaces the record. */
    @PUT
    public Response set(InputStream body) {
        Precondition precondition = PreconditionHeaders.of(headers);
        BaseEntity record = database.putOnly(RequestBody.record(body, model()), precondition);
        return Response.noContent().tag(RecordResponse.tag(record)).build();
    }

    /** Deletes the record. */
    @DELETE
    public void delete() {
        database.deleteOnly(model().type(), PreconditionHeaders.of(headers));
    }

    private Model<?> model() {
        return catalogue.section(name()).model();
    }

    private String name() {
        return uri.getPathParameters().getFirst("section");
    }
}
