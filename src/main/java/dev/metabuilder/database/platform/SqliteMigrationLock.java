package dev.metabuilder.database.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The migration lock on SQLite: a lock on a file beside the database. */
final class SqliteMigrationLock extends MigrationLock {

    private static final long LOOK_MILLIS = 100;

    private final FileChannel file;

    private SqliteMigrationLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Waits for the lock, and takes it.
     *
     * @param database the file of the database, or null for one in memory, which no other process can use
     * @param say gets a message that names the holder if the wait is long
     */
    static SqliteMigrationLock take(Path database, Consumer<String> say) throws SQLException {
        if (database == null) {
            return new SqliteMigrationLock(null);
        }
        try {
            FileChannel file = SecretFile.open(Path.of(database + "-migration"));
            for (long waited = 0; file.tryLock() == null; waited += LOOK_MILLIS) {
                if (waited >= TELL_AFTER_MILLIS) {
                    tell(say, "it has locked " + database + "-migration");
                    file.lock();
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return new SqliteMigrationLock(file);
        } catch (IOException e) {
            throw new SQLException("The lock file beside the database could not be locked.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("The wait for the lock file beside the database was broken off.", e);
        }
    }

    @Override
    public boolean isExclusive() {
        return file != null;
    }

    @Override
    public void close() throws SQLException {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new SQLException("The lock file beside the database could not be released.", e);
            }
        }
    }
}
