package dev.metabuilder.database.schema;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.platform.MigrationLock;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;

/** Updates the schema with Liquibase, from the same changelog as the pipeline. */
@ApplicationScoped
public class Migration {

    /** Marks Liquibase's lock as a server's: if no migration runs, that server was killed. */
    private static final String SIGNATURE = "#metabuilder-server";

    private static final long LOOK_MILLIS = 200;

    static {
        // Liquibase reads both from the system properties. It must not send analytics to an outside host.
        System.setProperty("liquibase.hostDescription", SIGNATURE);
        System.setProperty("liquibase.analytics.enabled", "false");
    }

    @Inject
    private Storage storage;

    private final Map<String, List<String>> changes = new ConcurrentHashMap<>();

    /** For the container. */
    public Migration() {}

    /** Makes one in a process without a server. */
    public Migration(Storage storage) {
        this.storage = storage;
    }

    /**
     * Returns the changes that this build knows for a database, in order.
     *
     * @param database its name in the changelog
     */
    public List<String> changes(String database) {
        return changes.computeIfAbsent(database, Changelog::changes);
    }

    /**
     * Applies every change that the database lacks. If several servers start at once, one migrates and the others wait.
     *
     * @param say gets a message that names the holder of the lock if the migration waits for more than 3 s
     * @throws UnavailableException if the database is read-only, another migration does not end, or a change fails. It is
     *     rolled back as a whole; on a database that commits each statement of a schema, the next migration continues
     *     where this one failed.
     */
    public void update(Consumer<String> say) {
        if (storage.read(storage.dialect()::isReadOnly)) {
            throw new UnavailableException("The schema could not be updated: the database can't be written to.", null);
        }
        try (Connection connection = ConnectionPool.connection();
                MigrationLock migrationLock = storage.dialect().lockMigration(say)) {
            WholeChanges whole = new WholeChanges(connection);
            try (Liquibase liquibase = liquibase(storage.dialect().liquibaseDatabase(whole))) {
                liquibase.setChangeExecListener(whole.changes());
                if (migrationLock.isExclusive()) {
                    releaseLockOfTheDead(liquibase.getDatabase());
                    tellOfLock(say);
                }
                liquibase.update(new Contexts(), new LabelExpression());
            } catch (LiquibaseException e) {
                throw failed(whole.failed(), e);
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw failed(null, e);
        }
    }

    /**
     * Returns the reason for the operator; only the log has the failed statement.
     *
     * @param what the name of the change that failed, and that it did, or null if it was none
     */
    private UnavailableException failed(String what, Exception e) {
        Throwable reason = e;
        while (reason.getCause() != null) {
            if (reason instanceof LockException) {
                return locked(e);
            }
            reason = reason.getCause();
        }
        if (reason instanceof LockException) {
            return locked(e);
        }
        // If the database is damaged, full or read-only, the change is not to blame.
        String words = ErrorTranslator.translate(e) instanceof UnavailableException known
                ? known.getMessage()
                : String.valueOf(reason.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
        return new UnavailableException(
                what == null
                        ? "The schema could not be updated: " + words
                        : "The schema could not be updated. The change " + what + ": " + words,
                e);
    }

    private UnavailableException locked(Exception e) {
        return new UnavailableException(
                "The schema's changelog stays locked by " + lockOwner()
                        + ". If no migration runs there any more, run liquibase release-locks.",
                e);
    }

    private Liquibase liquibase(Database database) {
        return new Liquibase(
                Changelog.FILE, new ClassLoaderResourceAccessor(getClass().getClassLoader()), database);
    }

    /**
     * While we hold the migration lock, no other server migrates: a lock with a server's mark is that of a killed server.
     */
    private void releaseLockOfTheDead(Database database) throws LiquibaseException {
        LockService locks = LockServiceFactory.getInstance().getLockService(database);
        locks.init();
        String owner = lockOwner();
        if (owner != null && owner.contains(SIGNATURE)) {
            locks.forceReleaseLock();
        }
    }

    /** Reports a lock that is held: Liquibase itself waits for five minutes without a message. */
    private void tellOfLock(Consumer<String> say) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MigrationLock.TELL_AFTER_MILLIS);
        String owner = lockOwner();
        while (owner != null && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            owner = lockOwner();
        }
        if (owner != null) {
            say.accept("Waits for the changelog's lock, which " + owner + " holds.");
        }
    }

    /** Liquibase can't read its own lock from SQLite, which has no type for the time of the lock. */
    private String lockOwner() {
        return storage.query("SELECT lockedby FROM " + storage.dialect().changelogTable() + "LOCK WHERE locked = TRUE");
    }

    /**
     * A connection that commits a change together with its row in Liquibase's table. Liquibase would commit the change
     * first. If the server were killed between the two commits, the next migration would apply the change a second time, and
     * fail.
     */
    private static final class WholeChanges extends JdbcConnection {

        private boolean inChange;

        /** The change that is being applied, or null between two changes. */
        private String change;

        private final boolean rollsBack;

        WholeChanges(Connection connection) throws SQLException {
            super(connection);
            rollsBack = !connection.getMetaData().dataDefinitionCausesTransactionCommit();
        }

        /** Returns the name of the change that failed, and that it did, or null if it was none. */
        String failed() {
            return change == null ? null : change + " failed" + (rollsBack ? " and was rolled back" : "");
        }

        @Override
        public void commit() throws DatabaseException {
            if (!inChange) {
                super.commit();
                change = null;
            }
        }

        ChangeExecListener changes() {
            return new AbstractChangeExecListener() {
                @Override
                public void willRun(ChangeSet next, DatabaseChangeLog log, Database database, RunStatus status) {
                    change = next.getId();
                    inChange = true;
                }

                @Override
                public void ran(ChangeSet made, DatabaseChangeLog log, Database database, ExecType type) {
                    // The row of the change is written. Next Liquibase commits.
                    inChange = false;
                }

                @Override
                public void runFailed(ChangeSet next, DatabaseChangeLog log, Database database, Exception failure) {
                    inChange = false;
                }
            };
        }
    }
}
