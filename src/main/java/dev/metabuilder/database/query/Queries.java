package dev.metabuilder.database.query;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.model.Row;
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

/** Reads what a {@link Query} asks for. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Queries {

    @Inject
    private Storage storage;

    /**
     * Returns a page of records, in order. It is one snapshot.
     *
     * @throws InvalidException when the query's cursor is none
     */
    public <T extends Row> Page<T> page(Query<T> query) {
        CriteriaBuilder builder = entities().getCriteriaBuilder();
        CriteriaQuery<T> select = builder.createQuery(query.model().type());
        Root<T> row = select.from(query.model().type());
        Criteria criteria = new Criteria(builder, row, query.model());
        select.where(criteria.holds(query.filter()), criteria.comesAfter(query))
                .orderBy(criteria.order(query.orders()));
        // One more than wanted tells whether there is a next page.
        List<T> found =
                entities().createQuery(select).setMaxResults(query.limit() + 1).getResultList();
        entities().clear();
        if (found.size() <= query.limit()) {
            return new Page<>(found, null);
        }
        List<T> records = List.copyOf(found.subList(0, query.limit()));
        return new Page<>(records, Cursor.after(records.get(records.size() - 1), query));
    }

    /** Returns how many records the query is about, on all pages. */
    public <T extends Row> long count(Query<T> query) {
        CriteriaBuilder builder = entities().getCriteriaBuilder();
        CriteriaQuery<Long> select = builder.createQuery(Long.class);
        Root<T> row = select.from(query.model().type());
        select.select(builder.count(row)).where(new Criteria(builder, row, query.model()).holds(query.filter()));
        return entities().createQuery(select).getSingleResult();
    }

    private EntityManager entities() {
        return storage.entities();
    }
}
