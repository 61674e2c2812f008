package dev.metabuilder.database.benchmark;

import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the operator's commands on a small database, from the start of the process to its end, beside the start of a server
 * in the same way: each command took at least that long while it needed a server.
 */
final class CommandSpeed {

    private static final String START = "start of a server";

    private CommandSpeed() {}

    static void run(Options options, Results results) throws IOException {
        var table = results.table(
                "Commands", "database", "from", "command", "seconds", "ratioToStart", "leastSeconds", "mostSeconds");
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("the jar", List.of("-jar", Artefact.JAR.toString()));
        ways.put("extracted, with its archive", List.of("@" + Artefact.laidOut().resolve("java.options")));
        for (TestDatabase kind : options.databases()) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                Map<String, Samples> seconds = new LinkedHashMap<>();
                for (int i = 0; i < options.repetitions(); i++) {
                    Path folder =
                            Folders.fresh(Folders.TARGET.resolve("benchmark").resolve("commands-" + kind.id()));
                    round(kind, folder, options, way.getValue(), seconds);
                }
                double start = seconds.get(START).median();
                seconds.forEach((name, samples) -> table.add(
                        kind.id(),
                        way.getKey(),
                        name,
                        samples.median(),
                        samples.median() / start,
                        samples.least(),
                        samples.most()));
            }
        }
        table.print(System.out);
    }

    private static void round(
            TestDatabase kind, Path folder, Options options, List<String> start, Map<String, Samples> seconds)
            throws IOException {
        List<String> java = new ArrayList<>(options.serverJava());
        java.addAll(start);
        FreshDatabase database = FreshDatabase.of(kind, folder);
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("--help", List.of("--help"));
        commands.put("migrate, all changes", List.of("migrate"));
        commands.put("migrate, nothing to do", List.of("migrate"));
        commands.put("migrate --check", List.of("migrate", "--check"));
        commands.put(
                "import",
                List.of(
                        "import",
                        Path.of("src/test/resources/metabuilder-export.json")
                                .toAbsolutePath()
                                .toString()));
        commands.put(
                "export --full", List.of("export", folder.resolve("export.json").toString(), "--full"));
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            List<String> all = new ArrayList<>(java);
            all.addAll(command.getValue());
            long begin = System.nanoTime();
            carryOut(database, folder, all);
            add(seconds, command.getKey(), begin);
        }
        long begin = System.nanoTime();
        try (Subject server = Subject.start(kind, database, folder, Ports.free(), Map.of(), java)) {
            server.awaitReady();
            add(seconds, START, begin);
        }
    }

    private static void add(Map<String, Samples> seconds, String name, long begin) {
        seconds.computeIfAbsent(name, key -> new Samples()).add((System.nanoTime() - begin) / 1e9);
    }

    private static void carryOut(FreshDatabase database, Path folder, List<String> java) throws IOException {
        ProcessBuilder command = new ProcessBuilder(Artefact.java(java))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        command.environment().keySet().removeIf(name -> name.startsWith("METABUILDER_"));
        command.environment().putAll(database.settings());
        command.environment()
                .put("METABUILDER_DATA_DIR", folder.resolve("command").toString());
        try {
            int status = command.start().waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", java) + " ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
