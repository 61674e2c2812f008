package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.security.RequestAccess;
import dev.metabuilder.database.security.Session;
import dev.metabuilder.database.security.SessionStore;
import dev.metabuilder.database.users.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** The sessions of a user, for the user and for the supergod. */
@Path("users/{key}/sessions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserSessionsResource {

    @Inject
    private Database database;

    @Inject
    private SessionStore sessionStore;

    @Inject
    private AccessGuard accessGuard;

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private AuditLog auditLog;

    @Context
    private UriInfo uri;

    /** Returns the sessions that have not ended, the newest first. */
    @GET
    public String all(@PathParam("key") String key) {
        return Json.of(sessionStore.of(userId(key)).stream().map(this::json).toList())
                .toString();
    }

    private Json json(Session session) {
        Session own = requestAccess.caller().session();
        return Json.object(
                "id", session.id(),
                "createdAt", session.createdAt(),
                "usedAt", session.usedAt(),
                "expiresAt", session.expiresAt(),
                "current", own != null && own.id().equals(session.id()));
    }

    /** Ends all of them. */
    @DELETE
    public void endAll(@PathParam("key") String key) {
        String userId = userId(key);
        auditLog.done("endSessions", "userId", userId, "sessions", sessionStore.endAll(userId));
    }

    /** Ends one of them. */
    @DELETE
    @Path("{id}")
    public void end(@PathParam("key") String key, @PathParam("id") String id) {
        String userId = userId(key);
        if (!sessionStore.end(userId, id)) {
            throw new NotFoundException("The user has no session with the id \"" + id + "\".");
        }
        auditLog.done("endSession", "userId", userId, "session", id);
    }

    private String userId(String key) {
        String userId = PathKeys.asked(key, uri);
        accessGuard.sessions(userId);
        if (database.find(User.class, userId) == null) {
            throw RecordResource.missing(Model.of(User.class), userId);
        }
        return userId;
    }
}
