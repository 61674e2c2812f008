package dev.metabuilder.database.testing;

import dev.metabuilder.database.storage.TransactionEnd;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What belongs to the transaction of the only thread, where there is no server and so no JTA. */
public final class LocalTransactions implements TransactionSynchronizationRegistry {

    private final Map<Object, Object> resources = new HashMap<>();

    /** Works before the commit, through the connection of the transaction, and forgets all. */
    public void end(Supplier<Connection> connection) {
        resources.values().forEach(last -> ((TransactionEnd) last).endWith(connection.get()));
        forget();
    }

    /** Forgets all: the transaction is rolled back. */
    public void forget() {
        resources.clear();
    }

    @Override
    public Object getTransactionKey() {
        return this;
    }

    @Override
    public void putResource(Object key, Object value) {
        resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getTransactionStatus() {
        return Status.STATUS_ACTIVE;
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
        return false;
    }
}
