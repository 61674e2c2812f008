package dev.metabuilder.database.query;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.persistence.config.QueryHints;

/** Executes a {@link RecordQuery}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class QueryExecutor {

    /** The longest time for a page or a count, in ms: a filter that no index answers must not keep the database from others. */
    static final int MOST_MILLIS = 5_000;

    @Inject
    private Storage storage;

    /**
     * Returns a page of records, in order, from one snapshot.
     *
     * @throws InvalidException if the query's cursor is invalid
     * @throws dev.metabuilder.database.errors.UnavailableException if it takes longer than {@value #MOST_MILLIS} ms
     */
    public <T extends BaseEntity> Page<T> page(RecordQuery<T> query) {
        CriteriaBuilder builder = entities().getCriteriaBuilder();
        CriteriaQuery<T> select = builder.createQuery(query.model().type());
        Root<T> row = select.from(query.model().type());
        JpaCriteria jpaCriteria = new JpaCriteria(builder, row, query.model());
        select.where(jpaCriteria.holds(query.filter()), jpaCriteria.isBeyondCursor(query))
                .orderBy(jpaCriteria.order(query));
        // One record more than the page shows whether there is a page beyond.
        List<T> found = limited(select).setMaxResults(query.limit() + 1).getResultList();
        entities().clear();
        boolean more = found.size() > query.limit();
        List<T> records = new ArrayList<>(more ? found.subList(0, query.limit()) : found);
        if (query.isBackwards()) {
            Collections.reverse(records);
        }
        // On the other side is at least the page from which the cursor came.
        boolean came = query.cursor() != null && !records.isEmpty();
        boolean next = query.isBackwards() ? came : more;
        boolean previous = query.isBackwards() ? more : came;
        return new Page<>(
                List.copyOf(records),
                next ? Cursor.at(records.get(records.size() - 1), query) : null,
                previous ? Cursor.at(records.get(0), query) : null);
    }

    /**
     * Returns how many records match the query, on all pages.
     *
     * @throws dev.metabuilder.database.errors.UnavailableException if it takes longer than {@value #MOST_MILLIS} ms
     */
    public <T extends BaseEntity> long count(RecordQuery<T> query) {
        CriteriaBuilder builder = entities().getCriteriaBuilder();
        CriteriaQuery<Long> select = builder.createQuery(Long.class);
        Root<T> row = select.from(query.model().type());
        select.select(builder.count(row)).where(new JpaCriteria(builder, row, query.model()).holds(query.filter()));
        return limited(select).getSingleResult();
    }

    private <R> TypedQuery<R> limited(CriteriaQuery<R> select) {
        TypedQuery<R> query = entities().createQuery(select).setHint(QueryHints.QUERY_TIMEOUT, MOST_MILLIS);
        String limit = storage.dialect().timeLimit(MOST_MILLIS);
        return limit.isEmpty() ? query : query.setHint(QueryHints.HINT, limit);
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
