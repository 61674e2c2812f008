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
 * The folder for this process's temporary files, only for its owner, whatever the umask. The process locks a file in it, and
 * the system releases that lock whatever ends the process. So the next process can delete the folder of a killed one, and
 * never that of a running one.
 */
final class TemporaryFolder {
    private static final String PREFIX = "metabuilder-database-";
    private static final String LOCK = "in-use";

    private TemporaryFolder() {}

    /**
     * Creates the folder, makes Java use it for all temporary files, of which there must be none yet, and removes the
     * folders of ended processes.
     *
     * @throws IOException if it can't be created
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
            // It can't use Files.createTempDirectory, which would fix the place of temporary files.
            Path folder = parent.resolve(PREFIX + UUID.randomUUID());
            Folders.create(folder);
            // Java deletes the last registered file first. So the folder must be registered before the files in it, for
            // example the library that SQLite's driver unpacks there.
            folder.toFile().deleteOnExit();
            Path lock = Folders.createFile(folder.resolve(LOCK));
            FileLock taken = FileChannel.open(lock, StandardOpenOption.WRITE).tryLock();
            // Another process may have been about to remove the folder as abandoned.
            if (taken != null && Files.exists(lock)) {
                // Java would release a lock to which nothing refers.
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
            // The folder belongs to another user, or is not one of ours.
            Logger.getLogger(TemporaryFolder.class.getName()).log(Level.FINE, "Left alone: " + folder, e);
        }
    }
}
