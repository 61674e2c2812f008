package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What to measure, from system properties.
 *
 * @param parts which parts, {@code benchmark.only}
 * @param sizes of imports and exports in records, {@code benchmark.sizes}
 * @param databases {@code benchmark.databases}
 * @param repetitions how often each import and export is measured, {@code benchmark.repetitions}
 * @param seed of the generated exports, {@code benchmark.seed}
 * @param java the options of the server's JVM, {@code benchmark.java}
 */
record Options(
        List<String> parts,
        List<Integer> sizes,
        List<TestDatabase> databases,
        int repetitions,
        long seed,
        List<String> java) {

    static Options read() {
        return new Options(
                list("benchmark.only", "transfer,requests,reads,startup", Function.identity()),
                list("benchmark.sizes", "1000,10000,100000", Integer::valueOf),
                list(
                        "benchmark.databases",
                        "sqlite,postgresql",
                        name -> TestDatabase.valueOf(name.toUpperCase(Locale.ROOT))),
                Integer.getInteger("benchmark.repetitions", 5),
                Long.getLong("benchmark.seed", 1L),
                list("benchmark.java", "-Xmx512m", Function.identity()));
    }

    private static <T> List<T> list(String property, String otherwise, Function<String, T> of) {
        String value = System.getProperty(property, "");
        return Arrays.stream((value.isBlank() ? otherwise : value).split("[,\\s]+", -1))
                .filter(item -> !item.isEmpty())
                .map(of)
                .toList();
    }
}
