package dev.metabuilder.database.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets calls in that may wait for the database: so many at once that some of the HTTP threads are always free to say how
 * the server is, and none any more when it stops.
 */
@ApplicationScoped
public class Gate {

    /** The HTTP threads that are for those who watch over the server, and for turning callers away. */
    private static final int RESERVED_THREADS = 8;

    private static final long PATIENCE_SECONDS = 1;

    private final Semaphore room;
    private final int most;

    /** Nobody has left for as long as one waits; then nobody else waits in vain, until somebody leaves. */
    private volatile boolean stuck;

    private volatile boolean closed;

    /** A gate for as many as the configuration says. */
    @Inject
    public Gate(Configuration configuration) {
        most = configuration.httpThreads() - RESERVED_THREADS;
        room = new Semaphore(most);
    }

    /** For the container's proxy. */
    Gate() {
        most = 0;
        room = new Semaphore(0);
    }

    /** Returns whether a call may go on; it then must {@link #leave}. It waits a second at most. */
    public boolean enter() {
        if (closed || (!room.tryAcquire() && !waits())) {
            return false;
        }
        if (closed) {
            leave();
            return false;
        }
        return true;
    }

    private boolean waits() {
        if (stuck) {
            return false;
        }
        try {
            boolean entered = room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            stuck = !entered;
            return entered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A call that was let in has ended. */
    public void leave() {
        if (stuck) {
            stuck = false;
        }
        room.release();
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
        try {
            if (!room.tryAcquire(most, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            room.release(most);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns why no more calls are let in, in words, or null when they are. */
    public String fault() {
        if (closed) {
            return "The server is stopping, and takes no new calls.";
        }
        return stuck ? full() : null;
    }

    /** Returns why a call was turned away, in words. */
    public String refusal() {
        return closed ? "The server is stopping, and takes no new calls." : full();
    }

    private String full() {
        return "The server is at " + most + " calls, as many as may be, and none of them has ended for a second.";
    }
}
