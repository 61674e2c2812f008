package dev.metabuilder.database.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the use of the heap from a JVM's garbage collection log, which costs the JVM nothing and misses no peak. */
final class GarbageLog {

    private static final Pattern PAUSE =
            Pattern.compile("\\[(\\d+)ms\\] GC\\(\\d+\\) Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\) ([\\d.]+)ms");
    private static final long MEGABYTE = 1L << 20;

    private final Path file;

    GarbageLog(Path file) {
        this.file = file;
    }

    /**
     * One garbage collection.
     * @param millis its time, in milliseconds since the epoch
     * @param before the bytes in use before it
     * @param after the bytes in use after it
     */
    record Collection(long millis, long before, long after) {}

    /**
     * The garbage collections in a period.
     *
     * @param all the collections, in order
     */
    record Heap(List<Collection> all) {

        /** Returns the most bytes that were in use; 0 when there was no collection. */
        long peak() {
            return all.stream().mapToLong(Collection::before).max().orElse(0);
        }

        /** Returns the bytes in use after the last collection; 0 when there was no collection. */
        long last() {
            return all.isEmpty() ? 0 : all.get(all.size() - 1).after();
        }

        /**
         * Returns the fewest bytes in use after any collection within a part of the period, which lasts from 0 to 1. Objects
         * that stay reachable raise this number; garbage that a collection has not reached yet does not.
         */
        long least(double from, double to) {
            if (all.isEmpty()) {
                return 0;
            }
            long start = all.get(0).millis();
            double length = Math.max(1, all.get(all.size() - 1).millis() - start);
            return all.stream()
                    .filter(c -> (c.millis() - start) / length >= from && (c.millis() - start) / length <= to)
                    .mapToLong(Collection::after)
                    .min()
                    .orElse(0);
        }
    }

    /** Returns the collections since a moment. */
    Heap since(long millis) throws IOException {
        try (var lines = Files.lines(file)) {
            return new Heap(lines.map(PAUSE::matcher)
                    .filter(matcher -> matcher.find() && Long.parseLong(matcher.group(1)) >= millis)
                    .map(matcher -> new Collection(
                            Long.parseLong(matcher.group(1)),
                            Long.parseLong(matcher.group(2)) * MEGABYTE,
                            Long.parseLong(matcher.group(3)) * MEGABYTE))
                    .toList());
        }
    }
}
