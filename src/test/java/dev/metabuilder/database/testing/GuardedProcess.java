package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that can't outlive this JVM. A shell reads from a pipe of this JVM and stops the child when the pipe
 * closes, which the system does whatever ends this JVM: a shutdown hook would not run on SIGKILL.
 */
public final class GuardedProcess implements AutoCloseable {

    // A stopped child (SIGSTOP) handles the signal only after SIGCONT.
    // Without job control the shell lets a background command ignore SIGINT, so that the signal must be another one.
    private static final String GUARD = """
            signal=$1; shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            { cat <&3; kill -s $signal $child; kill -s CONT $child; } >/dev/null 2>&1 &
            guard=$!
            exec 3<&-
            wait $child
            status=$?
            kill $guard 2>/dev/null
            exit $status
            """;

    private final Process process;

    private GuardedProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param prefix what changes the user, or nothing; the guard runs behind it too, to be allowed to signal the child
     * @param signal the name of the signal that ends the child in order
     * @param output the file for what it prints
     */
    public static GuardedProcess start(
            List<String> prefix, List<String> command, String signal, Map<String, String> environment, Path output)
            throws IOException {
        var line = new ArrayList<>(prefix);
        line.addAll(List.of("sh", "-c", GUARD, "sh", signal));
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("METABUILDER_"));
        builder.environment().putAll(environment);
        return new GuardedProcess(builder.start());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, by its name, to the command and to all that it has started. */
    public void signal(String name, String program) throws IOException {
        var first = handle(program);
        send(name, Stream.concat(Stream.of(first), first.descendants()).toList());
    }

    /** Sends a signal, by its name, to the command and to nothing that it has started. */
    public void signalAlone(String name, String program) throws IOException {
        send(name, List.of(handle(program)));
    }

    /** Sends a signal, by its name; by the shell, for not each machine has a program that does. */
    public static void send(String name, List<ProcessHandle> processes) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            var kill = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // One of them may have ended meanwhile, which is told too.
            if (kill.waitFor() != 0 && processes.stream().allMatch(ProcessHandle::isAlive)) {
                throw new IOException("SIG" + name + " could not be sent: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The command itself, by the name of its program: behind the shell that guards it. */
    public ProcessHandle handle(String program) {
        return process.descendants()
                .filter(descendant -> descendant.info().command().orElse("").endsWith("/" + program))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " does not run."));
    }

    /** The exit status of a process that has ended: that of the command, or 128 and the signal's number. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Ends the child in order, or by force when it takes too long. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(20));
    }

    private void stop(Duration patience) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
