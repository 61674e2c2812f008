package dev.metabuilder.database.query;

import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.query.RecordQuery.Order;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;

/** Filters, orders and cursors as JPA's criteria. */
final class JpaCriteria {

    private static final String POSITION = "rowPosition";

    private final CriteriaBuilder builder;
    private final Root<?> row;
    private final Model<?> model;

    JpaCriteria(CriteriaBuilder builder, Root<?> row, Model<?> model) {
        this.builder = builder;
        this.row = row;
        this.model = model;
    }

    /** Returns the predicate of a filter. */
    Predicate holds(RecordFilter filter) {
        if (filter instanceof RecordFilter.And and) {
            return builder.and(and.parts().stream().map(this::holds).toArray(Predicate[]::new));
        }
        if (filter instanceof RecordFilter.Or or) {
            return builder.or(or.parts().stream().map(this::holds).toArray(Predicate[]::new));
        }
        if (filter instanceof RecordFilter.Absence absence) {
            Path<Object> path = path(absence.property());
            return absence.absent() ? builder.isNull(path) : builder.isNotNull(path);
        }
        return compares((RecordFilter.Comparison) filter);
    }

    private Predicate compares(RecordFilter.Comparison comparison) {
        Property property = comparison.property();
        Path<Object> path = path(property);
        Object value = comparison.values().get(0);
        return switch (comparison.operator()) {
            case EQUAL -> builder.equal(path, value);
            case NOT_EQUAL -> orAbsent(property, builder.notEqual(path, value));
            case IN -> path.in(comparison.values());
            case NOT_IN -> orAbsent(property, builder.not(path.in(comparison.values())));
            case LESS -> precedes(property, value, false);
            case LESS_OR_EQUAL -> builder.or(precedes(property, value, false), builder.equal(path, value));
            case GREATER -> precedes(property, value, true);
            case GREATER_OR_EQUAL -> builder.or(precedes(property, value, true), builder.equal(path, value));
            // Unlike LIKE, it has no wildcards to escape, and is exact about case on every database.
            case CONTAINS -> builder.greaterThan(builder.locate(row.get(property.name()), (String) value), 0);
            case STARTS -> starts(property, (String) value);
        };
    }

    /** Returns a predicate that an index can answer: texts with a beginning are those from it up to the next one. */
    private Predicate starts(Property property, String beginning) {
        Predicate from = builder.or(precedes(property, beginning, true), builder.equal(path(property), beginning));
        String next = after(beginning);
        return next == null ? from : builder.and(from, precedes(property, next, false));
    }

    /** Returns the least text by code points that follows all that begin with a text, or null if there is none. */
    static String after(String beginning) {
        int[] characters = beginning.codePoints().toArray();
        for (int last = characters.length - 1; last >= 0; last--) {
            if (characters[last] < Character.MAX_CODE_POINT) {
                int next = characters[last] + 1;
                // No text contains a lone surrogate.
                characters[last] = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
                return new String(characters, 0, last + 1);
            }
        }
        return null;
    }

    private Predicate orAbsent(Property property, Predicate differs) {
        return property.required() ? differs : builder.or(differs, builder.isNull(path(property)));
    }

    /**
     * Returns the orders: records without the property come last, and equal records keep the order of the collection. A page
     * before a cursor is read backwards.
     */
    List<jakarta.persistence.criteria.Order> order(RecordQuery<?> query) {
        List<jakarta.persistence.criteria.Order> all = new ArrayList<>();
        for (Order order : query.readingOrders()) {
            if (!order.property().required()) {
                // Databases differ in where they sort NULL.
                Expression<Integer> absent = builder.<Integer>selectCase()
                        .when(builder.isNull(path(order.property())), 1)
                        .otherwise(0);
                all.add(order.descending() ? builder.desc(absent) : builder.asc(absent));
            }
            Path<Object> path = path(order.property());
            all.add(order.descending() ? builder.desc(path) : builder.asc(path));
        }
        for (Path<?> last : List.of(row.get(POSITION), path(model.key()))) {
            all.add(query.isBackwards() ? builder.desc(last) : builder.asc(last));
        }
        return all;
    }

    /** Returns the predicate for records after the query's cursor, or before it. */
    Predicate isBeyondCursor(RecordQuery<?> query) {
        if (query.cursor() == null) {
            return builder.conjunction();
        }
        Cursor cursor = Cursor.of(query);
        List<Predicate> alternatives = new ArrayList<>();
        List<Predicate> equal = new ArrayList<>();
        for (int i = 0; i < query.orders().size(); i++) {
            Order order = query.readingOrders().get(i);
            Object value = cursor.values().get(i);
            alternatives.add(and(equal, comesAfter(order, value)));
            Path<Object> path = path(order.property());
            equal.add(value == null ? builder.isNull(path) : builder.equal(path, value));
        }
        Path<Long> position = row.get(POSITION);
        alternatives.add(and(
                equal,
                query.isBackwards()
                        ? builder.lessThan(position, cursor.position())
                        : builder.greaterThan(position, cursor.position())));
        equal.add(builder.equal(position, cursor.position()));
        alternatives.add(and(equal, precedes(model.key(), cursor.key(), !query.isBackwards())));
        return builder.or(alternatives.toArray(Predicate[]::new));
    }

    private Predicate comesAfter(Order order, Object value) {
        Path<Object> path = path(order.property());
        if (value == null) {
            return order.descending() ? builder.isNotNull(path) : builder.disjunction();
        }
        Predicate after = precedes(order.property(), value, !order.descending());
        return order.descending() ? after : orAbsent(order.property(), after);
    }

    private Predicate and(List<Predicate> equal, Predicate last) {
        List<Predicate> all = new ArrayList<>(equal);
        all.add(last);
        return builder.and(all.toArray(Predicate[]::new));
    }

    /** Returns the predicate that the property comes before the value, or the value before the property. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Predicate precedes(Property property, Object value, boolean valueFirst) {
        Expression<Comparable> expression = row.get(property.name());
        return valueFirst
                ? builder.greaterThan(expression, (Comparable) value)
                : builder.lessThan(expression, (Comparable) value);
    }

    private Path<Object> path(Property property) {
        return row.get(property.name());
    }
}
