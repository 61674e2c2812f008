package dev.metabuilder.database.model;

/**
 * A line of the contract's table of relationships: a property whose value is a property of another record.
 *
 * @param from the model of the referring record
 * @param property the referring property
 * @param to the model of the target
 * @param target the property of the target whose value {@code property} has: the key, except for {@link Rule#FOLLOW}
 * @param rule what happens to the referring record
 */
public record Reference(Model<?> from, Property property, Model<?> to, Property target, Rule rule) {

    /** What happens to the referring record when the target is deleted. */
    public enum Rule {
        /** It is deleted too. */
        CASCADE,
        /** It stays, and its property becomes absent. */
        SET_NULL,
        /**
         * It is deleted too. When the value in the target changes, the referring record gets the new value, and replaces a
         * record that had it. A referring record may exist without its target: there is no foreign key.
         */
        FOLLOW
    }

    /** A property with the key of another record. */
    static Reference to(Model<?> from, String property, Class<? extends BaseEntity> to, Rule rule) {
        Model<?> target = Model.of(to);
        return new Reference(from, from.property(property), target, target.key(), rule);
    }

    /** A key that follows a property of another record. */
    static Reference following(Model<?> from, Class<? extends BaseEntity> to, String target) {
        return new Reference(from, from.key(), Model.of(to), Model.of(to).property(target), Rule.FOLLOW);
    }
}
