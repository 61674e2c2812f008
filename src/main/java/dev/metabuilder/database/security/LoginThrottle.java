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
 * Throttles those who guess passwords: by user and address, so that nobody locks a user out from elsewhere, and by address,
 * against one who tries many users. A user who has just logged in from an address does not wait for the failures of others
 * there. Log-ins of one user from one address run one after the other, and one caller cannot fill the queue of all.
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

    /** Who is in the queue, each as often as he is. */
    private final Map<String, Integer> queue = new HashMap<>();

    private int queued;

    /** Those of whom one is at it, and how many want to be. */
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
     * Lets somebody log in, if that is not too soon.
     *
     * @param address where the attempt comes from; null when that is not known
     * @param proven tells at once whether it is known to be the right password
     * @param logIn tells whether it is the right password
     * @return what they told
     * @throws ClientErrorException with status 429 when it is too soon; then nothing was tried
     * @throws UnavailableException when too many log in
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
            // Those before may have failed.
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
     * Does something that hashes, one after the other for each key.
     *
     * @param who on whose account, of whom a few may be in the queue; null for one of whom that is not known
     * @throws UnavailableException when too many do
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
