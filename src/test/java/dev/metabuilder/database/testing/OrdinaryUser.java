package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A way to run a command as another user than root, because PostgreSQL refuses root. If this user is not root, it changes
 * nothing.
 *
 * @param prefix what goes before the command
 * @param owner who must own the files that the command writes, or null if we do
 */
record OrdinaryUser(List<String> prefix, String owner) {

    private static final List<OrdinaryUser> WAYS = List.of(
            // A user namespace without a mapping: the files stay ours, and we seem to be nobody.
            new OrdinaryUser(List.of("unshare", "-U"), null),
            new OrdinaryUser(List.of("setpriv", "--reuid=nobody", "--clear-groups"), "nobody"),
            new OrdinaryUser(List.of("runuser", "-u", "nobody", "--"), "nobody"));

    /** The first way that works on this machine. */
    static OrdinaryUser find() throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return new OrdinaryUser(List.of(), null);
        }
        for (var way : WAYS) {
            if (way.succeeds("sh", "-c", "test $(id -u) != 0")) {
                return way;
            }
        }
        throw new IOException("PostgreSQL does not run as root, and no other user can be had: tried " + WAYS);
    }

    /** Whether this user has a way to a folder. */
    boolean reaches(Path folder) throws IOException {
        return succeeds("test", "-x", folder.toString());
    }

    /** Gives a folder with all that it holds to this user. */
    void own(Path folder) throws IOException {
        if (owner != null) {
            run(List.of("chown", "-R", owner, folder.toString()), Path.of("/"));
        }
    }

    /** Runs a command in a folder to its end; a failure carries what it printed. */
    void execute(Path folder, String... command) throws IOException {
        run(line(command), folder);
    }

    private List<String> line(String... command) {
        var line = new ArrayList<>(prefix);
        line.addAll(Arrays.asList(command));
        return line;
    }

    private boolean succeeds(String... command) throws IOException {
        try {
            run(line(command), Path.of("/"));
            return true;
        } catch (CommandFailed e) {
            return false;
        }
    }

    private static void run(List<String> line, Path folder) throws IOException {
        try {
            var process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandFailed(line + " failed: " + printed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted in " + line, e);
        } catch (CommandFailed e) {
            throw e;
        } catch (IOException e) {
            // The command itself is missing.
            throw new CommandFailed(e.getMessage());
        }
    }

    private static final class CommandFailed extends IOException {
        CommandFailed(String message) {
            super(message);
        }
    }
}
