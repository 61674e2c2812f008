package dev.metabuilder.database.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives places to calls that may wait for the database: to a limited number at once, and to none when the server stops. Fewer
 * places are for calls that may change data, because these wait for each other and for imports, and others must still be able
 * to read; they first queue among themselves and then with all others. A thread holds the place while it works on the call. A
 * thread that waits for something other than the database, a caller or its turn to hash, gives its place up meanwhile: {@link
 * #outside}.
 */
@ApplicationScoped
public class AdmissionLimit {

    /** The HTTP threads that are for those who watch over the server, and for turning callers away. */
    private static final int RESERVED_THREADS = 8;

    static final String STOPPING = "The server is stopping, and takes no new calls.";

    /** What the call that a thread works for has; null where it works for none. */
    private static final ThreadLocal<Place> MINE = new ThreadLocal<>();

    private final AdmissionRoom all;
    private final AdmissionRoom changing;

    /** A permit less for each call between its begin and its end. */
    private final Semaphore begun = new Semaphore(Integer.MAX_VALUE);

    private volatile boolean closed;

    /** The places of a call. */
    private enum Place {
        /** None just now. */
        NONE,
        /** One among all. */
        ANY,
        /** One among all, and one among those that may change data. */
        CHANGING
    }

    /** A gate for as many as the configuration says. */
    @Inject
    public AdmissionLimit(Configuration configuration) {
        this(configuration.httpThreads());
    }

    AdmissionLimit(int threads) {
        int most = threads - RESERVED_THREADS;
        all = new AdmissionRoom(most, threads / 2, "calls");
        changing = new AdmissionRoom(most / 2, threads, "calls that may change data");
    }

    /** For the container's proxy. */
    AdmissionLimit() {
        all = null;
        changing = null;
    }

    /**
     * Gives the call of this thread a place, unless there is none; if it has one, the call must {@link #end}. It waits a second
     * for that, and one that may change data as long as others of these end.
     *
     * @param mayChange whether the call may change data
     * @return null, or in words why the call is turned away
     */
    public String begin(boolean mayChange) {
        if (closed || !begun.tryAcquire()) {
            return STOPPING;
        }
        String refusal = enter(mayChange ? Place.CHANGING : Place.ANY);
        if (refusal == null && closed) {
            refusal = STOPPING;
            leave();
        }
        if (refusal != null) {
            MINE.remove();
            begun.release();
        }
        return refusal;
    }

    /** The call of this thread has ended. */
    public void end() {
        if (MINE.get() != null) {
            leave();
            MINE.remove();
            begun.release();
        }
    }

    /** The call of this thread needs no place any more: what is left of it is to send its answer. */
    public void leave() {
        Place place = MINE.get();
        if (place == Place.ANY || place == Place.CHANGING) {
            MINE.set(Place.NONE);
            all.leave();
            if (place == Place.CHANGING) {
                changing.leave();
            }
        }
    }

    private String enter(Place place) {
        String refusal = place == Place.CHANGING ? changing.enter(true) : null;
        if (refusal == null) {
            refusal = all.enter(false);
            if (refusal != null && place == Place.CHANGING) {
                changing.leave();
            }
        }
        MINE.set(refusal == null ? place : Place.NONE);
        return refusal;
    }

    /**
     * Does something for the call of this thread that does not need the database, and gives up the place meanwhile, if it has
     * one. What has begun goes on when the server stops. When the work fails, the call has no place any more.
     *
     * @param refused makes the exception if there is no free place afterwards
     */
    public <R> R outside(Supplier<R> work, Function<String, RuntimeException> refused) {
        Place place = MINE.get();
        if (place == null || place == Place.NONE) {
            return work.get();
        }
        leave();
        R result = work.get();
        enter(place, refused);
        return result;
    }

    /**
     * Gives the call of this thread another place in exchange for the one that it may have; if the thread works for no call,
     * nothing happens.
     *
     * @param mayChange whether the call may change data
     * @param refused makes what is thrown when there is none
     */
    public void enter(boolean mayChange, Function<String, RuntimeException> refused) {
        if (MINE.get() != null) {
            leave();
            enter(mayChange ? Place.CHANGING : Place.ANY, refused);
        }
    }

    private void enter(Place place, Function<String, RuntimeException> refused) {
        String refusal = enter(place);
        if (refusal != null) {
            throw refused.apply(refusal);
        }
    }

    /** Lets nobody in any more. */
    public void close() {
        closed = true;
    }

    /** Returns whether nobody is let in any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Waits until all calls have ended that a closed gate has let in before; returns whether they have within the time. */
    public boolean awaitEmpty(Duration limit) {
        try {
            if (!begun.tryAcquire(Integer.MAX_VALUE, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            begun.release(Integer.MAX_VALUE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns why no more calls are let in, whatever they are about, in words, or null when they are. */
    public String fault() {
        return closed ? STOPPING : all.isStuck() ? all.full() : null;
    }
}
