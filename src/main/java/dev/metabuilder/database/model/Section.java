package dev.metabuilder.database.model;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An entry of the catalogue: a property of the export and an HTTP path of the same name, for the records of a model.
 *
 * @param <T> the entity
 */
public final class Section<T extends BaseEntity> {

    /** The form of a section's records in JSON. */
    public enum Kind {
        /** An array of records. */
        LIST,
        /** An object of records by key. */
        MAP,
        /** An object of single values by key. */
        VALUES,
        /** One record, or none. */
        SINGLETON
    }

    private final String name;
    private final Kind kind;
    private final Model<T> model;
    private final Property value;
    private final boolean sorted;
    private boolean portable;
    private boolean hashed;
    private boolean addedOnce;
    private Owner owner;
    private List<Unique> uniques = List.of();
    private List<Reference> references = List.of();

    private Section(String name, Kind kind, Model<T> model, Property value, boolean sorted) {
        this.name = name;
        this.kind = kind;
        this.model = model;
        this.value = value;
        this.sorted = sorted;
    }

    private static <T extends BaseEntity> Section<T> of(
            String name, Kind kind, Class<T> type, String value, boolean sorted) {
        Model<T> model = Model.of(type);
        Section<T> section = new Section<>(name, kind, model, value == null ? null : model.property(value), sorted);
        if (kind != Kind.VALUES) {
            section.uniques = model.properties().stream()
                    .filter(Property::unique)
                    .map(property -> new Unique(property, null))
                    .toList();
        }
        return section;
    }

    /** Returns a changed copy: sections are immutable. */
    private Section<T> with(Consumer<Section<T>> change) {
        Section<T> same = new Section<>(name, kind, model, value, sorted);
        same.portable = portable;
        same.hashed = hashed;
        same.addedOnce = addedOnce;
        same.owner = owner;
        same.uniques = uniques;
        same.references = references;
        change.accept(same);
        return same;
    }

    private static <E> List<E> and(List<E> some, E one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    /** A section whose records are an array. */
    public static <T extends BaseEntity> Section<T> list(String name, Class<T> type) {
        return of(name, Kind.LIST, type, null, false);
    }

    /** A section whose records are an object, by key. */
    public static <T extends BaseEntity> Section<T> map(String name, Class<T> type) {
        return of(name, Kind.MAP, type, null, false);
    }

    /** A section with one property of its records, by key, in the order of the records. */
    public static <T extends BaseEntity> Section<T> values(String name, Class<T> type, String property) {
        return of(name, Kind.VALUES, type, property, false);
    }

    /** A section with one property of its records, by key, in the order of the keys' code points. */
    public static <T extends BaseEntity> Section<T> sortedValues(String name, Class<T> type, String property) {
        return of(name, Kind.VALUES, type, property, true);
    }

    /** A section of at most one record. */
    public static <T extends BaseEntity> Section<T> singleton(String name, Class<T> type) {
        return of(name, Kind.SINGLETON, type, null, false);
    }

    /** The same section, as part of the portable export. */
    public Section<T> portable() {
        return with(section -> section.portable = true);
    }

    /** The same section, whose values are password hashes. */
    public Section<T> hashed() {
        return with(section -> section.hashed = true);
    }

    /** The same section, in which at most one record has the given value of the property. */
    public Section<T> oneOnly(String property, Enum<?> constant) {
        return with(section -> section.uniques = and(uniques, new Unique(model.property(property), constant)));
    }

    /** The same section; adding an existing record again is no conflict, and leaves the record unchanged. */
    public Section<T> addedOnce() {
        return with(section -> section.addedOnce = true);
    }

    /** The same section, in which a property has the key of a record of another model, or of the same. */
    public Section<T> refersTo(Class<? extends BaseEntity> target, String property, Reference.Rule rule) {
        return with(section -> section.references = and(references, Reference.to(model, property, target, rule)));
    }

    /** The same section, whose keys follow a property of another model. */
    public Section<T> follows(Class<? extends BaseEntity> target, String property) {
        return with(section -> section.references = and(references, Reference.following(model, target, property)));
    }

    /**
     * The same section, whose records belong to a user.
     *
     * @param property the property with the user's key
     * @param kept the other properties that the owner must not change
     */
    public Section<T> ownedBy(String property, String... kept) {
        List<Property> others = Stream.of(kept).map(model::property).toList();
        return with(section -> section.owner = new Owner(model.property(property), others));
    }

    /** Returns the name: a property of the export, a part of a path. */
    public String name() {
        return name;
    }

    /** Returns the form of the section's records. */
    public Kind kind() {
        return kind;
    }

    /** Returns the model of the records. */
    public Model<T> model() {
        return model;
    }

    /** Returns the property that the section consists of, or null if it has whole records. */
    public Property value() {
        return value;
    }

    /** Returns whether the section is part of the portable export. */
    public boolean isPortable() {
        return portable;
    }

    /** Returns whether the section is sorted by key, and not in the order of the records. */
    public boolean isSorted() {
        return sorted;
    }

    /** Returns whether the section's values are password hashes. */
    public boolean isHashed() {
        return hashed;
    }

    /** Returns the unique values of the section, except for the key. */
    public List<Unique> uniques() {
        return uniques;
    }

    /** Returns whether adding an existing record again is no conflict, and leaves the record unchanged. */
    public boolean isAddedOnce() {
        return addedOnce;
    }

    /** Returns who owns the records, or null if nobody does. */
    public Owner owner() {
        return owner;
    }

    /** Returns the references from the records. */
    public List<Reference> references() {
        return references;
    }

    /** Returns the columns that the section reads and writes: the key first. */
    public List<Property> columns() {
        return kind == Kind.VALUES ? List.of(model.key(), value) : model.columns();
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * A value that no two records may share.
     *
     * @param property the property
     * @param only the only value that must be unique, or null if each value must
     */
    public record Unique(Property property, Enum<?> only) {

        /** Returns whether no other record may have this value. */
        public boolean applies(Object value) {
            return value != null && (only == null || only == value);
        }
    }
}
