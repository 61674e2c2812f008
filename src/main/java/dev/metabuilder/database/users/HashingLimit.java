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
 * Limits slow hashes, each of which takes a core for some tenths of a second: one core is always left free for everything else,
 * and a call that hashes or waits for it has no place at the {@link AdmissionLimit}.
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

    /**
     * Hashes for one who waits for the answer.
     *
     * @throws UnavailableException when too many wait, or have waited for too long
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

    /** Hashes one of many, such as an import brings, as soon as those before it are done, however long that takes. */
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

    /** Does what takes long without a place. */
    <R> R outside(Supplier<R> work) {
        return admissionLimit.outside(work, why -> new UnavailableException(why, null));
    }

    private static UnavailableException full() {
        return new UnavailableException(
                "Too many passwords wait to be checked, or this one has waited for " + PATIENCE_SECONDS + " s.", null);
    }
}
