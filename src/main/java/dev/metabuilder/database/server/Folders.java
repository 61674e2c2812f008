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
     * Creates a folder and its missing parents, only for the owner of the server. Existing folders keep their permissions.
     *
     * @param folder the folder
     * @throws IOException if it can't be created
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
     * Creates an empty file, only for the owner of the server, whatever the umask. An existing file stays unchanged.
     *
     * @return the file
     * @throws IOException if it can't be created
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

    /** Returns whether a folder or file exists and other users than its owner have any right on it. */
    static boolean isOpen(Path path) throws IOException {
        return isPosix(path)
                && Files.exists(path)
                && !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .endsWith("------");
    }

    /**
     * Takes the right to write to a folder and its content from other users than its owner, whatever the umask. They may
     * read.
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

    /** Takes all rights on a file from other users than its owner, if this user owns it and it is not a symbolic link. */
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
     * Deletes a folder with its content, as far as possible.
     *
     * @param folder the folder
     */
    static void delete(Path folder) {
        // It does not use Files.walk, which fails at a file that others delete meanwhile: they may still work there.
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
     * Deletes a folder with its content, as far as possible, at the end of the process, after everything else, even Payara's
     * hook.
     *
     * @param folder the folder
     */
    static void deleteAtExit(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            // The walk lists a folder before its content, and Java deletes the last registered file first.
            files.forEach(file -> file.toFile().deleteOnExit());
        } catch (IOException | UncheckedIOException e) {
            Logger.getLogger(Folders.class.getName()).log(Level.FINE, "Will not be deleted: " + folder, e);
        }
    }
}
