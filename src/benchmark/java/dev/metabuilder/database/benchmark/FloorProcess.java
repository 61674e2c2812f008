package dev.metabuilder.database.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running {@link Floor}. */
final class FloorProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    private FloorProcess(Process process) {
        this.process = process;
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a floor.
     * @param database the settings of a server that uses the same database
     * @param java the JVM options, the same as the server's
     */
    static FloorProcess start(Map<String, String> database, List<String> java) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Floor.class.getName()));
        for (String name : List.of("METABUILDER_DB_URL", "METABUILDER_DB_USER", "METABUILDER_DB_PASSWORD")) {
            command.add(database.getOrDefault(name, ""));
        }
        return new FloorProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** Imports a file and returns the seconds that it took. */
    double importFile(Path file) throws IOException {
        return run("import " + file);
    }

    /** Exports to a file and returns the seconds that it took. */
    double exportFile(Path file) throws IOException {
        return run("export " + file);
    }

    private double run(String command) throws IOException {
        in.println(command);
        String nanos = out.readLine();
        if (nanos == null) {
            throw new IOException("The floor ended during: " + command);
        }
        return Long.parseLong(nanos) / 1e9;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the floor, and waits until it has closed the database. */
    @Override
    public void close() {
        in.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
