package dev.metabuilder.database.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The folder for all that this process keeps for a while, for its owner only, whatever the umask. While the process lives it
 * holds a lock on a file there, which the system releases however the process ends: so the next one knows what a killed one
 * left behind, and nobody takes the folder of one that runs.
 */
final class TemporaryFolder {
    private static final String PREFIX = "metabuilder-database-";
    private static final String LOCK = "in-use";

    private TemporaryFolder() {}

    /**
     * Makes the folder and has Java use it for every temporary file, which must not have made one yet; and removes those of
     * processes that are gone.
     *
     * @throws IOException when it cannot be made
     */
    static void make() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Folders.create(parent);
        Path folder = take(parent);
        System.setProperty("java.io.tmpdir", folder.toString());
        ShutdownSequence.delete(folder);
        removeAbandoned(parent, folder);
    }

    private static Path take(Path parent) throws IOException {
        while (true) {
            // Not Files.createTempDirectory, which would settle where temporary files go.
            Path folder = parent.resolve(PREFIX + UUID.randomUUID());
            Folders.create(folder);
            // The last to be registered is the first to go, and SQLite's driver registers its library before we do the
            // rest.
            folder.toFile().deleteOnExit();
            Path lock = Folders.createFile(folder.resolve(LOCK));
            FileLock taken = FileChannel.open(lock, StandardOpenOption.WRITE).tryLock();
            // Another process may have been about to remove it as abandoned.
            if (taken != null && Files.exists(lock)) {
                // A lock that nobody refers to would be released.
                ShutdownSequence.add(() -> release(taken));
                return folder;
            }
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            Logger.getLogger(TemporaryFolder.class.getName()).log(Level.FINE, "Not released", e);
        }
    }

    private static void removeAbandoned(Path parent, Path own) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfAbandoned(folder);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            // It is another user's, or not of this kind.
            Logger.getLogger(TemporaryFolder.class.getName()).log(Level.FINE, "Left alone: " + folder, e);
        }
    }
}
