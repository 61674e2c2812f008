package dev.metabuilder.database.security;

import dev.metabuilder.database.storage.ScheduledTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the uses and ends of sessions until they are written to the database. No call waits for that write: on SQLite
 * another writer may take minutes.
 */
@ApplicationScoped
public class SessionActivity {

    private final Map<String, Long> used = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    @Inject
    private SessionStore sessionStore;

    /**
     * Returns the last use of a session, in ms since the Unix epoch: the stored one, or a later one that is not yet written.
     */
    public long last(String id, long stored) {
        return Math.max(stored, used.getOrDefault(id, 0L));
    }

    /** Records that a session is used now. */
    public void note(String id, long now) {
        used.merge(id, now, Math::max);
    }

    /** Records that a session has ended and must be removed. */
    public void end(String id) {
        ended.add(id);
    }

    /** Returns whether a session has ended but is not yet removed. */
    public boolean hasEnded(String id) {
        return ended.contains(id);
    }

    /**
     * Stores all uses and ends, each in a transaction of its own. The next call tries again what the database has refused.
     *
     * @throws RuntimeException the first failure, if there was one
     */
    public synchronized void write() {
        List<Runnable> writes = new ArrayList<>();
        Set.copyOf(ended)
                .forEach(id -> writes.add(() -> {
                    sessionStore.remove(id);
                    ended.remove(id);
                }));
        Map.copyOf(used)
                .forEach((id, at) -> writes.add(() -> {
                    sessionStore.used(id, at);
                    used.remove(id, at);
                }));
        ScheduledTask.runEach(writes);
    }
}
