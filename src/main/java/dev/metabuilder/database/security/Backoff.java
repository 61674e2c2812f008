package dev.metabuilder.database.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Computes how long a caller must wait after failures: not at all after the first few, then a second, and twice as long
 * after each further failure, up to a minute. It forgets callers who have not failed for a while, and the oldest if there
 * are too many.
 */
final class Backoff {

    private static final int MOST = 10_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_SECONDS = 60;
    private static final int MOST_DOUBLINGS = 6;
    private static final long MEMORY = Duration.ofMinutes(15).toNanos();

    private final int free;
    private final LongSupplier nanoTime;

    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    private record Failures(int count, long last, long until) {}

    /**
     * Makes an empty one.
     *
     * @param free how many failures cause no wait
     * @param nanoTime the clock, in ns
     */
    Backoff(int free, LongSupplier nanoTime) {
        this.free = free;
        this.nanoTime = nanoTime;
    }

    /** Returns how many seconds, rounded up, a caller must wait; 0 if not at all. */
    synchronized long secondsToWait(String who) {
        Failures known = failures.get(who);
        long left = known == null ? 0 : known.until - nanoTime.getAsLong();
        return left <= 0 ? 0 : (left + SECOND - 1) / SECOND;
    }

    /** Records a failure. */
    synchronized void failed(String who) {
        long now = nanoTime.getAsLong();
        Failures known = failures.remove(who);
        int count = known == null || now - known.last > MEMORY ? 1 : known.count + 1;
        int over = Math.min(count - free, MOST_DOUBLINGS + 1);
        long seconds = over <= 0 ? 0 : Math.min(LONGEST_SECONDS, 1L << (over - 1));
        failures.put(who, new Failures(count, now, now + seconds * SECOND));
    }

    /** Records a success, and forgets the caller's earlier failures. */
    synchronized void succeeded(String who) {
        long now = nanoTime.getAsLong();
        failures.remove(who);
        failures.put(who, new Failures(0, now, now));
    }

    /** Returns whether a caller's last attempt is known to have succeeded. */
    synchronized boolean hasSucceeded(String who) {
        Failures known = failures.get(who);
        return known != null && known.count == 0;
    }
}
