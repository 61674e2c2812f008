package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Measures four connections that read: first while the server does nothing else, then while an import changes every record.
 */
final class ReadsDuringImport {

    private static final int CONNECTIONS = 4;
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int IMPORTS = 4;

    private ReadsDuringImport() {}

    static void run(Options options, Results results) throws IOException, SQLException {
        Path one = Folders.TARGET.resolve("benchmark/export.json");
        Path other = one.resolveSibling("other-export.json");
        GeneratedExport.write(one, options.seed(), options.largestSize(), Fault.NONE);
        GeneratedExport.write(other, options.seed() + 1, options.largestSize(), Fault.NONE);
        var table = results.table(
                "Reads during an import of %,d records".formatted(options.largestSize()),
                "database",
                "while",
                "perSecond",
                "p50Millis",
                "p95Millis",
                "p99Millis",
                "mostMillis",
                "p95Ratio");
        for (TestDatabase database : options.databases()) {
            try (Subject server = Subject.start(database, "reads", options.serverJava());
                    Crowd crowd = new Crowd(server.server().uri(), CONNECTIONS)) {
                upload(server, one);
                Crowd.Question reads = reads(server);
                crowd.ask(reads, IDLE_NANOS);
                Latencies idle = new Latencies();
                Latencies busy = new Latencies();
                double idleSeconds = 0;
                double busySeconds = 0;
                // The first import warms up.
                for (int i = 0; i < IMPORTS; i++) {
                    var quiet = crowd.ask(reads, IDLE_NANOS);
                    Path file = i % 2 == 0 ? other : one;
                    CompletableFuture<Void> importing = CompletableFuture.runAsync(() -> upload(server, file));
                    var during = crowd.ask(reads, () -> !importing.isDone());
                    importing.join();
                    Benchmark.say("%s import %d of %d: %.1f s, p95 %.1f ms (idle %.1f ms), p99 %.1f ms"
                            .formatted(
                                    database.id(),
                                    i + 1,
                                    IMPORTS,
                                    during.seconds(),
                                    during.latencies().percentile(95),
                                    quiet.latencies().percentile(95),
                                    during.latencies().percentile(99)));
                    if (i > 0) {
                        idle.add(quiet.latencies());
                        busy.add(during.latencies());
                        idleSeconds += quiet.seconds();
                        busySeconds += during.seconds();
                    }
                }
                add(table, database, "idle", idle, idleSeconds, null);
                add(table, database, "importing", busy, busySeconds, busy.percentile(95) / idle.percentile(95));
            }
        }
        table.print(System.out);
    }

    private static void add(
            Results.Table table, TestDatabase database, String when, Latencies all, double seconds, Double ratio) {
        table.add(
                database.id(),
                when,
                all.count() / seconds,
                all.percentile(50),
                all.percentile(95),
                all.percentile(99),
                all.percentile(100),
                ratio);
    }

    private static void upload(Subject server, Path file) {
        try (Http http = server.http()) {
            http.upload(200, "api/database/import", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three of four reads get a record that the import changes; the fourth gets a small list that it does not change. */
    private static Crowd.Question reads(Subject server) throws IOException, SQLException {
        String options = IntStream.range(0, 20)
                .mapToObj(
                        n -> "{\"id\": \"d%1$d\", \"name\": \"n%1$d\", \"label\": \"l\", \"options\": []}".formatted(n))
                .toList()
                .toString();
        try (Http http = server.http()) {
            http.send(204, "PUT", "api/dropdownConfigs", options);
        }
        byte[] list = Http.request("GET", "api/dropdownConfigs", null);
        List<byte[]> records = new ArrayList<>();
        for (String table : List.of("users", "workflows", "pages", "comments")) {
            for (String key : server.keys(table, 500)) {
                records.add(Http.request("GET", "api/" + table + "/" + key, null));
            }
        }
        return new Crowd.Question() {
            @Override
            public byte[] next(SplittableRandom random) {
                return random.nextInt(4) == 0 ? list : records.get(random.nextInt(records.size()));
            }

            @Override
            public int status() {
                return 200;
            }
        };
    }
}
