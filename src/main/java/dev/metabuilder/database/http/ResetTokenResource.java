package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.security.AuditLog;
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
    private AuditLog auditLog;

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
        String token = RequestBody.strings(body, "token").get(0);
        database.setPasswordResetToken(PathKeys.asked(username, uri), token);
        auditLog.done("setPasswordResetToken", "username", PathKeys.asked(username, uri));
    }

    /** Deletes the token of a username. */
    @DELETE
    @Path("{username}")
    public void delete(@PathParam("username") String username) {
        database.deletePasswordResetToken(PathKeys.asked(username, uri));
        auditLog.done("deletePasswordResetToken", "username", PathKeys.asked(username, uri));
    }
}
