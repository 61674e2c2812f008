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
 * The file {@code -wal} beside the database, in which SQLite writes first. What a change wrote there before it was rolled back
 * SQLite leaves in it, and to empty it SQLite has to write what was committed to the database: on a disk that the log has
 * filled there is no room for that.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#walformat">The format of the log</a>
 */
final class SqliteWal {
    /** The size that it may keep when SQLite starts it again. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;

    private final Path file;

    /** The log of a database. */
    SqliteWal(Path database) {
        file = Path.of(database + "-wal");
    }

    /**
     * Gives the room back that a large change took in the log before it was rolled back: on a full disk nothing else could
     * be written. Where a reader still needs the log, the limit of the log does so later.
     *
     * @param connection one whose transaction has been rolled back
     * @param busyTimeoutMillis how long the connection waits for locks otherwise
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

    /** Says whether it has more than it may keep, or the disk has less than that left. */
    private boolean isLong() {
        try {
            return Files.size(file) > MOST_BYTES || Files.getFileStore(file).getUsableSpace() < MOST_BYTES;
        } catch (IOException e) {
            // There is none.
            return false;
        }
    }

    /**
     * Cuts what was not committed from its end, and then empties it, if nobody reads from it.
     *
     * @param connection one whose transaction has been rolled back, and which does not wait for locks
     * @throws SQLException with vendor code 5 (SQLITE_BUSY) when others use it
     */
    private void cut(Connection connection, DB database) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            long before = number(statement, "pragma data_version", 1);
            long frames = number(statement, "pragma wal_checkpoint(noop)", 2);
            long pageBytes = number(statement, "pragma page_size", 1);
            database.exec("begin immediate", false);
            try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                // Nobody writes now. If nobody has since the frames were counted, what comes after them is of no use.
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
