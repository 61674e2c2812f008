package dev.metabuilder.database.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives places to calls that may wait for the database: to a limited number at once, and to none while the server stops.
 * Calls that may change data have fewer places, because they wait for each other and for imports, and others must still be
 * able to read. They first queue among themselves and then with all others. A thread has the place while it works on the
 * call. A thread that waits for something other than the database, such as a slow caller or its turn to hash, gives up its
 * place meanwhile: {@link #outside}.
 */
@ApplicationScoped
public class AdmissionLimit {

    /** The HTTP threads that stay free for monitoring and for refusing callers. */
    private static final int RESERVED_THREADS = 8;

    static final String STOPPING = "The server is stopping, and takes no new calls.";

    /** The place of the call of a thread, or null if the thread has no call. */
    private static final ThreadLocal<Place> MINE = new ThreadLocal<>();

    private final AdmissionRoom all;
    private final AdmissionRoom changing;

    /** Each call takes a permit from its begin to its end. */
    private final Semaphore begun = new Semaphore(Integer.MAX_VALUE);

    private volatile boolean closed;

    /** The places of a call. */
    private enum Place {
        /** No place at present. */
        NONE,
        /** A place among all calls. */
        ANY,
        /** A place among all calls, and one among calls that may change data. */
        CHANGING
    }

    /** Makes a limit from the configuration. */
    @Inject
    public AdmissionLimit(Configuration configuration) {
        this(configuration.httpThreads());
    }

    /**
     * Makes a limit.
     *
     * @param threads how many threads there are for calls
     */
    public AdmissionLimit(int threads) {
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
     * Gives the call of this thread a place, if there is one; the call must then {@link #end}. It waits for a place for one
     * second. A call that may change data waits longer, as long as other such calls end.
     *
     * @param mayChange whether the call may change data
     * @return null, or the reason why the call is refused
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

    /** Ends the call of this thread. */
    public void end() {
        if (MINE.get() != null) {
            leave();
            MINE.remove();
            begun.release();
        }
    }

    /** Gives up the place of this thread's call, which only needs to send its answer. */
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
     * Does work for the call of this thread that does not need the database, and gives up the call's place meanwhile, if it
     * has one. A call that has begun continues while the server stops. If the work fails, the call has no place afterwards.
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
     * Gives the call of this thread another place, in exchange for the one that it may have. It does nothing if the thread
     * has no call.
     *
     * @param mayChange whether the call may change data
     * @param refused makes the exception if there is no free place
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

    /** Refuses all further calls. */
    public void close() {
        closed = true;
    }

    /** Returns whether it refuses all further calls. */
    public boolean isClosed() {
        return closed;
    }

    /** Waits until all calls have ended that began before {@link #close}; returns whether they have ended in time. */
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

    /** Returns why no call is accepted at present, in words, or null if calls are accepted. */
    public String fault() {
        return closed ? STOPPING : all.isStuck() ? all.full() : null;
    }
}
