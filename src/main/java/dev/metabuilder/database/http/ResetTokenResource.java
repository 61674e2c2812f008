package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.security.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Password reset tokens, by username. */
@Path("passwordResetTokens")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ResetTokenResource {

    @Inject
    private Database database;

    @Inject
    private Audit audit;

    @Context
    private UriInfo uri;

    /** Returns the token of each username. */
    @GET
    public String all() {
        return Json.of(database.getPasswordResetTokens()).toString();
    }

    /** Sets the token of a username. */
    @PUT
    @Path("{username}")
    public void set(@PathParam("username") String username, InputStream body) {
        String token = Body.strings(body, "token").get(0);
        database.setPasswordResetToken(Keys.asked(username, uri), token);
        audit.done("setPasswordResetToken", "username", Keys.asked(username, uri));
    }

    /** Deletes the token of a username. */
    @DELETE
    @Path("{username}")
    public void delete(@PathParam("username") String username) {
        database.deletePasswordResetToken(Keys.asked(username, uri));
        audit.done("deletePasswordResetToken", "username", Keys.asked(username, uri));
    }
}
