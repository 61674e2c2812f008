package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What to measure, from system properties. The profile {@code benchmark} in pom.xml has their defaults.
 *
 * @param parts the parts to run, {@code benchmark.only}
 * @param sizes the sizes of imports and exports in records, {@code benchmark.sizes}; the last one is also that of the import
 *     in the part {@code reads}
 * @param large the number of records in the part that runs with little memory, {@code benchmark.large}
 * @param databases the databases, {@code benchmark.databases}
 * @param repetitions how often to measure each import, export and start, {@code benchmark.repetitions}
 * @param requests the kinds of request, by the first words of their names, {@code benchmark.requests}
 * @param slices how often to measure the throughput of each request, for one second each time, {@code benchmark.slices}
 * @param seed the seed of the generated exports, {@code benchmark.seed}
 * @param heap the maximum heap of the server and of the floor, such as 512m, {@code benchmark.heap}
 * @param java more options of the server's JVM, {@code benchmark.java}
 */
record Options(
        List<String> parts,
        List<Integer> sizes,
        int large,
        List<TestDatabase> databases,
        int repetitions,
        List<String> requests,
        int slices,
        long seed,
        String heap,
        List<String> java) {

    static Options read() {
        return new Options(
                list("only", ",", Function.identity()),
                list("sizes", ",", Integer::valueOf),
                number("large"),
                list("databases", ",", name -> TestDatabase.valueOf(name.toUpperCase(Locale.ROOT))),
                number("repetitions"),
                list("requests", ",", Function.identity()),
                number("slices"),
                number("seed"),
                text("heap"),
                list("java", "\\s", Function.identity()));
    }

    /** Returns the options of the server's JVM. */
    List<String> serverJava() {
        return serverJava("-Xmx" + heap);
    }

    /** Returns the options of the server's JVM with another maximum heap. */
    List<String> serverJava(String mostHeap) {
        return Stream.concat(Stream.of(mostHeap), java.stream()).toList();
    }

    int largestSize() {
        return sizes.get(sizes.size() - 1);
    }

    private static String text(String name) {
        String value = System.getProperty("benchmark." + name);
        if (value == null) {
            throw new IllegalArgumentException("The system property benchmark." + name + " is missing.");
        }
        return value.trim();
    }

    private static int number(String name) {
        return Integer.parseInt(text(name));
    }

    private static <T> List<T> list(String name, String separator, Function<String, T> of) {
        return Arrays.stream(text(name).split(separator, -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .map(of)
                .toList();
    }
}
