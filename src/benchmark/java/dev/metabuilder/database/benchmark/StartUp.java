package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;

/** From the start of the process to the first time that the server says it is ready: on a new database, and on one that is there. */
final class StartUp {

    private static final double MEGABYTE = 1 << 20;

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
                server.awaitReady();
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
}
