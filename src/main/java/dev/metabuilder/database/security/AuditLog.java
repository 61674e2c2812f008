package dev.metabuilder.database.security;

import dev.metabuilder.database.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/**
 * Records who has done what and when, as lines of JSON in the log {@code dev.metabuilder.audit}. No line contains a secret.
 */
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
     * Records an event of the present caller.
     *
     * @param event the name of the event
     * @param details alternating names and values, such as how many records
     */
    public void done(String event, Object... details) {
        begin(event).done(details);
    }

    /** Begins an entry of the present caller, which another thread may complete. */
    public Entry begin(String event) {
        String who = requestAccess.caller().identity();
        String address = addresses.of(request);
        String id = RequestId.of(request);
        return details -> write(who, address, id, event, details);
    }

    /** Records an event of a caller whom only the body of the request has identified. */
    public void done(Caller caller, String event, Object... details) {
        write(caller.identity(), addresses.of(request), RequestId.of(request), event, details);
    }

    /** Records a command of the operator. */
    public static void operator(String event, Object... details) {
        write("operator", "", "", event, details);
    }

    /** An entry that has been begun. */
    @FunctionalInterface
    public interface Entry {

        /** Records the event, with alternating names and values. */
        void done(Object... details);
    }

    /**
     * Records a log-in, or the attempt, with alternating names and values.
     *
     * @param username the given name
     * @param caller the caller, or null if the log-in failed
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
        // Without parameters the logger does not change the text. JSON escapes line breaks.
        LOG.info(Json.object(line.toArray()).toString());
    }
}
