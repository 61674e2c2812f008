package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.http.idempotency.Idempotent;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.users.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** The user who owns the installation. */
@Path("superGod")
@ApplicationScoped
@Idempotent
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuperGodResource {

    @Inject
    private Database database;

    @Context
    private HttpHeaders headers;

    @Inject
    private AuditLog auditLog;

    /** Returns the supergod. */
    @GET
    public Response get() {
        User superGod = database.getSuperGod();
        if (superGod == null) {
            throw new NotFoundException("There is no supergod.");
        }
        return RecordResponse.read(superGod, PreconditionHeaders.of(headers));
    }

    /** Transfers the power to another user. */
    @POST
    @Path("transfer")
    public void transfer(InputStream body) {
        List<String> ids = RequestBody.strings(body, "fromUserId", "toUserId");
        database.transferSuperGodPower(ids.get(0), ids.get(1));
        auditLog.done("transferSuperGodPower", "fromUserId", ids.get(0), "toUserId", ids.get(1));
    }
}
