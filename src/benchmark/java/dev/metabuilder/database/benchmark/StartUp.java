package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the time from the start of the process until the server first reports that it is ready, for each way to start it.
 * It compares each way with Payara Micro's own command line, with the same WAR, boot commands, driver and JVM options.
 */
final class StartUp {

    private static final double MEGABYTE = 1 << 20;
    private static final String PLAIN = "plain Payara Micro";

    private StartUp() {}

    static void run(Options options, Results results) throws IOException {
        var table = results.table(
                "Start-up",
                "database",
                "start",
                "seconds",
                "ratioToPlain",
                "leastSeconds",
                "mostSeconds",
                "cpuSeconds",
                "residentMegabytes");
        Path laidOut = Artefact.laidOut();
        for (TestDatabase kind : options.databases()) {
            Path folder = Folders.fresh(Folders.TARGET.resolve("benchmark").resolve("startup-" + kind.id()));
            Map<String, Starts> starts = new LinkedHashMap<>();
            for (int i = 0; i < options.repetitions(); i++) {
                FreshDatabase database = FreshDatabase.of(kind, Folders.fresh(folder.resolve("database-" + i)));
                for (Map.Entry<String, List<String>> way : ways(kind, laidOut).entrySet()) {
                    starts.computeIfAbsent(way.getKey(), name -> new Starts())
                            .add(kind, database, folder, options, way.getValue());
                }
            }
            double plain = starts.get(PLAIN).seconds.median();
            double quick = starts.get(PLAIN + ", quick options").seconds.median();
            starts.forEach((name, way) -> way.report(table, kind, name, name.contains("quick") ? quick : plain));
        }
        table.print(System.out);
    }

    private static Map<String, List<String>> ways(TestDatabase kind, Path laidOut) {
        List<String> jar = List.of("-jar", Artefact.JAR.toString());
        List<String> plain = plain(kind);
        List<String> extracted = List.of("@" + laidOut.resolve("java.options"));
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("the jar, on a new database", jar);
        ways.put(PLAIN, plain);
        ways.put("the jar", jar);
        ways.put("extracted, with its archive", extracted);
        ways.put(PLAIN + ", quick options", with(Artefact.QUICK, plain));
        ways.put("the jar, quick options", with(Artefact.QUICK, jar));
        ways.put("extracted, with its archive, quick options", with(Artefact.QUICK, extracted));
        return ways;
    }

    private static List<String> plain(TestDatabase kind) {
        Path server = Folders.TARGET.resolve("server");
        return List.of(
                "-jar",
                server.resolve("payara-micro.jar").toString(),
                "--nohazelcast",
                "--port",
                "${port}",
                "--addjars",
                String.join(
                        java.io.File.pathSeparator,
                        server.resolve("metabuilder-database-server.jar").toString(),
                        server.resolve(
                                        switch (kind) {
                                            case SQLITE -> "sqlite-jdbc.jar";
                                            case POSTGRESQL -> "postgresql.jar";
                                            case MYSQL, MARIADB -> "mariadb-java-client.jar";
                                        })
                                .toString()),
                "--postbootcommandfile",
                Path.of(kind == TestDatabase.SQLITE ? "src/benchmark/plain" : "server-config", kind.id() + ".asadmin")
                        .toAbsolutePath()
                        .toString(),
                "--contextroot",
                "/",
                "--deploy",
                Folders.TARGET.resolve("metabuilder-database.war").toString());
    }

    private static List<String> with(List<String> options, List<String> start) {
        List<String> all = new ArrayList<>(options);
        all.addAll(start);
        return all;
    }

    private static final class Starts {

        private final Samples seconds = new Samples();
        private final Samples cpu = new Samples();
        private final Samples resident = new Samples();

        void add(TestDatabase kind, FreshDatabase database, Path folder, Options options, List<String> start)
                throws IOException {
            int port = Ports.free();
            List<String> java = new ArrayList<>(options.serverJava());
            start.forEach(argument -> java.add(argument.replace("${port}", Integer.toString(port))));
            long begin = System.nanoTime();
            try (Subject server = Subject.start(kind, database, folder, port, Map.of(), java)) {
                server.awaitReady();
                seconds.add((System.nanoTime() - begin) / 1e9);
                cpu.add(server.cpuSeconds());
                resident.add(server.resident() / MEGABYTE);
            }
        }

        void report(Results.Table table, TestDatabase kind, String start, double plain) {
            table.add(
                    kind.id(),
                    start,
                    seconds.median(),
                    seconds.median() / plain,
                    seconds.least(),
                    seconds.most(),
                    cpu.median(),
                    resident.median());
        }
    }
}
