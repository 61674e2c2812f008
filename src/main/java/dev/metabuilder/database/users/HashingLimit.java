package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.AdmissionLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Limits slow hashing: each hash uses a core for some tenths of a second. One core always stays free for other work, and a
 * call that hashes or waits to hash gives its place at the {@link AdmissionLimit} to others.
 */
@ApplicationScoped
public class HashingLimit {

    private static final int MOST_WAITING = 32;
    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore lane =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

    private final AtomicInteger waiting = new AtomicInteger();

    @Inject
    private AdmissionLimit admissionLimit;

    /** For the container. */
    public HashingLimit() {}

    /** Makes one in a process without a server. */
    public HashingLimit(AdmissionLimit admissionLimit) {
        this.admissionLimit = admissionLimit;
    }

    /**
     * Hashes for a caller who waits for the answer.
     *
     * @throws UnavailableException if too many callers wait, or this one has waited for too long
     */
    <R> R soon(Supplier<R> hash) {
        return outside(() -> {
            try {
                boolean room = waiting.incrementAndGet() <= MOST_WAITING;
                if (!room || !lane.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw full();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw full();
            } finally {
                waiting.decrementAndGet();
            }
            return run(hash);
        });
    }

    /**
     * Computes one of many hashes, for example of an import, when the hashes before it are done, however long that takes.
     */
    <R> R inTurn(Supplier<R> hash) {
        lane.acquireUninterruptibly();
        return run(hash);
    }

    private <R> R run(Supplier<R> hash) {
        try {
            return hash.get();
        } finally {
            lane.release();
        }
    }

    /** Does slow work without a place at the admission limit. */
    <R> R outside(Supplier<R> work) {
        return admissionLimit.outside(work, why -> new UnavailableException(why, null));
    }

    private static UnavailableException full() {
        return new UnavailableException(
                "Too many passwords wait to be checked, or this one has waited for " + PATIENCE_SECONDS + " s.", null);
    }
}
