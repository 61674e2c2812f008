package dev.metabuilder.database.model;

/**
 * A line of the contract's table of relationships: a property whose value is a property of another record.
 *
 * @param from the model that refers
 * @param property the property that refers
 * @param to the model that is referred to
 * @param target the property that is referred to: the key, but for {@link Rule#FOLLOW}
 * @param rule what becomes of the record that refers
 */
public record Reference(Model<?> from, Property property, Model<?> to, Property target, Rule rule) {

    /** What becomes of the record that refers when the target goes. */
    public enum Rule {
        /** It goes too. */
        CASCADE,
        /** It stays, and refers to nothing. */
        SET_NULL,
        /**
         * It goes too; and when the target changes, it goes along, in place of what waited there. It may also stand for
         * a target that is not there yet: no foreign key holds it.
         */
        FOLLOW
    }

    /** A property that holds the key of another record. */
    static Reference to(Model<?> from, String property, Class<? extends BaseEntity> to, Rule rule) {
        Model<?> target = Model.of(to);
        return new Reference(from, from.property(property), target, target.key(), rule);
    }

    /** A key that follows a property of another record. */
    static Reference following(Model<?> from, Class<? extends BaseEntity> to, String target) {
        return new Reference(from, from.key(), Model.of(to), Model.of(to).property(target), Rule.FOLLOW);
    }
}
