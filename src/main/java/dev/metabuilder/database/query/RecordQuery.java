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
 * Which records of a model, in which order, and how many at once. It is immutable: each method returns another query. The
 * static metamodel keeps it to properties that there are, and to their types:
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

    /** How many records a page has where nothing else is said. */
    public static final int USUAL_RECORDS = 100;

    /**
     * By what records are sorted.
     *
     * @param property a declared scalar
     * @param descending whether the greatest comes first; records that lack the property then come first, else last
     */
    public record Order(Property property, boolean descending) {

        @Override
        public String toString() {
            return (descending ? "-" : "") + property.name();
        }
    }

    private final Model<T> model;
    private final RecordFilter filter;
    private final List<Order> orders;
    private final int limit;
    private final String after;

    private RecordQuery(Model<T> model, RecordFilter filter, List<Order> orders, int limit, String after) {
        this.model = model;
        this.filter = filter;
        this.orders = List.copyOf(orders);
        this.limit = limit;
        this.after = after;
    }

    /** All records of a model, in order, {@value #USUAL_RECORDS} at once. */
    public static <T extends BaseEntity> RecordQuery<T> of(Class<T> type) {
        return new RecordQuery<>(Model.of(type), RecordFilter.ALL, List.of(), USUAL_RECORDS, null);
    }

    /** Those for which the filter holds too. */
    public RecordQuery<T> where(RecordFilter more) {
        return new RecordQuery<>(model, new RecordFilter.And(List.of(filter, more)), orders, limit, after);
    }

    /** Those of which a property also compares as told to a value, which must not be null. */
    public <V> RecordQuery<T> where(SingularAttribute<? super T, V> attribute, Operator operator, V value) {
        return where(new RecordFilter.Comparison(scalar(attribute), operator, List.of(value)));
    }

    /** Those of which a property also compares as told to some values, such as with {@link Operator#IN}. */
    public <V> RecordQuery<T> where(
            SingularAttribute<? super T, V> attribute, Operator operator, Collection<? extends V> values) {
        return where(new RecordFilter.Comparison(scalar(attribute), operator, List.copyOf(values)));
    }

    /** Sorted by one more property, the least first; those that lack it come last. */
    public RecordQuery<T> sort(SingularAttribute<? super T, ?> attribute) {
        return sort(new Order(scalar(attribute), false));
    }

    /** Sorted by one more property, the greatest first; those that lack it come before. */
    public RecordQuery<T> sortDescending(SingularAttribute<? super T, ?> attribute) {
        return sort(new Order(scalar(attribute), true));
    }

    /** Sorted by one more property. What is equal in all of them stands in the order of the collection. */
    public RecordQuery<T> sort(Order order) {
        List<Order> more = new ArrayList<>(orders);
        more.add(order);
        return new RecordQuery<>(model, filter, more, limit, after);
    }

    /**
     * So many records at once.
     *
     * @throws InvalidException when it is not 1 to {@value #MOST_RECORDS}
     */
    public RecordQuery<T> limit(int records) {
        if (records < 1 || records > MOST_RECORDS) {
            throw new InvalidException("/limit", "must be an integer from 1 to " + MOST_RECORDS);
        }
        return new RecordQuery<>(model, filter, orders, records, after);
    }

    /** Those that come after the page that had this as its {@link Page#next()}; null for the first page. */
    public RecordQuery<T> after(String cursor) {
        return new RecordQuery<>(model, filter, orders, limit, cursor);
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

    String after() {
        return after;
    }
}
