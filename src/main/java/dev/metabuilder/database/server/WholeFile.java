package dev.metabuilder.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command writes: it is there under its name when it is whole, and for its owner only. */
final class WholeFile implements AutoCloseable {
    private final Path name;
    private final Path part;

    /**
     * Begins a file, beside the place where it will be.
     *
     * @throws StartupException when it cannot be written there
     */
    WholeFile(Path name) {
        this.name = name.toAbsolutePath();
        try {
            boolean posix = Files.getFileStore(this.name.getParent()).supportsFileAttributeView("posix");
            part = Files.createTempFile(
                    this.name.getParent(),
                    this.name.getFileName() + "-",
                    ".part",
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0]);
        } catch (IOException e) {
            throw unwritable(e);
        }
        // For one who ends the process in the middle.
        part.toFile().deleteOnExit();
    }

    /** Returns where to write. */
    Path part() {
        return part;
    }

    /** Gives the file its name, in place of what has it. */
    void keep() {
        try {
            Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private StartupException unwritable(IOException e) {
        return new StartupException(StartupException.FAILED, "The file " + name + " cannot be written", e);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
            // SQLite keeps it beside a copy that it could not end, as on a full disk.
            Files.deleteIfExists(part.resolveSibling(part.getFileName() + "-journal"));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
