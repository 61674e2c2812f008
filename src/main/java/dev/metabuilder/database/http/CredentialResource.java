package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.model.Json;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** Password hashes, by username. */
@Path("credentials")
@RequestScoped
@RetrySafe
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CredentialResource {

    @Inject
    private Database database;

    @QueryParam("key")
    private String keyParameter;

    /** Returns the stored hash of each username. */
    @GET
    public String all() {
        return Json.of(database.getCredentials()).toString();
    }

    /** Sets the hash of a username. */
    @PUT
    @Path("{username}")
    public void set(@PathParam("username") String username, InputStream body) {
        String hash = Body.strings(body, "passwordHash").get(0);
        database.setCredential(Keys.of(username, keyParameter), hash);
    }

    /** Tells whether a password is the one of a username. */
    @POST
    @Path("{username}/verify")
    public String verify(@PathParam("username") String username, InputStream body) {
        String password = Body.strings(body, "password").get(0);
        boolean valid = database.verifyCredentials(Keys.of(username, keyParameter), password);
        return Json.object("valid", valid).toString();
    }
}
