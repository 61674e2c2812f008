package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The input of a replacement. Its sections and problems are known after {@link #read}. */
public interface ReplacementInput {

    /** Returns the sections to replace. */
    Set<Section<?>> sections();

    /** Returns the problems of single records so far. If there is one, the replacement rejects the input. */
    Problems problems();

    /** Returns the sections of which {@link #read} has left out wrong records. */
    Set<Section<?>> incomplete();

    /** Passes the records to a sink, section by section. */
    void read(Sink sink);

    /** Returns the locations of places in the input. */
    Map<Place, Location> locate(Collection<Place> places);

    /**
     * Returns the name of a record, or of a property of it, in the report: its JSON pointer.
     *
     * @param number the number of the record in its section, from 0
     * @param key its key
     * @param property the property, or null for the whole record
     */
    default String name(Section<?> section, long number, String key, Property property) {
        String record =
                JsonText.pointer("/" + section.name(), section.kind() == Section.Kind.LIST ? (Object) number : key);
        return property == null ? record : JsonText.pointer(record, property.name());
    }

    /**
     * An incoming record, or a property of it.
     *
     * @param section the record's section
     * @param number the number of the record in its section, from 0
     * @param property the property, or null for the whole record
     */
    record Place(Section<?> section, long number, Property property) {}

    /**
     * A location in the input.
     *
     * @param pointer the JSON pointer
     * @param position the line and column
     */
    record Location(String pointer, Position position) {

        @Override
        public String toString() {
            return position.line() == 0
                    ? pointer
                    : pointer + " (line " + position.line() + ", column " + position.column() + ")";
        }
    }

    /** Receives the records. */
    interface Sink {

        /** Begins a section, which may have no record. */
        void begin(Section<?> section);

        /** Receives the next record of the section. */
        void record(Entry entry);

        /** Forgets a section and the records that it has received of it. */
        void forget(Section<?> section);

        /** Announces that some time will pass before the next section. */
        void pause();
    }

    /**
     * An incoming record, in the form of its columns.
     *
     * @param key its key
     * @param number the number of the record in its section, from 0
     * @param values the values of the section's columns, first the key
     * @param extra its undeclared properties, or null for none
     */
    record Entry(String key, long number, List<Object> values, String extra) {

        /** Makes an entry of a whole record. */
        static Entry of(Section<?> section, String key, long number, Draft<?> draft) {
            var columns = section.columns();
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                Property property = columns.get(i);
                values[i] = property.key() ? key : property.toColumn(draft.get(property));
            }
            Json extra = draft.extra();
            return new Entry(key, number, Arrays.asList(values), extra == null ? null : extra.toString());
        }

        /** Makes an entry of a single value. */
        static Entry of(Section<?> section, String key, long number, Object value) {
            return new Entry(key, number, Arrays.asList(key, section.value().toColumn(value)), null);
        }
    }
}
