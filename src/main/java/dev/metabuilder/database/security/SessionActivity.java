package dev.metabuilder.database.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions that were used, and sessions that were found to have ended, until the database has it. No call waits for that write:
 * on SQLite another writer may take minutes.
 */
@ApplicationScoped
public class SessionActivity {

    private final Map<String, Long> used = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    @Inject
    private SessionStore sessionStore;

    /** Returns when a session was used last, in ms since the Unix epoch, given what the database knows. */
    public long last(String id, long stored) {
        return Math.max(stored, used.getOrDefault(id, 0L));
    }

    /** Takes note that a session is used now. */
    public void note(String id, long now) {
        used.merge(id, now, Math::max);
    }

    /** Takes note that a session has ended, and is to be removed. */
    public void end(String id) {
        ended.add(id);
    }

    /** Returns whether a session is one that has ended, and that is still to be removed. */
    public boolean hasEnded(String id) {
        return ended.contains(id);
    }

    /**
     * Writes down what is known until now, each for itself. What the database does not take is for the next time.
     *
     * @throws dev.metabuilder.database.errors.DatabaseException when there is such
     */
    public synchronized void write() {
        Set.copyOf(ended).forEach(id -> {
            sessionStore.remove(id);
            ended.remove(id);
        });
        Map.copyOf(used).forEach((id, at) -> {
            sessionStore.used(id, at);
            used.remove(id, at);
        });
    }
}
