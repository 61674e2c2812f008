package dev.metabuilder.database.schema;

import dev.metabuilder.database.model.Storage;
import dev.metabuilder.database.model.UnavailableException;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.core.MockDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;

/** Brings the schema up to date with Liquibase, from the same changelog as the pipeline. */
@ApplicationScoped
public class Migration {

    private static final String CHANGELOG = "liquibase/changelog.yaml";

    /** How a server signs Liquibase's lock, so that it is known for one that died when nobody migrates. */
    private static final String SIGNATURE = "#metabuilder-server";

    static {
        // Liquibase reads both from the system properties; it must not tell an outside host what is run here.
        System.setProperty("liquibase.hostDescription", SIGNATURE);
        System.setProperty("liquibase.analytics.enabled", "false");
    }

    @Inject
    private Storage storage;

    private List<String> changes;

    /** Returns the changes that this build knows, in order. */
    public synchronized List<String> changes() {
        if (changes == null) {
            Thread thread = Thread.currentThread();
            ClassLoader callers = thread.getContextClassLoader();
            // Through it Liquibase finds its own parts, at its first use and once for all. Whoever asks for readiness
            // while
            // the server starts has another one, and would leave a Liquibase behind that can't migrate.
            thread.setContextClassLoader(Migration.class.getClassLoader());
            try (Liquibase liquibase = liquibase(new MockDatabase())) {
                changes = liquibase.getDatabaseChangeLog().getChangeSets().stream()
                        .map(ChangeSet::getId)
                        .toList();
            } catch (LiquibaseException e) {
                throw new IllegalStateException(e);
            } finally {
                thread.setContextClassLoader(callers);
            }
        }
        return changes;
    }

    /**
     * Makes every change that the database lacks. Of several servers that start at once, one does it and the others wait.
     *
     * @throws UnavailableException when another migration does not end
     */
    public void update() {
        try (Connection connection = Pool.connection();
                Turn turn = Turn.take(storage.dialect())) {
            try (Liquibase liquibase = liquibase(database(connection))) {
                if (turn.isExclusive()) {
                    releaseLockOfTheDead(liquibase.getDatabase());
                }
                liquibase.update(new Contexts(), new LabelExpression());
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException | LiquibaseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof LockException) {
                    throw new UnavailableException(
                            "The schema's changelog stays locked by "
                                    + lockOwner()
                                    + ". If no migration runs there any more, run liquibase release-locks.",
                            e);
                }
            }
            throw new UnavailableException("The schema could not be brought up to date; the log says why.", e);
        }
    }

    private Database database(Connection connection) throws LiquibaseException {
        JdbcConnection jdbc = new JdbcConnection(connection);
        if (storage.dialect() != Dialect.SQLITE) {
            return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(jdbc);
        }
        Database sqlite = new WholeChanges();
        sqlite.setConnection(jdbc);
        return sqlite;
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

    /** Liquibase itself fails to read its lock from SQLite, which has no type for the time that it was taken. */
    private String lockOwner() {
        return storage.query("SELECT lockedby FROM databasechangeloglock WHERE locked = TRUE");
    }

    /** SQLite makes a change whole or not at all; Liquibase would commit each of its statements. */
    private static final class WholeChanges extends SQLiteDatabase {

        @Override
        public boolean supportsDDLInTransaction() {
            return true;
        }
    }
}
