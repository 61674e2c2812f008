package dev.metabuilder.database.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the catalogue: a property of the export, and with that name a path over HTTP, in which the records of a model
 * come and go.
 *
 * @param <T> the entity
 */
public final class Section<T extends Row> {

    /** How a section shows its records in JSON. */
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
    private final boolean portable;
    private final boolean sorted;
    private final boolean hashed;
    private final List<Unique> uniques;

    private Section(
            String name,
            Kind kind,
            Model<T> model,
            Property value,
            boolean portable,
            boolean sorted,
            boolean hashed,
            List<Unique> uniques) {
        this.name = name;
        this.kind = kind;
        this.model = model;
        this.value = value;
        this.portable = portable;
        this.sorted = sorted;
        this.hashed = hashed;
        this.uniques = List.copyOf(uniques);
    }

    private static <T extends Row> Section<T> of(String name, Kind kind, Class<T> type, String value, boolean sorted) {
        Model<T> model = Model.of(type);
        List<Unique> uniques = new ArrayList<>();
        if (kind != Kind.VALUES) {
            model.properties().stream()
                    .filter(Property::unique)
                    .forEach(property -> uniques.add(new Unique(property, null)));
        }
        Property property = value == null ? null : model.property(value);
        return new Section<>(name, kind, model, property, false, sorted, false, uniques);
    }

    /** A section that shows its records as an array. */
    public static <T extends Row> Section<T> list(String name, Class<T> type) {
        return of(name, Kind.LIST, type, null, false);
    }

    /** A section that shows its records as an object, by their key. */
    public static <T extends Row> Section<T> map(String name, Class<T> type) {
        return of(name, Kind.MAP, type, null, false);
    }

    /** A section that shows one property of its records, by their key, in the order of the records. */
    public static <T extends Row> Section<T> values(String name, Class<T> type, String property) {
        return of(name, Kind.VALUES, type, property, false);
    }

    /** A section that shows one property of its records, by their key, in the order of the keys' code points. */
    public static <T extends Row> Section<T> sortedValues(String name, Class<T> type, String property) {
        return of(name, Kind.VALUES, type, property, true);
    }

    /** A section of one record at most. */
    public static <T extends Row> Section<T> singleton(String name, Class<T> type) {
        return of(name, Kind.SINGLETON, type, null, false);
    }

    /** The same section, as part of the portable export. */
    public Section<T> portable() {
        return new Section<>(name, kind, model, value, true, sorted, hashed, uniques);
    }

    /** The same section, whose values are password hashes. */
    public Section<T> hashed() {
        return new Section<>(name, kind, model, value, portable, sorted, true, uniques);
    }

    /** The same section, in which at most one record has the given value of the property. */
    public Section<T> oneOnly(String property, Enum<?> constant) {
        List<Unique> more = new ArrayList<>(uniques);
        more.add(new Unique(model.property(property), constant));
        return new Section<>(name, kind, model, value, portable, sorted, hashed, more);
    }

    /** Returns the name: a property of the export, a part of a path. */
    public String name() {
        return name;
    }

    /** Returns how the section shows its records. */
    public Kind kind() {
        return kind;
    }

    /** Returns the model of the records. */
    public Model<T> model() {
        return model;
    }

    /** Returns the property that the section shows, null when it shows whole records. */
    public Property value() {
        return value;
    }

    /** Returns whether the section is part of the portable export. */
    public boolean isPortable() {
        return portable;
    }

    /** Returns whether the section shows its records by key and not in their own order. */
    public boolean isSorted() {
        return sorted;
    }

    /** Returns whether the section's values are password hashes. */
    public boolean isHashed() {
        return hashed;
    }

    /** Returns what no two records may share beside the key. */
    public List<Unique> uniques() {
        return uniques;
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
     * What no two records may share.
     *
     * @param property the property
     * @param only the one value that it is about; null when it is about every value
     */
    public record Unique(Property property, Enum<?> only) {

        /** Returns whether no other record may have this value. */
        public boolean applies(Object value) {
            return value != null && (only == null || only == value);
        }
    }
}
