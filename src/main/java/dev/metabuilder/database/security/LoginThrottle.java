package dev.metabuilder.database.security;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.Configuration;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Throttles password guessing: by user and address, so that nobody can lock a user out from another address, and by address,
 * against a caller who tries many users. A user who has just logged in from an address does not wait because of others'
 * failures there. Log-ins of one user from one address run one after the other, and one caller can't fill the queue.
 */
@ApplicationScoped
public class LoginThrottle {

    private static final int MOST = 32;
    private static final int MOST_OF_ONE = MOST / 4;
    private static final long PATIENCE_SECONDS = 5;

    @Inject
    private Configuration configuration;

    @Inject
    private AdmissionLimit admissionLimit;

    /** The number of entries of each caller in the queue. */
    private final Map<String, Integer> queue = new HashMap<>();

    private int queued;

    /** The keys with running work, each with the number of threads that work or wait. */
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    private Backoff perUser;
    private Backoff perAddress;

    private record Turn(Semaphore free, int wanted) {}

    @PostConstruct
    void prepare() {
        perUser = new Backoff(configuration.loginFailures(), System::nanoTime);
        perAddress = new Backoff(configuration.loginFailuresPerAddress(), System::nanoTime);
    }

    /**
     * Attempts a log-in, unless it is too soon after failures.
     *
     * @param address the address of the caller, or null if unknown
     * @param proven returns, without hashing, whether the password was verified recently
     * @param logIn returns whether the password is right
     * @return whether the password is right
     * @throws ClientErrorException with status 429 if it is too soon; the password is then not checked
     * @throws UnavailableException if too many callers log in
     */
    public boolean attempt(String username, String address, BooleanSupplier proven, BooleanSupplier logIn) {
        String from = address == null ? null : ClientAddress.network(address);
        String user = (KeyRules.isKey(username) ? username : "") + "\n" + from;
        requireNotTooSoon(user, from);
        if (proven.getAsBoolean()) {
            perUser.succeeded(user);
            return true;
        }
        return slowly(user, from, () -> {
            // The attempts before this one may have failed meanwhile.
            requireNotTooSoon(user, from);
            boolean good = logIn.getAsBoolean();
            if (good) {
                perUser.succeeded(user);
            } else {
                perUser.failed(user);
                if (from != null) {
                    perAddress.failed(from);
                }
            }
            return good;
        });
    }

    private void requireNotTooSoon(String user, String from) {
        boolean alone = from == null || perUser.hasSucceeded(user);
        long seconds = Math.max(perUser.secondsToWait(user), alone ? 0 : perAddress.secondsToWait(from));
        if (seconds > 0) {
            throw tooSoon(seconds);
        }
    }

    /**
     * Does work that hashes, one after the other for each key.
     *
     * @param who the caller, who may have only a few entries in the queue, or null if unknown
     * @throws UnavailableException if the queue is full, or the turn does not come in time
     */
    public <R> R slowly(String key, String who, Supplier<R> work) {
        enqueue(who);
        Turn turn = turns.compute(
                key,
                (of, known) -> known == null
                        ? new Turn(new Semaphore(1, true), 1)
                        : new Turn(known.free(), known.wanted() + 1));
        try {
            take(turn.free());
            try {
                return work.get();
            } finally {
                turn.free().release();
            }
        } finally {
            turns.computeIfPresent(
                    key, (of, known) -> known.wanted() == 1 ? null : new Turn(known.free(), known.wanted() - 1));
            dequeue(who);
        }
    }

    private void take(Semaphore free) {
        boolean taken = free.tryAcquire()
                || admissionLimit.outside(
                        () -> {
                            try {
                                return free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                return false;
                            }
                        },
                        why -> {
                            free.release();
                            return new UnavailableException(why, null);
                        });
        if (!taken) {
            throw full();
        }
    }

    private synchronized void enqueue(String who) {
        if (queued == MOST || (who != null && queue.getOrDefault(who, 0) == MOST_OF_ONE)) {
            throw full();
        }
        queued++;
        queue.merge(String.valueOf(who), 1, Integer::sum);
    }

    private synchronized void dequeue(String who) {
        queued--;
        queue.computeIfPresent(String.valueOf(who), (of, count) -> count == 1 ? null : count - 1);
    }

    private static UnavailableException full() {
        return new UnavailableException(
                "Too many log-ins wait; the limit is " + MOST + ", of one caller " + MOST_OF_ONE
                        + ". Try again in a moment.",
                null);
    }

    private static ClientErrorException tooSoon(long seconds) {
        return new ClientErrorException(Response.status(Status.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build());
    }
}
