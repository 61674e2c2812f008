package dev.metabuilder.database.platform;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A limited number of places. */
final class AdmissionRoom {

    private static final long PATIENCE_SECONDS = 1;

    /** Fair, so that callers get places in the order of their arrival. */
    private final Semaphore places;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong left = new AtomicLong();
    private final int most;
    private final int mostWaiting;
    private final String who;

    /** Whether a caller has waited without success. Then nobody else waits until somebody leaves. */
    private volatile boolean stuck;

    AdmissionRoom(int most, int mostWaiting, String who) {
        this.places = new Semaphore(most, true);
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.who = who;
    }

    /** Waits for a place for one second, or, if wanted, as long as others leave; returns why there is none, or null. */
    String enter(boolean whileOthersLeave) {
        try {
            if (places.tryAcquire(0, TimeUnit.SECONDS)) {
                return null;
            }
            try {
                return waiting.incrementAndGet() > mostWaiting
                        ? "The server has reached its limit of " + most + " " + who + ", and too many others wait."
                        : waits(whileOthersLeave) ? null : full();
            } finally {
                waiting.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AdmissionLimit.STOPPING;
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

    /** Returns the flag. If all callers left while it was being set, nobody has cleared it, but there are free places. */
    boolean isStuck() {
        return stuck && places.availablePermits() == 0;
    }

    String full() {
        return "The server has reached its limit of " + most + " " + who
                + ", and another call has already waited for one second without success.";
    }
}
