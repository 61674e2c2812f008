package dev.metabuilder.database.http;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.security.Audit;
import dev.metabuilder.database.security.Authentication;
import dev.metabuilder.database.security.Caller;
import dev.metabuilder.database.security.Permit;
import dev.metabuilder.database.security.Session;
import dev.metabuilder.database.security.SessionCookie;
import dev.metabuilder.database.security.Sessions;
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
import java.util.List;

/** The session of the caller. */
@Path("session")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    /** Nobody is known yet who sends it. */
    private static final long MOST_BYTES = 64L * 1024;

    @Inject
    private Database database;

    @Inject
    private Authentication authentication;

    @Inject
    private Sessions sessions;

    @Inject
    private SessionCookie cookie;

    @Inject
    private Permit permit;

    @Inject
    private Audit audit;

    @Context
    private HttpServletRequest request;

    /** Logs in: begins a session, whose token the answer has as a cookie. */
    @POST
    public Response begin(InputStream body) {
        List<String> given = Body.strings(BodyLimit.limit(body, MOST_BYTES), "username", "password");
        Caller caller = authentication.logIn(given.get(0), given.get(1), request);
        Sessions.Begun begun = sessions.begin(caller, cookie.token(request));
        Session session = begun.session();
        audit.done(caller, "beginSession", "session", session.id());
        return Response.created(URI.create("/api/session"))
                .header(HttpHeaders.SET_COOKIE, cookie.keep(request, begun.token()))
                .entity("{\"user\":" + user(caller) + ",\"expiresAt\":" + session.expiresAt() + "}")
                .build();
    }

    /** Returns who is calling: by a session, or in whichever way. */
    @GET
    public String get() {
        Caller caller = permit.caller();
        StringBuilder json = new StringBuilder("{");
        if (caller.userId() != null) {
            json.append("\"user\":").append(user(caller)).append(',');
        }
        json.append("\"role\":\"").append(NamedEnum.nameOf(caller.role())).append('"');
        if (caller.session() != null) {
            json.append(",\"expiresAt\":").append(caller.session().expiresAt());
        }
        return json.append('}').toString();
    }

    /** Logs out: ends the session that the call belongs to. */
    @DELETE
    public Response end() {
        Session session = permit.caller().session();
        if (session != null && sessions.end(session.userId(), session.id())) {
            audit.done("endSession", "userId", session.userId(), "session", session.id());
        }
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.forget(request))
                .build();
    }

    private String user(Caller caller) {
        User user = database.find(User.class, caller.userId());
        if (user == null) {
            throw Authentication.unknown();
        }
        return Answer.json(user);
    }
}
