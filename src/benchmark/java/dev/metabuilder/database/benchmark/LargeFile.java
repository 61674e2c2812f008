package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Measures a file much larger than the heap: an import, an export, and imports that fail on their last record. */
final class LargeFile {

    private static final double MEGABYTE = 1 << 20;
    private static final String HEAP = "-Xmx256m";

    private final Subject server;
    private final Results.Table table;

    private LargeFile(Subject server, Results.Table table) {
        this.server = server;
        this.table = table;
    }

    /** Requests to the server. */
    @FunctionalInterface
    private interface Work {
        void over(Http http) throws IOException;
    }

    static void run(Options options, Results results) throws IOException, SQLException {
        Path folder = Folders.TARGET.resolve("benchmark");
        Path file = folder.resolve("export.json");
        Path faulty = folder.resolve("faulty-export.json");
        Path exported = folder.resolve("exported.json");
        for (TestDatabase kind : options.databases()) {
            GeneratedExport.write(file, options.seed(), options.large(), Fault.NONE);
            var table = results.table(
                    "%,d records with %s, %s".formatted(options.large(), HEAP, kind.id()),
                    "operation",
                    "megabytes",
                    "floorSeconds",
                    "seconds",
                    "ratio",
                    "heapPeakMegabytes",
                    "heapKeptFirstHalfMegabytes",
                    "heapKeptSecondHalfMegabytes",
                    "residentPeakMegabytes");
            List<String> java = options.serverJava(HEAP);
            try (Subject server = Subject.start(kind, "large", java)) {
                double floorImport;
                double floorExport;
                try (FloorProcess floor = server.floor(List.of(HEAP))) {
                    floorImport = floor.importFile(file);
                    floorExport = floor.exportFile(exported);
                }
                server.empty();
                var large = new LargeFile(server, table);
                large.measure("import", file, floorImport, http -> http.upload(200, "api/database/import", file));
                large.measure("export", file, floorExport, http -> http.download("api/database/export", exported));
                require(Files.mismatch(file, exported) == -1, "The exported bytes differ from the imported ones.");
                String before = server.touched();
                int last = server.count("comments") - 1;
                // All records differ, so that the import has changed all of them when it reaches the last one.
                GeneratedExport.write(faulty, options.seed() + 1, options.large(), Fault.REFERENCE);
                large.fails("last record refers to nothing", faulty, 409, "/comments/" + last + "/userId");
                require(server.touched().equals(before), "A failed import has changed something.");
                GeneratedExport.write(faulty, options.seed() + 1, options.large(), Fault.TYPE);
                large.fails("last record is ill-typed", faulty, 422, "/comments/" + last + "/content");
                require(server.touched().equals(before), "A failed import has changed something.");
            }
            table.print(System.out);
        }
    }

    private void fails(String how, Path file, int status, String pointer) throws IOException {
        measure("import that fails: " + how, file, null, http -> {
            String problem = http.upload(status, "api/database/import", file);
            require(problem.contains("\"" + pointer + "\""), "The problem does not name " + pointer + ": " + problem);
        });
    }

    private void measure(String operation, Path file, Double floorSeconds, Work work) throws IOException {
        server.resetPeak();
        long millis = System.currentTimeMillis();
        double seconds;
        try (Http http = server.http()) {
            long start = System.nanoTime();
            work.over(http);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        var heap = server.garbage().since(millis);
        table.add(
                operation,
                Files.size(file) / 1e6,
                floorSeconds,
                seconds,
                floorSeconds == null ? null : seconds / floorSeconds,
                heap.peak() / MEGABYTE,
                heap.least(0, 0.5) / MEGABYTE,
                heap.least(0.5, 1) / MEGABYTE,
                server.peakResident() / MEGABYTE);
        Benchmark.say("%s %s: %.1f s".formatted(server.kind().id(), operation, seconds));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
