package dev.metabuilder.database.server;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/**
 * The output of a command. A file gets its name only when it is complete, and only its owner can read it. A symbolic link is
 * followed to the file that it names. The command writes through to anything that is not a regular file, such as a pipe or a
 * device, and to the standard output, whose name is {@code -}.
 */
final class OutputFile implements AutoCloseable {
    private static final int MOST_LINKS = 40;
    private static final Pattern STANDARD_OUTPUT = Pattern.compile("/dev/stdout|/(?:dev|proc/self)/fd/1");

    /** Names of open streams of the process: a new file in their place would not reach the other end. */
    private static final Pattern OPEN = Pattern.compile("/dev/(?:stdout|stderr|fd/\\d+)|/proc/\\w+/fd/\\d+");

    private final String name;
    private final Path file;
    private final boolean standard;
    private final boolean through;
    private final OutputStream stream;
    private Path part;
    private IOException failure;

    /**
     * Prepares an output.
     *
     * @param given the name that the operator gave
     * @throws StartupException if it can't be written
     */
    OutputFile(Path given) {
        boolean dash = given.toString().equals("-");
        name = dash ? "the standard output" : given.toString();
        try {
            file = followed(given.toAbsolutePath());
        } catch (IOException e) {
            throw unwritable(given.toAbsolutePath(), e);
        }
        standard = dash || STANDARD_OUTPUT.matcher(file.toString()).matches();
        through = standard || isOpen(file) || (Files.exists(file) && !Files.isRegularFile(file));
        if (!standard && Files.isDirectory(file)) {
            throw new StartupException(
                    StartupException.FAILED, "The file " + file + " cannot be written: it is a folder", null);
        }
        try {
            // It opens the pipe first: its reader waits for that, and then notices if the command fails.
            stream = !through
                    ? null
                    : standard
                            ? new FileOutputStream(FileDescriptor.out)
                            : Files.newOutputStream(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Follows symbolic links, even to a file that does not exist yet.
     *
     * @throws IOException if the links form a circle
     */
    static Path followed(Path name) throws IOException {
        Path path = name;
        for (int links = 0; Files.isSymbolicLink(path) && !isOpen(path); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(name.toString());
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return path;
    }

    private static boolean isOpen(Path path) {
        return OPEN.matcher(path.toString()).matches();
    }

    /** Returns the name for messages. */
    String name() {
        return name;
    }

    /** Returns the path of the file, after following links. */
    Path file() {
        return file;
    }

    /** Returns whether a file exists that would be replaced. */
    boolean isThere() {
        return !through && Files.exists(file);
    }

    /** Returns a console for messages that does not write to this output. */
    Console beside(Console console) {
        return standard
                ? new Console(console.error(), console.error(), console.terminal(), console.watched())
                : console;
    }

    /** Writes a text. */
    @FunctionalInterface
    interface Writing {

        /** Writes the text, and returns the exit code: 0 if the text is complete. */
        int to(Writer out) throws IOException;
    }

    /**
     * Writes a text in UTF-8. If it is not complete, an existing file stays unchanged.
     *
     * @return the exit code of the writing
     * @throws StartupException if it can't be written
     */
    int write(Writing writing) {
        int code;
        try (OutputStream bytes = through ? stream : Files.newOutputStream(part());
                Writer out = new BufferedWriter(new OutputStreamWriter(new Watched(bytes), StandardCharsets.UTF_8))) {
            code = writing.to(out);
        } catch (IOException | RuntimeException e) {
            if (failure != null) {
                throw new StartupException(
                        StartupException.FAILED,
                        what(file) + " could not be written to its end: there is no room, or its reader has gone",
                        failure);
            }
            throw e instanceof RuntimeException fault ? fault : unwritable(file, (IOException) e);
        }
        if (code == 0 && part != null) {
            keep();
        }
        return code;
    }

    /** Returns a temporary file to write to, for a command that needs a file. */
    Path part() {
        if (part != null) {
            return part;
        }
        Path folder = through ? Path.of(System.getProperty("java.io.tmpdir")) : file.getParent();
        try {
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            part = Files.createTempFile(
                    folder,
                    through ? "metabuilder-" : file.getFileName() + "-",
                    ".part",
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0]);
        } catch (IOException e) {
            throw unwritable(through ? folder : file, e);
        }
        // The file is also deleted if somebody stops the process meanwhile.
        part.toFile().deleteOnExit();
        return part;
    }

    /** Moves the temporary file to its name, or copies it to the output if that is not a file. */
    void keep() {
        if (through) {
            try {
                Files.copy(part(), stream);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
            return;
        }
        try {
            // Without this, the name could lead to an empty file after a power failure.
            try (FileChannel whole = FileChannel.open(part, StandardOpenOption.WRITE)) {
                whole.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private StartupException unwritable(Path place, IOException e) {
        return new StartupException(StartupException.FAILED, what(place) + " cannot be written", e);
    }

    private String what(Path place) {
        return standard ? "The standard output" : "The file " + place;
    }

    @Override
    public void close() {
        try {
            if (through) {
                stream.close();
            }
            if (part != null) {
                Files.deleteIfExists(part);
                // SQLite leaves its journal beside an incomplete copy, for example on a full disk.
                Files.deleteIfExists(part.resolveSibling(part.getFileName() + "-journal"));
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Remembers that a write failed, because the caller may wrap the exception. */
    private final class Watched extends FilterOutputStream {

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
