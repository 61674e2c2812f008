package dev.metabuilder.database.query;

import dev.metabuilder.database.model.Property;
import java.util.List;

/** Selects records by their properties. */
public sealed interface RecordFilter {

    /** All records. */
    RecordFilter ALL = new And(List.of());

    /**
     * Records for which all parts hold.
     *
     * @param parts none for all records
     */
    record And(List<RecordFilter> parts) implements RecordFilter {}

    /**
     * Records for which at least one part holds.
     *
     * @param parts one or more
     */
    record Or(List<RecordFilter> parts) implements RecordFilter {}

    /**
     * Records whose property compares in a given way.
     *
     * @param property a declared scalar
     * @param operator the comparison
     * @param values of the property's type, none null; one, except for operators that take many
     */
    record Comparison(Property property, Operator operator, List<Object> values) implements RecordFilter {}

    /**
     * Records without an optional property, or with it.
     *
     * @param property a declared scalar
     * @param absent true for records without it
     */
    record Absence(Property property, boolean absent) implements RecordFilter {}
}
