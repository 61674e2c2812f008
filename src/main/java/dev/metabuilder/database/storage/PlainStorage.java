package dev.metabuilder.database.storage;

import dev.metabuilder.database.platform.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Access to the database in a process without a server, for one thread: it has connections, and no entities. A transaction
 * begins with {@link #inTransaction}, and {@link #transact} ends it.
 */
public final class PlainStorage extends Storage implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PlainStorage.class.getName());

    private final Map<Class<?>, TransactionEnd> attached = new LinkedHashMap<>();

    private Connection transaction;

    /** Makes one on the {@link ConnectionPool}. */
    public PlainStorage() {
        super(new Snapshots());
    }

    @Override
    public Connection inTransaction() {
        return ofTransaction();
    }

    @Override
    Connection ofTransaction() {
        if (transaction == null) {
            try {
                transaction = ConnectionPool.connection();
                transaction.setAutoCommit(false);
            } catch (SQLException e) {
                throw ErrorTranslator.translate(e);
            }
        }
        return transaction;
    }

    @Override
    public void forgetEntities() {
        // It has none.
    }

    @Override
    public <A extends TransactionEnd> A ofTransaction(Class<A> type, Supplier<A> make) {
        return type.cast(attached.computeIfAbsent(type, none -> make.get()));
    }

    @Override
    boolean hasBegun() {
        return transaction != null;
    }

    /**
     * Runs some work, and commits the transaction that it has begun. If the work throws, {@link #close} rolls back.
     *
     * @throws dev.metabuilder.database.errors.UnavailableException if the commit fails
     */
    public <R> R transact(Supplier<R> work) {
        R result = work.get();
        if (transaction != null) {
            attached.values().forEach(last -> last.endWith(transaction));
            try {
                transaction.commit();
            } catch (SQLException e) {
                throw ErrorTranslator.ofCommit(e);
            }
            close();
        }
        return result;
    }

    @Override
    public void close() {
        attached.clear();
        if (transaction != null) {
            // A connection that is closed before its commit rolls back; PostgreSQL's driver leaves that to the server.
            try (Connection ended = transaction) {
                transaction = null;
                ended.rollback();
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "A connection could not be closed", e);
            }
        }
    }
}
