package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small disk in memory, which a test can fill. Only root can mount one, and not in every container; otherwise the test is
 * skipped with a message.
 */
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK_BYTES = 4096;

    private final Path folder;
    private final Path ballast;
    private boolean readOnly;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts one at a folder that is empty. */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        assumeTrue(said.isEmpty(), () -> "A disk can't be mounted here, so a full one was not tried: " + said);
        return new SmallDisk(folder);
    }

    /** Returns where it is. */
    public Path folder() {
        return folder;
    }

    /** Fills it up, but for so many bytes. */
    public void fillBut(long bytes) throws IOException {
        Files.deleteIfExists(ballast);
        FileStore disk = Files.getFileStore(folder);
        try (OutputStream out = Files.newOutputStream(ballast)) {
            // Asked each time, because a database there may write meanwhile.
            while (disk.getUsableSpace() >= bytes + BLOCK_BYTES) {
                out.write(new byte[BLOCK_BYTES]);
            }
        }
    }

    /** Takes away what fills it up. */
    public void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    /** Makes it one that nobody can write to. */
    public void makeReadOnly() throws IOException {
        // Not the disk itself, which files are open on, but the way to it.
        must("mount", "--bind", folder.toString(), folder.toString());
        readOnly = true;
        must("mount", "-o", "remount,bind,ro", folder.toString());
    }

    /** Makes it one that can be written to again. */
    public void makeWritable() throws IOException {
        must("umount", folder.toString());
        readOnly = false;
    }

    @Override
    public void close() throws IOException {
        if (readOnly) {
            makeWritable();
        }
        // A process that was killed may be about to let go of it.
        must("umount", "--lazy", folder.toString());
    }

    private static void must(String... command) throws IOException {
        String said = run(command);
        if (!said.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** Runs a command, and returns what it says when it fails, else nothing. */
    private static String run(String... command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said.strip() + " (status " + process.exitValue() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
