package dev.metabuilder.database.query;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.List;

/** Executes a {@link RecordQuery}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class QueryExecutor {

    @Inject
    private Storage storage;

    /**
     * Returns a page of records, in order, from one snapshot.
     *
     * @throws InvalidException if the query's cursor is invalid
     */
    public <T extends BaseEntity> Page<T> page(RecordQuery<T> query) {
        CriteriaBuilder builder = entities().getCriteriaBuilder();
        CriteriaQuery<T> select = builder.createQuery(query.model().type());
        Root<T> row = select.from(query.model().type());
        JpaCriteria jpaCriteria = new JpaCriteria(builder, row, query.model());
        select.where(jpaCriteria.holds(query.filter()), jpaCriteria.comesAfter(query))
                .orderBy(jpaCriteria.order(query.orders()));
        // One record more than the page shows whether there is a next page.
        List<T> found =
                entities().createQuery(select).setMaxResults(query.limit() + 1).getResultList();
        entities().clear();
        if (found.size() <= query.limit()) {
            return new Page<>(found, null);
        }
        List<T> records = List.copyOf(found.subList(0, query.limit()));
        return new Page<>(records, Cursor.after(records.get(records.size() - 1), query));
    }

    /** Returns how many records match the query, on all pages. */
    public <T extends BaseEntity> long count(RecordQuery<T> query) {
        CriteriaBuilder builder = entities().getCriteriaBuilder();
        CriteriaQuery<Long> select = builder.createQuery(Long.class);
        Root<T> row = select.from(query.model().type());
        select.select(builder.count(row)).where(new JpaCriteria(builder, row, query.model()).holds(query.filter()));
        return entities().createQuery(select).getSingleResult();
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
