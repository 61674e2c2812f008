package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Measures imports and exports of each size, alternately by the server and by the floor, on one database. Every round also
 * proves that both do the same work: they leave equal rows and write equal bytes.
 */
final class Transfers {

    private static final long WARM_UP_NANOS = Duration.ofSeconds(15).toNanos();
    // From this size on, one run is enough: it is so long that it includes the warm-up.
    private static final int LARGE = 500_000;
    private static final double MEGABYTE = 1 << 20;

    private final Subject server;
    private final FloorProcess floor;
    private final Path file;
    private final Path exported;

    private final Series importing = new Series();
    private final Series exporting = new Series();
    private final Samples again = new Samples();
    private boolean touched;

    private Transfers(Subject server, FloorProcess floor, Path file) {
        this.server = server;
        this.floor = floor;
        this.file = file;
        exported = file.resolveSibling("exported.json");
    }

    static void run(Options options, Results results) throws IOException, SQLException {
        for (TestDatabase kind : options.databases()) {
            var table = results.table(
                    "Import and export, " + kind.id(),
                    "operation",
                    "records",
                    "megabytes",
                    "floorSeconds",
                    "serverSeconds",
                    "ratio",
                    "serverLeastSeconds",
                    "serverMostSeconds",
                    "floorCpuSeconds",
                    "serverCpuSeconds",
                    "heapPeakMegabytes",
                    "residentPeakMegabytes",
                    "floorGrowth",
                    "serverGrowth");
            var equal = results.table(
                    "Import of unchanged records, " + kind.id(),
                    "records",
                    "freshSeconds",
                    "againSeconds",
                    "ratio",
                    "rowsTouched");
            Transfers smaller = null;
            try (Subject server = Subject.start(kind, "transfer", options.serverJava());
                    FloorProcess floor = server.floor(List.of("-Xmx" + options.heap()))) {
                for (int size : options.sizes()) {
                    Path file = Folders.TARGET.resolve("benchmark/export.json");
                    GeneratedExport.write(file, options.seed(), size, Fault.NONE);
                    var transfers = new Transfers(server, floor, file);
                    transfers.measure(size, options.repetitions());
                    transfers.importing.report(table, "import", size, file, smaller == null ? null : smaller.importing);
                    transfers.exporting.report(table, "export", size, file, smaller == null ? null : smaller.exporting);
                    double fresh = transfers.importing.server.median();
                    equal.add(
                            size,
                            fresh,
                            transfers.again.median(),
                            transfers.again.median() / fresh,
                            transfers.touched ? "yes" : "no");
                    smaller = transfers;
                }
                var memory = results.table("Heap in use at the end, " + kind.id(), "megabytes");
                memory.add(server.liveHeap() / MEGABYTE);
                table.print(System.out);
                equal.print(System.out);
                memory.print(System.out);
            }
        }
    }

    private void measure(int size, int repetitions) throws IOException, SQLException {
        long start = System.nanoTime();
        if (size < LARGE) {
            do {
                round(true);
            } while (System.nanoTime() - start < WARM_UP_NANOS);
        }
        importing.clear();
        exporting.clear();
        again.clear();
        int rounds = size < LARGE ? repetitions : 1;
        for (int i = 0; i < rounds; i++) {
            round(i % 2 == 0);
            Benchmark.say("%s %,d records, round %d of %d: import %.2f s (floor %.2f s), export %.2f s (floor %.2f s)"
                    .formatted(
                            server.kind().id(),
                            size,
                            i + 1,
                            rounds,
                            importing.server.last(),
                            importing.floor.last(),
                            exporting.server.last(),
                            exporting.floor.last()));
        }
    }

    private void round(boolean floorFirst) throws IOException, SQLException {
        String one = floorFirst ? importByFloor() : importByServer();
        String other = floorFirst ? importByServer() : importByFloor();
        require(one.equals(other), "The floor and the server leave different rows.");
        String before = server.touched();
        try (Http http = server.http()) {
            long start = System.nanoTime();
            http.upload(200, "api/database/import", file);
            again.add((System.nanoTime() - start) / 1e9);
        }
        touched |= !server.touched().equals(before);
        exporting.floor(floor, () -> floor.exportFile(exported));
        requireSame("The floor");
        exporting.server(server, http -> http.download("api/database/export", exported));
        requireSame("The server");
    }

    private String importByFloor() throws IOException, SQLException {
        server.empty();
        importing.floor(floor, () -> floor.importFile(file));
        return server.fingerprint();
    }

    private String importByServer() throws IOException, SQLException {
        server.empty();
        importing.server(server, http -> http.upload(200, "api/database/import", file));
        return server.fingerprint();
    }

    private void requireSame(String who) throws IOException {
        long mismatch = Files.mismatch(file, exported);
        require(mismatch == -1, who + " exported other bytes than were imported, from byte " + mismatch);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** The measurements of one operation, by the floor and by the server. */
    private static final class Series {

        private final Samples floor = new Samples();
        private final Samples server = new Samples();
        private final Samples floorCpu = new Samples();
        private final Samples serverCpu = new Samples();
        private final Samples heap = new Samples();
        private final Samples resident = new Samples();

        /** Work of the floor; returns the seconds that it took. */
        @FunctionalInterface
        private interface FloorsWork {
            double seconds() throws IOException;
        }

        /** Requests to the server. */
        @FunctionalInterface
        private interface ServersWork {
            void over(Http http) throws IOException;
        }

        void clear() {
            for (Samples samples : new Samples[] {floor, server, floorCpu, serverCpu, heap, resident}) {
                samples.clear();
            }
        }

        void floor(FloorProcess process, FloorsWork work) throws IOException {
            double before = Subject.cpuSeconds(process.handle());
            floor.add(work.seconds());
            floorCpu.add(Subject.cpuSeconds(process.handle()) - before);
        }

        void server(Subject subject, ServersWork work) throws IOException {
            subject.resetPeak();
            double before = subject.cpuSeconds();
            long millis = System.currentTimeMillis();
            try (Http http = subject.http()) {
                long start = System.nanoTime();
                work.over(http);
                server.add((System.nanoTime() - start) / 1e9);
            }
            serverCpu.add(subject.cpuSeconds() - before);
            heap.add(subject.garbage().since(millis).peak() / MEGABYTE);
            resident.add(subject.peakResident() / MEGABYTE);
        }

        void report(Results.Table table, String operation, int size, Path file, Series smaller) throws IOException {
            table.add(
                    operation,
                    size,
                    Files.size(file) / 1e6,
                    floor.median(),
                    server.median(),
                    server.median() / floor.median(),
                    server.least(),
                    server.most(),
                    floorCpu.median(),
                    serverCpu.median(),
                    // Without a collection the peak is unknown.
                    heap.most() == 0 ? null : heap.most(),
                    resident.most(),
                    smaller == null ? null : floor.median() / smaller.floor.median(),
                    smaller == null ? null : server.median() / smaller.server.median());
        }
    }
}
