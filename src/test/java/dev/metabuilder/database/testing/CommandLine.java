package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command of the artefact in a process of its own, as an operator runs it. */
public final class CommandLine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final GuardedProcess process;
    private final Path output;

    private CommandLine(GuardedProcess process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * How a command ended.
     *
     * @param status the exit code
     * @param output all that it printed
     */
    public record Result(int status, String output) {

        /** The last line that it printed. */
        public String last() {
            return output.lines().reduce((before, line) -> line).orElse("");
        }
    }

    /**
     * Starts a command.
     *
     * @param folder for what it writes beside the database
     * @param settings the environment
     */
    public static CommandLine start(Path folder, Map<String, String> settings, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Folders.TARGET.resolve("metabuilder-database.jar").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("METABUILDER_DATA_DIR", folder.resolve("command").toString());
        Path output = Files.createTempFile(folder, "output-", ".txt");
        return new CommandLine(GuardedProcess.start(List.of(), command, "KILL", environment, output), output);
    }

    /** Runs a command to its end. */
    public static Result run(Path folder, Map<String, String> settings, String... arguments) throws Exception {
        try (CommandLine command = start(folder, settings, arguments)) {
            return command.await();
        }
    }

    /** Waits for its end. */
    public Result await() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("Not within " + PATIENCE + ": " + Files.readString(output));
            }
            Thread.sleep(50);
        }
        return new Result(process.exitStatus(), Files.readString(output));
    }

    /** Returns whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it, if it still runs. */
    @Override
    public void close() {
        process.close();
    }
}
