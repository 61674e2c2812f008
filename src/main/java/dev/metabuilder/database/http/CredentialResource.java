package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.security.LoginThrottle;
import dev.metabuilder.database.users.LoginService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Password hashes, by username. */
@Path("credentials")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CredentialResource {

    @Inject
    private Database database;

    @Inject
    private LoginService loginService;

    @Inject
    private LoginThrottle loginThrottle;

    @Inject
    private AccessGuard accessGuard;

    @Inject
    private AuditLog auditLog;

    @Context
    private UriInfo uri;

    /** Returns the stored hash of each username. */
    @GET
    public String all() {
        return Json.of(database.getCredentials()).toString();
    }

    /** Sets the hash of a username. */
    @PUT
    @Path("{username}")
    public void set(@PathParam("username") String username, InputStream body) {
        String given = RequestBody.strings(body, "passwordHash").get(0);
        String of = PathKeys.asked(username, uri);
        // The hash is slow, so it is computed before any lock is taken.
        String hash = accessGuard.password(of, given);
        accessGuard.writePassword(of, () -> database.setCredential(of, hash));
        auditLog.done("setCredential", "username", of);
    }

    /** Returns whether a password is that of a username. The caller may name the address of the user who logs in. */
    @POST
    @Path("{username}/verify")
    public String verify(
            @PathParam("username") String username,
            @HeaderParam("MetaBuilder-Client-Address") String address,
            InputStream body) {
        String password = RequestBody.strings(body, "password").get(0);
        String of = PathKeys.asked(username, uri);
        try {
            boolean valid = loginThrottle.attempt(
                    of,
                    address,
                    () -> loginService.isProven(of, password),
                    () -> database.verifyCredentials(of, password));
            auditLog.done("login", "username", of, "good", valid);
            return Json.object("valid", valid).toString();
        } catch (ClientErrorException e) {
            auditLog.done("login", "username", of, "good", false, "tooSoon", true);
            throw e;
        }
    }
}
