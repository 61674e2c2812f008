package dev.metabuilder.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import org.sqlite.SQLiteErrorCode;

/** The open file of a connection, which somebody may delete or replace. */
final class SqliteFile {

    private final Path path;
    private final Object key;

    /**
     * Remembers the file at a path.
     *
     * @throws SQLException with vendor code 14 (SQLITE_CANTOPEN) if there is none
     */
    SqliteFile(Path path) throws SQLException {
        this.path = path;
        try {
            key = keyAtPath();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** Returns the name for the driver, which would read everything after a question mark as settings. */
    static String name(Path file) {
        String path = file.toString();
        return path.contains("?") ? "file:" + file.toUri().getRawPath() : path;
    }

    /** Returns device and inode, or null if the system has none. */
    private Object keyAtPath() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Returns whether it is still the file at its path. */
    boolean isAtPath() {
        try {
            return Objects.equals(key, keyAtPath());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Requires that it is still the file at its path.
     *
     * @throws SQLException with vendor code 14 (SQLITE_CANTOPEN) if it is not
     */
    void requireAtPath() throws SQLException {
        if (!isAtPath()) {
            throw gone(null);
        }
    }

    /**
     * Requires that the file and its folder, in which SQLite keeps its log, are writable. An open connection could still
     * write after they have become read-only, and the next connection could not.
     *
     * @throws SQLException with vendor code 8 (SQLITE_READONLY) if one of them is not
     */
    void requireWritable() throws SQLException {
        if (!isWritable()) {
            throw new SQLException(
                    "The SQLite file " + path + " or its folder cannot be written to",
                    null,
                    SQLiteErrorCode.SQLITE_READONLY.code);
        }
    }

    /** Returns whether the file and its folder are writable. */
    boolean isWritable() {
        return Files.isWritable(path) && Files.isWritable(path.getParent());
    }

    private SQLException gone(IOException cause) {
        return new SQLException(
                "The SQLite file " + path + " has been deleted or replaced",
                null,
                SQLiteErrorCode.SQLITE_CANTOPEN.code,
                cause);
    }
}
