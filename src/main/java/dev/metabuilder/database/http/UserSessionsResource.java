package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.security.Audit;
import dev.metabuilder.database.security.Permit;
import dev.metabuilder.database.security.Session;
import dev.metabuilder.database.security.Sessions;
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
import java.util.stream.Collectors;

/** The sessions of a user, for the user and for the supergod. */
@Path("users/{key}/sessions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserSessionsResource {

    @Inject
    private Database database;

    @Inject
    private Sessions sessions;

    @Inject
    private Guard guard;

    @Inject
    private Permit permit;

    @Inject
    private Audit audit;

    @Context
    private UriInfo uri;

    /** Returns the sessions that have not ended, the one used last first. */
    @GET
    public String all(@PathParam("key") String key) {
        return sessions.of(userId(key)).stream()
                .map(session -> json(session).toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private Json json(Session session) {
        Session own = permit.caller().session();
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
        audit.done("endSessions", "userId", userId, "sessions", sessions.endAll(userId));
    }

    /** Ends one of them. */
    @DELETE
    @Path("{id}")
    public void end(@PathParam("key") String key, @PathParam("id") String id) {
        String userId = userId(key);
        if (!sessions.end(userId, id)) {
            throw new NotFoundException("The user has no session with the id \"" + id + "\".");
        }
        audit.done("endSession", "userId", userId, "session", id);
    }

    private String userId(String key) {
        String userId = Keys.asked(key, uri);
        guard.sessions(userId);
        if (database.find(User.class, userId) == null) {
            throw RecordResource.missing(Model.of(User.class), userId);
        }
        return userId;
    }
}
