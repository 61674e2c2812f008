package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.http.filter.BodyLimitFilter;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.security.AuditLog;
import dev.metabuilder.database.security.AuthenticationMechanism;
import dev.metabuilder.database.security.Caller;
import dev.metabuilder.database.security.RequestAccess;
import dev.metabuilder.database.security.Session;
import dev.metabuilder.database.security.SessionCookie;
import dev.metabuilder.database.security.SessionStore;
import dev.metabuilder.database.users.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The session of the caller. */
@Path("session")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    /** The limit of a log-in's body, in bytes: its sender is not authenticated yet. */
    private static final long MOST_BYTES = 64L * 1024;

    @Inject
    private Database database;

    @Inject
    private AuthenticationMechanism authenticationMechanism;

    @Inject
    private SessionStore sessionStore;

    @Inject
    private SessionCookie cookie;

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private AuditLog auditLog;

    @Context
    private HttpServletRequest request;

    /** Logs in: begins a session, and sets its token as a cookie. */
    @POST
    public Response begin(InputStream body) {
        List<String> given = RequestBody.strings(BodyLimitFilter.limit(body, MOST_BYTES), "username", "password");
        Caller caller = authenticationMechanism.logIn(given.get(0), given.get(1), request);
        SessionStore.Begun begun = sessionStore.begin(caller, cookie.token(request));
        Session session = begun.session();
        auditLog.done(caller, "beginSession", "session", session.id());
        return Response.created(URI.create("/api/session"))
                .header(HttpHeaders.SET_COOKIE, cookie.keep(request, begun.token()))
                .entity(Json.object("user", user(caller), "expiresAt", session.expiresAt())
                        .toString())
                .build();
    }

    /** Returns the caller, whatever the authentication scheme. */
    @GET
    public String get() {
        Caller caller = requestAccess.caller();
        Map<String, Object> members = new LinkedHashMap<>();
        if (caller.userId() != null) {
            members.put("user", user(caller));
        }
        members.put("role", caller.role());
        if (caller.session() != null) {
            members.put("expiresAt", caller.session().expiresAt());
        }
        return Json.of(members).toString();
    }

    /** Logs out: ends the session of the call. */
    @DELETE
    public Response end() {
        Session session = requestAccess.caller().session();
        if (session != null && sessionStore.end(session.userId(), session.id())) {
            auditLog.done("endSession", "userId", session.userId(), "session", session.id());
        }
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.forget(request))
                .build();
    }

    private Json user(Caller caller) {
        User user = database.find(User.class, caller.userId());
        if (user == null) {
            throw AuthenticationMechanism.unknown();
        }
        return Json.wellFormed(RecordResponse.json(user));
    }
}
