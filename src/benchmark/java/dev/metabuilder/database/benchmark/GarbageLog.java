package dev.metabuilder.database.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a JVM's log of its collector says of the heap: it costs the JVM nothing, and misses no peak. */
final class GarbageLog {

    private static final Pattern PAUSE =
            Pattern.compile("\\[(\\d+)ms\\] GC\\(\\d+\\) Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\) ([\\d.]+)ms");
    private static final long MEGABYTE = 1L << 20;

    private final Path file;

    GarbageLog(Path file) {
        this.file = file;
    }

    /**
     * A collection.
     *
     * @param millis when, since the epoch
     * @param before bytes in use before it
     * @param after bytes in use after it
     */
    record Collection(long millis, long before, long after) {}

    /**
     * The collections of a while.
     *
     * @param all in order
     */
    record Heap(List<Collection> all) {

        /** The most bytes that were in use; 0 when nothing was collected. */
        long peak() {
            return all.stream().mapToLong(Collection::before).max().orElse(0);
        }

        /** The bytes that stayed in use after the last collection; 0 when nothing was collected. */
        long last() {
            return all.isEmpty() ? 0 : all.get(all.size() - 1).after();
        }

        /**
         * The least bytes that stayed in use after a collection, of those that fall into a part of the while from 0 to 1:
         * what is kept for good raises it, what a collection only has not got to yet does not.
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

    /** What was collected from a moment on. */
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
