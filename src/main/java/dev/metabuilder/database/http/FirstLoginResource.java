package dev.metabuilder.database.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.Database;
import dev.metabuilder.database.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** The first-login flags, by username. */
@Path("firstLoginFlags")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FirstLoginResource {

    @Inject
    private Database database;

    @Context
    private UriInfo uri;

    /** Returns the flag of each username. */
    @GET
    public String all() {
        return Json.of(database.getFirstLoginFlags()).toString();
    }

    /** Sets the flag of a username. */
    @PUT
    @Path("{username}")
    public void set(@PathParam("username") String username, InputStream body) {
        boolean flag = RequestBody.read(body, reader -> {
            if (!reader.token().isBoolean()) {
                reader.problem("must be true or false");
                reader.skip();
            }
            return reader.token() == JsonToken.VALUE_TRUE;
        });
        database.setFirstLoginFlag(PathKeys.asked(username, uri), flag);
    }
}
