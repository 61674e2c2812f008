package dev.metabuilder.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import org.sqlite.SQLiteErrorCode;

/** The file that a connection has opened, which may be deleted or replaced while it is open. */
final class SqliteFile {

    private final Path path;
    private final Object key;

    /**
     * Remembers the file that is at a path now.
     *
     * @throws SQLException with vendor code 14 (SQLITE_CANTOPEN) when there is none
     */
    SqliteFile(Path path) throws SQLException {
        this.path = path;
        try {
            key = keyAtPath();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** Returns what the driver is to open: it would take what follows a question mark for settings, wherever that stands. */
    static String name(Path file) {
        String path = file.toString();
        return path.contains("?") ? "file:" + file.toUri().getRawPath() : path;
    }

    /** Device and inode; null where the system knows none. */
    private Object keyAtPath() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Says whether it is still the file at its path. */
    boolean isAtPath() {
        try {
            return Objects.equals(key, keyAtPath());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Lets a call go on only while it is the file at its path.
     *
     * @throws SQLException with vendor code 14 (SQLITE_CANTOPEN) when it is not
     */
    void requireAtPath() throws SQLException {
        if (!isAtPath()) {
            throw gone(null);
        }
    }

    /**
     * Lets a transaction that may write go on only while the file and its folder, where SQLite keeps its log, can be written
     * to. A connection that was opened while they could would go on, and the next one would not.
     *
     * @throws SQLException with vendor code 8 (SQLITE_READONLY) when one of them can't
     */
    void requireWritable() throws SQLException {
        if (!isWritable()) {
            throw new SQLException(
                    "The SQLite file " + path + " or its folder cannot be written to",
                    null,
                    SQLiteErrorCode.SQLITE_READONLY.code);
        }
    }

    /** Says whether the file and its folder can be written to. */
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
