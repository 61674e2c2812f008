package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.EmbeddedMysql;
import dev.metabuilder.database.testing.EmbeddedPostgres;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** The benchmark's main class: runs the parts that the {@link Options} name, on each database, and reports the results. */
final class Benchmark {

    /** A part of the benchmark. */
    @FunctionalInterface
    private interface Part {
        void run(Options options, Results results) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("startup", StartUp::run);
        PARTS.put("commands", CommandSpeed::run);
        PARTS.put("requests", RequestSpeed::run);
        PARTS.put("transfer", Transfers::run);
        PARTS.put("reads", ReadsDuringImport::run);
        PARTS.put("large", LargeFile::run);
        PARTS.put("visit", FirstVisit::run);
    }

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.read();
        if (!PARTS.keySet().containsAll(options.parts())) {
            throw new IllegalArgumentException("benchmark.only must name some of " + PARTS.keySet());
        }
        Files.createDirectories(Folders.TARGET.resolve("benchmark"));
        if (options.databases().contains(TestDatabase.POSTGRESQL)) {
            EmbeddedPostgres.runDurably();
        }
        EmbeddedMysql.runDurably();
        Results results = new Results(options);
        for (String part : options.parts()) {
            say("Part " + part);
            PARTS.get(part).run(options, results);
            results.save();
        }
    }

    /** Reports progress on the standard error, apart from the results. */
    static void say(String progress) {
        System.err.println(progress);
    }
}
