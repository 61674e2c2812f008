package dev.metabuilder.database.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * The file {@code -wal} beside the database, SQLite's write-ahead log. SQLite leaves in it what a change has written before
 * its rollback. To empty the log, SQLite must write the committed part to the database; on a disk that the log has filled,
 * there is no room for that.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#walformat">The format of the log</a>
 */
final class SqliteWal {
    /** The maximum size that the log keeps when SQLite reuses it, in bytes. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;

    private final Path file;

    /** The log of a database. */
    SqliteWal(Path database) {
        file = Path.of(database + "-wal");
    }

    /**
     * Frees the room that a large change took in the log before its rollback: on a full disk nothing else could be written.
     * If a reader still needs the log, SQLite frees the room later, by the log's size limit.
     *
     * @param connection a connection whose transaction has been rolled back
     * @param busyTimeoutMillis the connection's usual timeout for locks, in ms
     */
    void cutIfLong(SQLiteConnection connection, int busyTimeoutMillis) {
        if (!isLong()) {
            return;
        }
        DB database = connection.getDatabase();
        try {
            database.busy_timeout(0);
            try {
                cut(connection, database);
            } finally {
                database.busy_timeout(busyTimeoutMillis);
            }
        } catch (SQLException | IOException e) {
            // Others use the log.
            return;
        }
    }

    /** Returns whether the log is larger than the maximum, or the disk has less free room than that. */
    private boolean isLong() {
        try {
            return Files.size(file) > MOST_BYTES || Files.getFileStore(file).getUsableSpace() < MOST_BYTES;
        } catch (IOException e) {
            // There is no log.
            return false;
        }
    }

    /**
     * Cuts the uncommitted end of the log, and then empties the log, if nobody reads from it.
     *
     * @param connection a connection whose transaction has been rolled back, and which does not wait for locks
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) if others use the log
     */
    private void cut(Connection connection, DB database) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            long before = number(statement, "pragma data_version", 1);
            long frames = number(statement, "pragma wal_checkpoint(noop)", 2);
            long pageBytes = number(statement, "pragma page_size", 1);
            database.exec("begin immediate", false);
            try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                // Nobody writes now. If nobody has written since the frames were counted, the bytes after them are
                // useless.
                if (frames >= 0 && number(statement, "pragma data_version", 1) == before) {
                    written.truncate(HEADER_BYTES + frames * (FRAME_HEADER_BYTES + pageBytes));
                }
            } finally {
                database.exec("rollback", false);
            }
        }
        database.exec("pragma wal_checkpoint(truncate)", true);
    }

    private static long number(Statement statement, String sql, int column) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(column);
        }
    }
}
