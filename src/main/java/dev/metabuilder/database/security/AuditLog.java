package dev.metabuilder.database.security;

import dev.metabuilder.database.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Who has done what and when: a line of JSON for each in the log {@code dev.metabuilder.audit}. No line has a secret. */
@ApplicationScoped
public class AuditLog {

    private static final Logger LOG = Logger.getLogger("dev.metabuilder.audit");
    private static final int MOST_CHARACTERS = 512;

    @Inject
    private HttpServletRequest request;

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private ClientAddress addresses;

    /**
     * Records what the present caller has done.
     *
     * @param event what
     * @param details names and values in turn, such as how many records
     */
    public void done(String event, Object... details) {
        begin(event).done(details);
    }

    /** Returns what records that the present caller has done something, also from another thread. */
    public Entry begin(String event) {
        String who = requestAccess.caller().identity();
        String address = addresses.of(request);
        String id = RequestId.of(request);
        return details -> write(who, address, id, event, details);
    }

    /** Records what somebody has done who has only just said, in the body of the request, who that is. */
    public void done(Caller caller, String event, Object... details) {
        write(caller.identity(), addresses.of(request), RequestId.of(request), event, details);
    }

    /** Records what the operator has done by a command, in the same way. */
    public void operator(String event, Object... details) {
        write("operator", "", "", event, details);
    }

    /** Something that is being done. */
    @FunctionalInterface
    public interface Entry {

        /** Records that it is done, with names and values in turn. */
        void done(Object... details);
    }

    /**
     * Records that somebody has logged in, or tried to, with names and values in turn.
     *
     * @param username the name that was given
     * @param caller who that is; null when the log-in failed
     */
    void login(HttpServletRequest of, String username, Caller caller, Object... details) {
        List<Object> all = new ArrayList<>(List.of("username", cut(username), "good", caller != null));
        all.addAll(List.of(details));
        String who = (caller == null ? Caller.NOBODY : caller).identity();
        write(who, addresses.of(of), RequestId.of(of), "login", all.toArray());
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    }

    private static void write(String who, String address, String id, String event, Object... details) {
        List<Object> line = new ArrayList<>(List.of("time", Instant.now().toString(), "event", event));
        line.addAll(List.of("who", cut(who), "address", address, "request", id));
        line.addAll(List.of(details));
        // Without parameters: the text is logged as it is. JSON leaves no line break in it.
        LOG.info(Json.object(line.toArray()).toString());
    }
}
