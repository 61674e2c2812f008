package dev.metabuilder.database.query;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Says which records of a model to return, in which order, and how many at once. It is immutable: each method returns
 * another query. With the static metamodel, the compiler checks names and types of properties:
 *
 * <pre>{@code
 * RecordQuery.of(User.class).where(User_.role, Operator.EQUAL, Role.GOD).sort(User_.username).limit(50)
 * }</pre>
 *
 * @param <T> the entity
 */
public final class RecordQuery<T extends BaseEntity> {

    /** The most records that a page can have. */
    public static final int MOST_RECORDS = 1_000;

    /** The default number of records of a page. */
    public static final int USUAL_RECORDS = 100;

    /**
     * A property by which records are sorted.
     *
     * @param property a declared scalar
     * @param descending whether the greatest comes first; records without the property then come first, otherwise last
     */
    public record Order(Property property, boolean descending) {

        private Order reversed() {
            return new Order(property, !descending);
        }

        @Override
        public String toString() {
            return (descending ? "-" : "") + property.name();
        }
    }

    private final Model<T> model;
    private final RecordFilter filter;
    private final List<Order> orders;
    private final int limit;
    private final String cursor;
    private final boolean backwards;

    private RecordQuery(
            Model<T> model, RecordFilter filter, List<Order> orders, int limit, String cursor, boolean backwards) {
        this.model = model;
        this.filter = filter;
        this.orders = List.copyOf(orders);
        this.limit = limit;
        this.cursor = cursor;
        this.backwards = backwards;
    }

    /** All records of a model, in order, {@value #USUAL_RECORDS} at once. */
    public static <T extends BaseEntity> RecordQuery<T> of(Class<T> type) {
        return new RecordQuery<>(Model.of(type), RecordFilter.ALL, List.of(), USUAL_RECORDS, null, false);
    }

    /** Returns the query restricted by another filter. */
    public RecordQuery<T> where(RecordFilter more) {
        return new RecordQuery<>(model, new RecordFilter.And(List.of(filter, more)), orders, limit, cursor, backwards);
    }

    /** Returns the query restricted by the comparison of a property with a value, which must not be null. */
    public <V> RecordQuery<T> where(SingularAttribute<? super T, V> attribute, Operator operator, V value) {
        return where(new RecordFilter.Comparison(scalar(attribute), operator, List.of(value)));
    }

    /** Returns the query restricted by the comparison of a property with several values, such as {@link Operator#IN}. */
    public <V> RecordQuery<T> where(
            SingularAttribute<? super T, V> attribute, Operator operator, Collection<? extends V> values) {
        return where(new RecordFilter.Comparison(scalar(attribute), operator, List.copyOf(values)));
    }

    /** Returns the query sorted by another property, ascending; records without it come last. */
    public RecordQuery<T> sort(SingularAttribute<? super T, ?> attribute) {
        return sort(new Order(scalar(attribute), false));
    }

    /** Returns the query sorted by another property, descending; records without it come first. */
    public RecordQuery<T> sortDescending(SingularAttribute<? super T, ?> attribute) {
        return sort(new Order(scalar(attribute), true));
    }

    /**
     * Returns the query sorted by another property. Records that are equal in all of them keep the order of the collection.
     */
    public RecordQuery<T> sort(Order order) {
        List<Order> more = new ArrayList<>(orders);
        more.add(order);
        return new RecordQuery<>(model, filter, more, limit, cursor, backwards);
    }

    /**
     * Returns the query with another number of records at once.
     *
     * @throws InvalidException if it is not from 1 to {@value #MOST_RECORDS}
     */
    public RecordQuery<T> limit(int records) {
        if (records < 1 || records > MOST_RECORDS) {
            throw new InvalidException("/limit", "must be an integer from 1 to " + MOST_RECORDS);
        }
        return new RecordQuery<>(model, filter, orders, records, cursor, backwards);
    }

    /** Returns the query for the page after the one with this {@link Page#next()}; null for the first page. */
    public RecordQuery<T> after(String cursor) {
        return new RecordQuery<>(model, filter, orders, limit, cursor, false);
    }

    /** Returns the query for the page before the one with this {@link Page#previous()}; null for the last page. */
    public RecordQuery<T> before(String cursor) {
        return new RecordQuery<>(model, filter, orders, limit, cursor, true);
    }

    private Property scalar(SingularAttribute<? super T, ?> attribute) {
        Property property = model.property(attribute.getName());
        if (property == null || !isScalar(property)) {
            throw new InvalidException(
                    "/" + attribute.getName(), "is no scalar that the JSON of a " + model.name() + " shows");
        }
        return property;
    }

    /** Returns whether records can be compared and sorted by a property: all but JSON. */
    public static boolean isScalar(Property property) {
        return property.type() != Json.class;
    }

    Model<T> model() {
        return model;
    }

    RecordFilter filter() {
        return filter;
    }

    List<Order> orders() {
        return orders;
    }

    int limit() {
        return limit;
    }

    /** Returns the orders in which the records are read. */
    List<Order> readingOrders() {
        return backwards ? orders.stream().map(Order::reversed).toList() : orders;
    }

    String cursor() {
        return cursor;
    }

    boolean isBackwards() {
        return backwards;
    }
}
