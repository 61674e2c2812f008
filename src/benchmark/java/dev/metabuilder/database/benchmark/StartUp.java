package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** From the start of the process to the first time that the server says it is ready: on a new database, and on one that is there. */
final class StartUp {

    private static final double MEGABYTE = 1 << 20;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long PAUSE_MILLIS = 20;

    private StartUp() {}

    static void run(Options options, Results results) throws IOException {
        var table = results.table(
                "Start-up",
                "database",
                "start",
                "seconds",
                "leastSeconds",
                "mostSeconds",
                "cpuSeconds",
                "residentMegabytes");
        for (TestDatabase kind : options.databases()) {
            Path folder = Folders.fresh(Folders.TARGET.resolve("benchmark").resolve("startup-" + kind.id()));
            Starts first = new Starts();
            Starts later = new Starts();
            for (int i = 0; i < options.repetitions(); i++) {
                // The archive of classes and the like are warm from the second on; a new database is not.
                FreshDatabase database = FreshDatabase.of(kind, Folders.fresh(folder.resolve("database-" + i)));
                first.add(kind, database, folder, options);
                later.add(kind, database, folder, options);
            }
            first.report(table, kind, "on a new database");
            later.report(table, kind, "on one that is there");
        }
        table.print(System.out);
    }

    private static final class Starts {

        private final Samples seconds = new Samples();
        private final Samples cpu = new Samples();
        private final Samples resident = new Samples();

        void add(TestDatabase kind, FreshDatabase database, Path folder, Options options) throws IOException {
            long start = System.nanoTime();
            try (Subject server = Subject.start(kind, database, folder, options.serverJava())) {
                awaitReady(server, start + PATIENCE_NANOS);
                seconds.add((System.nanoTime() - start) / 1e9);
                cpu.add(server.cpuSeconds());
                resident.add(server.resident() / MEGABYTE);
            }
        }

        void report(Results.Table table, TestDatabase kind, String start) {
            table.add(
                    kind.id(),
                    start,
                    seconds.median(),
                    seconds.least(),
                    seconds.most(),
                    cpu.median(),
                    resident.median());
        }
    }

    private static void awaitReady(Subject server, long deadline) throws IOException {
        byte[] ready = Http.request("GET", "health/ready", null);
        while (System.nanoTime() < deadline) {
            try (Http http = server.http()) {
                if (http.send(ready) == 200) {
                    return;
                }
            } catch (IOException e) {
                // Nobody listens yet.
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        throw new IOException("The server is not ready.");
    }
}
