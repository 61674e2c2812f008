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
    private final Path folder;
    private final Path output;
    private final Path data;
    private final int logged;

    private CommandLine(GuardedProcess process, Path folder, Path output, Path data, int logged) {
        this.process = process;
        this.folder = folder;
        this.output = output;
        this.data = data;
        this.logged = logged;
    }

    /**
     * The result of a command.
     *
     * @param status the exit code
     * @param output its output
     */
    public record Result(int status, String output) {

        /** Returns the last line of the output. */
        public String last() {
            return output.lines().reduce((before, line) -> line).orElse("");
        }
    }

    /**
     * Starts a command.
     *
     * @param folder the folder for its other files than the database
     * @param settings the environment
     */
    public static CommandLine start(Path folder, Map<String, String> settings, String... arguments) throws IOException {
        return start(folder, settings, List.of(), arguments);
    }

    /** Starts a command whose standard input and output are files; the result has the standard error. */
    public static CommandLine piped(Path folder, Map<String, String> settings, Path in, Path out, String... arguments)
            throws IOException {
        List<String> shell = List.of(
                "sh", "-c", "in=$0; out=$1; shift; exec \"$@\" < \"$in\" > \"$out\"", in.toString(), out.toString());
        return start(folder, settings, shell, arguments);
    }

    private static CommandLine start(Path folder, Map<String, String> settings, List<String> shell, String... arguments)
            throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> java = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        java.addAll(Artefact.quickly());
        java.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(settings);
        Path data = folder.resolve("command");
        environment.put("METABUILDER_DATA_DIR", data.toString());
        Path output = Files.createTempFile(folder, "output-", ".txt");
        int logged = log(data).length();
        List<String> command = new ArrayList<>(shell);
        command.addAll(Artefact.java(java));
        return new CommandLine(
                GuardedProcess.start(List.of(), ProcessFiles.open(command), "KILL", environment, output),
                folder,
                output,
                data,
                logged);
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

    /** Waits for a line with a given beginning, and returns the rest of that line. */
    public String awaitLine(String begin) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            String printed = Files.readString(output);
            // The text after the last line break may be only a part of a line.
            for (String line :
                    printed.substring(0, printed.lastIndexOf('\n') + 1).lines().toList()) {
                if (line.startsWith(begin)) {
                    return line.substring(begin.length());
                }
            }
            if (!isAlive() || Instant.now().isAfter(deadline)) {
                throw new IOException("No line begins with \"" + begin + "\": " + printed);
            }
            Thread.sleep(50);
        }
    }

    /** Waits until the command has begun its work. */
    public void awaitWork() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!log(data).substring(logged).contains("The command works on ")) {
            if (!isAlive() || Instant.now().isAfter(deadline)) {
                throw new IOException("Not at work: " + Files.readString(output));
            }
            Thread.sleep(50);
        }
    }

    private static String log(Path data) throws IOException {
        Path log = data.resolve("log/command.0.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.handle("java").destroy();
    }

    /** Returns whether it is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it if it is still running. Other users must have no right on the files that it leaves. */
    @Override
    public void close() {
        process.close();
        ProcessFiles.assertClosed(folder);
    }
}
