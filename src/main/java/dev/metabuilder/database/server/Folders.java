package dev.metabuilder.database.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Makes and deletes folders. */
final class Folders {
    private static final Set<PosixFilePermission> OF_WRITERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private Folders() {}

    /**
     * Makes a folder and its parents, for the owner of the server only, when they are missing; what exists keeps its
     * permissions.
     *
     * @param folder where
     * @throws IOException when it cannot be made
     */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (isPosix(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /**
     * Makes an empty file, for the owner of the server only, whatever the umask; what exists stays as it is.
     *
     * @return the file
     * @throws IOException when it cannot be made
     */
    static Path createFile(Path file) throws IOException {
        try {
            return isPosix(file)
                    ? Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return file;
        }
    }

    /** Returns whether a folder or file is there and others than its owner may do anything with it. */
    static boolean isOpen(Path path) throws IOException {
        return isPosix(path)
                && Files.exists(path)
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .endsWith("------");
    }

    /**
     * Keeps others than its owner from writing to a folder and to all that is in it, whatever the umask; they may read it.
     */
    static void keepOthersFromWriting(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                if (permissions.removeAll(OF_WRITERS)) {
                    Files.setPosixFilePermissions(path, permissions);
                }
            }
        }
    }

    /** Takes all rights on a file from others than its owner, where it is one of this user, and no link to elsewhere. */
    static void closeToOthers(Path file) {
        try {
            if (isPosix(file) && !Files.isSymbolicLink(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            Logger.getLogger(Folders.class.getName()).log(Level.FINE, "Not closed to others: " + file, e);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
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
