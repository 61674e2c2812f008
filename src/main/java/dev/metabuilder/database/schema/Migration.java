package dev.metabuilder.database.schema;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.platform.MigrationLock;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

    private static final String CHANGELOG = "liquibase/changelog.yaml";

    /** A change has a file of its own, which has its name. */
    private static final Pattern INCLUDE = Pattern.compile("(?m)^ *- include: \\{ file: changes/([^.]+)[.]yaml,");

    /** How a server signs Liquibase's lock, so that it is known for one that died when nobody migrates. */
    private static final String SIGNATURE = "#metabuilder-server";

    private static final long LOOK_MILLIS = 200;

    static {
        // Liquibase reads both from the system properties; it must not tell an outside host what is run here.
        System.setProperty("liquibase.hostDescription", SIGNATURE);
        System.setProperty("liquibase.analytics.enabled", "false");
    }

    @Inject
    private Storage storage;

    private final List<String> changes = included();

    /** Returns the changes that this build knows, in order. */
    public List<String> changes() {
        return changes;
    }

    /** Reads which files the changelog includes: to parse them all as Liquibase does takes a tenth of a start. */
    private static List<String> included() {
        try (InputStream changelog = Migration.class.getClassLoader().getResourceAsStream(CHANGELOG)) {
            return INCLUDE.matcher(new String(changelog.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult include) -> include.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes every change that the database lacks. Of several servers that start at once, one does it and the others wait.
     *
     * @param say gets a message after 3 s if the migration has to wait, with who holds the lock
     * @throws UnavailableException when the database takes no writes, another migration does not end, or a change fails,
     *     which is then taken back whole
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
                throw failed(whole.change, e);
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw failed(null, e);
        }
    }

    /** Returns the reason for the operator; only the log has the failed statement. */
    private UnavailableException failed(String change, Exception e) {
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
        // That it is damaged, full or read-only is no matter of the change.
        String words = ErrorTranslator.translate(e) instanceof UnavailableException known
                ? known.getMessage()
                : String.valueOf(reason.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
        return new UnavailableException(
                change == null
                        ? "The schema could not be updated: " + words
                        : "The schema could not be updated. The change " + change + " failed and was rolled back: "
                                + words,
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
                CHANGELOG, new ClassLoaderResourceAccessor(getClass().getClassLoader()), database);
    }

    /** While it is our turn no other server migrates: a lock that a server has signed is of one that was killed. */
    private void releaseLockOfTheDead(Database database) throws LiquibaseException {
        LockService locks = LockServiceFactory.getInstance().getLockService(database);
        locks.init();
        String owner = lockOwner();
        if (owner != null && owner.contains(SIGNATURE)) {
            locks.forceReleaseLock();
        }
    }

    /** Liquibase waits by itself, for five minutes, and says nothing meanwhile. */
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

    /** Liquibase itself fails to read its lock from SQLite, which has no type for the time that it was taken. */
    private String lockOwner() {
        return storage.query("SELECT lockedby FROM databasechangeloglock WHERE locked = TRUE");
    }

    /**
     * A connection that commits a change together with the row that tells of it. Liquibase commits the one before the
     * other, and a server killed between them would leave a change behind that is made a second time, and fails.
     */
    private static final class WholeChanges extends JdbcConnection {

        private boolean inChange;

        /** The change that is being made, until it is committed; null between two. */
        private String change;

        WholeChanges(Connection connection) {
            super(connection);
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
                    // Its row is written. What Liquibase does next is to commit.
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
