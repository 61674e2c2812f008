package dev.metabuilder.database.server;

import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.GuardedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A launcher in a process of its own, with what it prints. */
final class ServerProcess implements AutoCloseable {

    private static final int SECONDS = 600;

    private final Process process;
    private final Path output;
    private final Path errors;

    private ServerProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts the launcher with these arguments of Java, under the umask that lets others do all. */
    static ServerProcess start(Path folder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return start(folder, environment, arguments, "000");
    }

    /** Starts the launcher with these arguments of Java and a umask. */
    static ServerProcess start(Path folder, Map<String, String> environment, List<String> arguments, String umask)
            throws IOException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> java = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        java.addAll(arguments);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask $0; exec \"$@\"", umask));
        command.addAll(Artefact.java(java));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("METABUILDER_"));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), output, errors);
    }

    /** The lines that it prints when it is up, to the one that begins so; what comes after that may not be there yet. */
    List<String> waitUntilUp(String last) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!output().matches("(?s)(.*\n)?" + last + ".*\n")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("Not up: " + output() + errors());
            }
            Thread.sleep(100);
        }
        return output().lines().toList();
    }

    /** Sends it a signal by its name. */
    void signal(String name) throws IOException {
        GuardedProcess.send(name, List.of(process.toHandle()));
    }

    /**
     * Returns whether a process that is started here is told of SIGINT: a shell lets what it puts in the background ignore
     * it.
     */
    static boolean heedsInterrupts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1 << 1) != 0);
        }
    }

    int waitForExit() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
