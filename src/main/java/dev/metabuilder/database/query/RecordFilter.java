package dev.metabuilder.database.query;

import dev.metabuilder.database.model.Property;
import java.util.List;

/** Selects records by their properties. */
public sealed interface RecordFilter {

    /** All of them. */
    RecordFilter ALL = new And(List.of());

    /**
     * Those for which all parts hold.
     *
     * @param parts none for all records
     */
    record And(List<RecordFilter> parts) implements RecordFilter {}

    /**
     * Those for which at least one part holds.
     *
     * @param parts one or more
     */
    record Or(List<RecordFilter> parts) implements RecordFilter {}

    /**
     * Those of which a property compares as told.
     *
     * @param property a declared scalar
     * @param operator how
     * @param values of the property's type, none null; one, but for operators that take many
     */
    record Comparison(Property property, Operator operator, List<Object> values) implements RecordFilter {}

    /**
     * Those that lack an optional property.
     *
     * @param property a declared scalar
     * @param absent false for those that have it
     */
    record Absence(Property property, boolean absent) implements RecordFilter {}
}
