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
    private final Path log;
    private final Object key;

    /**
     * Remembers the file that is at a path now.
     *
     * @throws SQLException with vendor code 14 (SQLITE_CANTOPEN) when there is none
     */
    SqliteFile(Path path) throws SQLException {
        this.path = path;
        log = Path.of(path + "-wal");
        try {
            key = keyAtPath();
        } catch (IOException e) {
            throw gone(e);
        }
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

    /** Returns the length of the file {@code -wal}, 0 when there is none. */
    long logBytes() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }

    private SQLException gone(IOException cause) {
        return new SQLException(
                "The SQLite file " + path + " has been deleted or replaced",
                null,
                SQLiteErrorCode.SQLITE_CANTOPEN.code,
                cause);
    }
}
