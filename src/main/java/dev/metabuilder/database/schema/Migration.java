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
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.core.MockDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
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
            WholeChanges whole = new WholeChanges(connection);
            try (Liquibase liquibase = liquibase(database(whole))) {
                liquibase.setChangeExecListener(whole.changes());
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

    private Database database(JdbcConnection connection) throws LiquibaseException {
        if (storage.dialect() != Dialect.SQLITE) {
            return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection);
        }
        Database sqlite = new TransactionalSqlite();
        sqlite.setConnection(connection);
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
    private static final class TransactionalSqlite extends SQLiteDatabase {

        @Override
        public boolean supportsDDLInTransaction() {
            return true;
        }
    }

    /**
     * A connection that commits a change together with the row that tells of it. Liquibase commits the one before the
     * other, and a server killed between them would leave a change behind that is made a second time, and fails.
     */
    private static final class WholeChanges extends JdbcConnection {

        private boolean inChange;

        WholeChanges(Connection connection) {
            super(connection);
        }

        @Override
        public void commit() throws DatabaseException {
            if (!inChange) {
                super.commit();
            }
        }

        ChangeExecListener changes() {
            return new AbstractChangeExecListener() {
                @Override
                public void willRun(ChangeSet change, DatabaseChangeLog log, Database database, RunStatus status) {
                    inChange = true;
                }

                @Override
                public void ran(ChangeSet change, DatabaseChangeLog log, Database database, ExecType type) {
                    // Its row is written. What Liquibase does next is to commit.
                    inChange = false;
                }

                @Override
                public void runFailed(ChangeSet change, DatabaseChangeLog log, Database database, Exception failure) {
                    inChange = false;
                }
            };
        }
    }
}
