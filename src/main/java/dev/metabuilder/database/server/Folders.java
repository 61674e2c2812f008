package dev.metabuilder.database.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Makes and deletes folders. */
final class Folders {
    private Folders() {}

    /**
     * Makes a folder and its parents, for the owner of the server only, when they are missing; what exists keeps its permissions.
     *
     * @param folder where
     * @throws IOException when it cannot be made
     */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /**
     * Deletes a folder with all that is in it, as far as that can be done.
     *
     * @param folder which
     */
    static void delete(Path folder) {
        // Not by a walk, which ends at a file that goes meanwhile: others may still be at work there.
        File[] files = Files.isSymbolicLink(folder) ? null : folder.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            delete(file.toPath());
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            Logger.getLogger(Folders.class.getName()).log(Level.FINE, "Not deleted: " + folder, e);
        }
    }

    /**
     * Deletes a folder with all that is in it, as far as that can be done, when the process ends: after all else, Payara's
     * own hook too.
     *
     * @param folder which
     */
    static void deleteAtExit(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            // A folder comes before what is in it, and the last goes first.
            files.forEach(file -> file.toFile().deleteOnExit());
        } catch (IOException | UncheckedIOException e) {
            Logger.getLogger(Folders.class.getName()).log(Level.FINE, "Will not be deleted: " + folder, e);
        }
    }
}
