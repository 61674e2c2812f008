package dev.metabuilder.database.schema;

import dev.metabuilder.database.model.Storage;
import dev.metabuilder.database.model.UnavailableException;
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
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.DatabaseChangeLogLock;
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
            try (Liquibase liquibase = liquibase(new MockDatabase())) {
                changes = liquibase.getDatabaseChangeLog().getChangeSets().stream()
                        .map(ChangeSet::getId)
                        .toList();
            } catch (LiquibaseException e) {
                throw new IllegalStateException(e);
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
            try (Liquibase liquibase = liquibase(
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
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
            throw new UnavailableException("The schema could not be brought up to date; the log says why.", e);
        }
    }

    private Liquibase liquibase(Database database) {
        return new Liquibase(
                CHANGELOG, new ClassLoaderResourceAccessor(getClass().getClassLoader()), database);
    }

    /** While it is our turn no other server migrates: a lock that a server has signed is of one that was killed. */
    private static void releaseLockOfTheDead(Database database) throws LiquibaseException {
        LockService locks = LockServiceFactory.getInstance().getLockService(database);
        locks.init();
        for (DatabaseChangeLogLock lock : locks.listLocks()) {
            if (lock.getLockedBy() != null && lock.getLockedBy().contains(SIGNATURE)) {
                locks.forceReleaseLock();
            }
        }
    }
}
