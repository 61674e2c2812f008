package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The input of a command: a file, anything that can be read like a file, such as a pipe, or the standard input, whose name
 * is {@code -}.
 *
 * @param stream its bytes
 * @param bytes how many there are, 0 when that is not known
 */
record InputFile(InputStream stream, long bytes) implements AutoCloseable {

    /**
     * Opens the input.
     *
     * @throws StartupException when it cannot be read
     */
    static InputFile open(Path name) {
        if (name.toString().equals("-")) {
            return new InputFile(System.in, 0);
        }
        try {
            if (!Files.isDirectory(name)) {
                return new InputFile(Files.newInputStream(name), Files.isRegularFile(name) ? Files.size(name) : 0);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        throw unreadable(name, null);
    }

    private static StartupException unreadable(Path name, IOException e) {
        return new StartupException(
                StartupException.FAILED, "The file " + name.toAbsolutePath() + " cannot be read", e);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
