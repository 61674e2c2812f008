package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.TableLock;
import dev.metabuilder.database.platform.TableLock.Mode;
import dev.metabuilder.database.vendor.EclipseLinkTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Table;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.config.PessimisticLock;
import org.eclipse.persistence.config.QueryHints;

/** Access to the database: entities, and connections inside and outside of the caller's transaction. */
@ApplicationScoped
public class Storage {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Snapshots snapshots;

    private final Map<Model<?>, String> locking = new ConcurrentHashMap<>();

    private volatile Dialect dialect;

    /** Returns the entities. */
    public EntityManager entities() {
        return entities;
    }

    /** Returns which database it is. */
    public Dialect dialect() {
        if (dialect == null) {
            dialect = snapshots.read(Dialect::of);
        }
        return dialect;
    }

    /** Returns where the database is: the path of an SQLite file, or the host, port and name of a PostgreSQL database. */
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
     * Returns the connection of the current JTA transaction, which begins on the database if it has not yet. Not to be
     * closed. From here on entities are read through it too.
     */
    public Connection inTransaction() {
        entities.flush();
        return entities.unwrap(Connection.class);
    }

    /**
     * Does something with a snapshot of the whole database: that of the current transaction if it has written, so that
     * its own writes are seen; else one of its own, which takes no write lock.
     */
    public <R> R read(Reading<R> reading) {
        try {
            if (EclipseLinkTransactions.hasBegun(entities)) {
                return reading.on(inTransaction());
            }
            return snapshots.read(reading);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Keeps models from being replaced until the transaction ends. */
    public void lockForReference(Class<?> type) {
        lock(List.of(new TableLock(table(type), Mode.REFERENCE)));
    }

    /** Keeps models from being replaced until the transaction ends, by one who refers to some and will write to the other. */
    public void lockForWriting(List<Model<?>> referred, Model<?> written) {
        lock(locksForWriting(referred, written));
    }

    /** Returns what keeps models from being replaced. */
    public List<TableLock> locksForWriting(List<Model<?>> referred, Model<?> written) {
        List<TableLock> locks = new ArrayList<>();
        referred.forEach(model -> locks.add(new TableLock(model.table(), Mode.REFERENCE)));
        locks.add(new TableLock(written.table(), Mode.WRITING));
        return locks;
    }

    /**
     * Begins to write. On SQLite a transaction waits for its turn with its first statement; by this one it can be cancelled.
     *
     * @throws UnavailableException when the work was told to stop, or the turn has not come in time
     */
    public void begin(Progress progress) {
        try {
            new Sql(inTransaction(), progress).update(dialect().beforeManyChanges());
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Keeps other writers of models out until the transaction ends; they are locked in the given order. */
    public void lockForReplacement(Class<?>... types) {
        lock(Arrays.stream(types)
                .map(type -> new TableLock(table(type), Mode.REPLACEMENT))
                .toList());
    }

    private static String table(Class<?> type) {
        return type.getAnnotation(Table.class).name();
    }

    private void lock(List<TableLock> locks) {
        try (Statement statement = inTransaction().createStatement()) {
            dialect().lock(statement, locks);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Returns the record with that key, or null; no other transaction changes it before this one ends. */
    public <T extends BaseEntity> T lock(Model<T> model, String key) {
        return entities.createNamedQuery(locking.computeIfAbsent(model, this::addLocking), model.type())
                .setParameter("key", key)
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    /** A query with a name is made ready once; EntityManager.find with a lock makes its own ready each time. */
    private <T extends BaseEntity> String addLocking(Model<T> model) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<T> query = criteria.createQuery(model.type());
        Root<T> row = query.from(model.type());
        query.where(criteria.equal(row.get(model.key().name()), criteria.parameter(String.class, "key")));
        String name = "lock " + model.table();
        // By a hint: a lock mode would have it made ready again, too.
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
     * What is done with a snapshot.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Reading<R> {

        /** Reads from the connection. */
        R on(Connection connection) throws SQLException;
    }
}
