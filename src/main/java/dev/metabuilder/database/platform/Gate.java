package dev.metabuilder.database.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets calls in that may wait for the database: so many at once that some of the HTTP threads are always free to say how
 * the server is, and none any more when it stops. Of those that may change data fewer are let in, since they wait for each
 * other, and for an import, and others shall read meanwhile.
 */
@ApplicationScoped
public class Gate {

    /** The HTTP threads that are for those who watch over the server, and for turning callers away. */
    private static final int RESERVED_THREADS = 8;

    private static final String STOPPING = "The server is stopping, and takes no new calls.";

    private final Room all;
    private final Room changing;

    private volatile boolean closed;

    /** A gate for as many as the configuration says. */
    @Inject
    public Gate(Configuration configuration) {
        int most = configuration.httpThreads() - RESERVED_THREADS;
        all = new Room(most, "calls");
        changing = new Room(most / 2, "calls that may change data");
    }

    /** For the container's proxy. */
    Gate() {
        all = null;
        changing = null;
    }

    /**
     * Returns whether a call may go on; it then must {@link #leave}. It waits a second for
     * that, and one that may change data as long as others of these leave.
     *
     * @param mayChange whether the call may change data
     */
    public boolean enter(boolean mayChange) {
        if (closed || !all.enter(false)) {
            return false;
        }
        if (mayChange && !changing.enter(true)) {
            all.leave();
            return false;
        }
        if (closed) {
            leave(mayChange);
            return false;
        }
        return true;
    }

    /** A call that was let in has ended. */
    public void leave(boolean mayChange) {
        if (mayChange) {
            changing.leave();
        }
        all.leave();
    }

    /** Lets nobody in any more. */
    public void close() {
        closed = true;
    }

    /** Returns whether nobody is let in any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Waits until all have left a gate that is closed; returns whether they have within the time. */
    public boolean awaitEmpty(Duration limit) {
        return all.awaitEmpty(limit);
    }

    /** Returns why no more calls are let in, whatever they are about, in words, or null when they are. */
    public String fault() {
        return closed ? STOPPING : all.isStuck() ? all.full() : null;
    }

    /** Returns why a call was turned away, in words. */
    public String refusal(boolean mayChange) {
        return closed ? STOPPING : (mayChange && changing.stuck ? changing : all).full();
    }

    /** Places for so many at once. */
    private static final class Room {

        private static final long PATIENCE_SECONDS = 1;

        /** In order, so that nobody waits longer than those before him take. */
        private final Semaphore places;

        private final AtomicLong left = new AtomicLong();
        private final int most;
        private final String who;

        /** One has waited in vain; then nobody else waits, until somebody leaves. */
        private volatile boolean stuck;

        Room(int most, String who) {
            this.places = new Semaphore(most, true);
            this.most = most;
            this.who = who;
        }

        /** Waits a second for a place; while others leave, as long as that takes, if that is wanted. */
        boolean enter(boolean whileOthersLeave) {
            try {
                return places.tryAcquire(0, TimeUnit.SECONDS) || waits(whileOthersLeave);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private boolean waits(boolean whileOthersLeave) throws InterruptedException {
            long before;
            do {
                if (stuck) {
                    return false;
                }
                before = left.get();
                if (places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return true;
                }
            } while (whileOthersLeave && left.get() != before);
            stuck = true;
            return false;
        }

        void leave() {
            left.incrementAndGet();
            if (stuck) {
                stuck = false;
            }
            places.release();
        }

        /** Nobody may come to clear the sign that one waited in vain, when all left at that very moment. */
        boolean isStuck() {
            return stuck && places.availablePermits() == 0;
        }

        boolean awaitEmpty(Duration limit) {
            try {
                if (!places.tryAcquire(most, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
                places.release(most);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        String full() {
            return "The server is at " + most + " " + who
                    + ", as many as may be, and another has waited for a second in vain.";
        }
    }
}
