package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.TableLock;
import dev.metabuilder.database.platform.TableLock.Mode;
import dev.metabuilder.database.vendor.EclipseLinkTransactions;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Table;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.persistence.config.PessimisticLock;
import org.eclipse.persistence.config.QueryHints;

/** Access to the database: entities, and connections inside and outside of the caller's transaction. */
@ApplicationScoped
public class Storage {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Snapshots snapshots;

    @Resource
    private TransactionSynchronizationRegistry transactions;

    /** For the container. */
    public Storage() {}

    /** Makes one without entities, for {@link PlainStorage}. */
    Storage(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    private final Map<Model<?>, String> locking = new ConcurrentHashMap<>();

    private volatile Dialect dialect;

    /** Returns the entities. */
    public EntityManager entities() {
        return entities;
    }

    /** Forgets all entities that the transaction has read: rows were changed below JPA. */
    public void forgetEntities() {
        entities.clear();
    }

    /** Returns the dialect of the database. */
    public Dialect dialect() {
        if (dialect == null) {
            dialect = snapshots.read(Dialect::of);
        }
        return dialect;
    }

    /** Returns where the database is: the path of an SQLite file, or the host, port and name of a database on a server. */
    public String place() {
        return read(connection -> dialect().place(connection.getMetaData().getURL()));
    }

    /** Returns the message of a failure for an operator, with the name of a file that another program has locked. */
    public String reason(RuntimeException failure) {
        return ErrorTranslator.isLocked(failure) && dialect().isEmbedded()
                ? "The " + dialect().productName() + " file " + place()
                        + " cannot be used: another program has locked it"
                : failure.getMessage();
    }

    /**
     * Returns the connection of the current JTA transaction, which this begins on the database if necessary. The caller must
     * not close it. From now on entities are read through it too.
     */
    public Connection inTransaction() {
        entities.flush();
        return ofTransaction();
    }

    /** Returns the connection of the current transaction as {@link #inTransaction}, without writing what is pending. */
    Connection ofTransaction() {
        return entities.unwrap(Connection.class);
    }

    /** Returns the object of a class that belongs to the current transaction; makes it if there is none yet. */
    public <A extends TransactionEnd> A ofTransaction(Class<A> type, Supplier<A> make) {
        if (transactions.getResource(type) == null) {
            A made = make.get();
            transactions.putResource(type, made);
            Connection connection = ofTransaction();
            EclipseLinkTransactions.beforeCommit(entities, () -> made.endWith(connection));
        }
        return type.cast(transactions.getResource(type));
    }

    /** Returns whether the current transaction has begun on the database. */
    boolean hasBegun() {
        return EclipseLinkTransactions.hasBegun(entities);
    }

    /**
     * Runs a function on a snapshot of the whole database. If the current transaction has written, the function sees the
     * transaction's writes; otherwise it gets a snapshot of its own, which takes no write lock.
     */
    public <R> R read(Reading<R> reading) {
        try {
            if (hasBegun()) {
                return reading.on(inTransaction());
            }
            return snapshots.read(reading);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Locks a model against replacement until the transaction ends. */
    public void lockForReference(Class<?> type) {
        lock(List.of(new TableLock(table(type), Mode.REFERENCE)));
    }

    /**
     * Locks models against replacement until the transaction ends: those that the caller refers to, and the one that it
     * writes.
     */
    public void lockForWriting(List<Model<?>> referred, Model<?> written) {
        lock(locksForWriting(referred, written));
    }

    /** Locks models that the caller writes against replacement until the transaction ends, in the given order. */
    public void lockForWriting(List<Model<?>> written) {
        lock(written.stream()
                .map(model -> new TableLock(model.table(), Mode.WRITING))
                .toList());
    }

    /** Returns the locks that {@link #lockForWriting(List, Model)} takes. */
    public List<TableLock> locksForWriting(List<Model<?>> referred, Model<?> written) {
        List<TableLock> locks = new ArrayList<>();
        referred.forEach(model -> locks.add(new TableLock(model.table(), Mode.REFERENCE)));
        locks.add(new TableLock(written.table(), Mode.WRITING));
        return locks;
    }

    /**
     * Begins a write. On SQLite the first statement of a transaction waits for its turn; this statement can be cancelled
     * while it waits.
     *
     * @throws UnavailableException if the work was cancelled, or its turn did not come in time
     */
    public void begin(Progress progress) {
        try {
            new Sql(inTransaction(), progress).update(dialect().beforeManyChanges());
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Locks models against other writers until the transaction ends, in the given order. */
    public void lockForReplacement(Class<?>... types) {
        lock(Arrays.stream(types)
                .map(type -> new TableLock(table(type), Mode.REPLACEMENT))
                .toList());
    }

    private static String table(Class<?> type) {
        return type.getAnnotation(Table.class).name();
    }

    private void lock(List<TableLock> locks) {
        // Without a flush: where references are judged at once, a change must not be written before it has been
        // checked.
        try (Statement statement = ofTransaction().createStatement()) {
            dialect().lock(statement, locks);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Locks and returns the record with a key, or null: no other transaction changes it before this one ends. */
    public <T extends BaseEntity> T lock(Model<T> model, String key) {
        lockForRow(model);
        return entities.createNamedQuery(locking.computeIfAbsent(model, this::addLocking), model.type())
                .setParameter("key", key)
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    /** Takes what must be locked of a model's table before a row of it is. */
    public void lockForRow(Model<?> model) {
        try {
            dialect().lockForRow(this::inTransaction, model.table());
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** EclipseLink prepares a named query once; EntityManager.find with a lock prepares its query at each call. */
    private <T extends BaseEntity> String addLocking(Model<T> model) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<T> query = criteria.createQuery(model.type());
        Root<T> row = query.from(model.type());
        query.where(criteria.equal(row.get(model.key().name()), criteria.parameter(String.class, "key")));
        String name = "lock " + model.table();
        // A lock mode in place of the hint would also prepare the query at each call.
        entities.getEntityManagerFactory()
                .addNamedQuery(
                        name, entities.createQuery(query).setHint(QueryHints.PESSIMISTIC_LOCK, PessimisticLock.Lock));
        return name;
    }

    /** Returns the first column of the first row of a query, as a string. */
    public String query(String sql) {
        return read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? row.getString(1) : null;
            }
        });
    }

    /**
     * A function on a snapshot.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Reading<R> {

        /** Reads through the connection. */
        R on(Connection connection) throws SQLException;
    }
}
