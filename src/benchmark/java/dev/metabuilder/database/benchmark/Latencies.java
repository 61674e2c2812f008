package dev.metabuilder.database.benchmark;

import java.util.Arrays;

/** How long each of many requests took. Not thread-safe. */
final class Latencies {

    private static final double NANOS_OF_A_MILLI = 1e6;

    private long[] nanos = new long[1_024];
    private int count;
    private boolean sorted;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    void add(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** Returns the milliseconds within which this percentage of the requests was answered. */
    double percentile(double percent) {
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int index = (int) Math.ceil(percent / 100 * count) - 1;
        return count == 0 ? Double.NaN : nanos[Math.max(0, index)] / NANOS_OF_A_MILLI;
    }
}
