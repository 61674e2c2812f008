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

/** Records that come in to replace what is there. What they are is known when they have been read. */
public interface ReplacementInput {

    /** Returns the sections that are to be replaced. */
    Set<Section<?>> sections();

    /** Returns what is known to be wrong with records by themselves; with such problems the input will be rejected. */
    Problems problems();

    /** Returns the sections of which some records, for what is wrong with them, are not handed over. */
    Set<Section<?>> incomplete();

    /** Hands over the records, section by section. */
    void read(Sink sink);

    /** Returns where each of some places is in the input. */
    Map<Place, Location> locate(Collection<Place> places);

    /**
     * Returns what a record, or a property of it, is called in the report: its JSON pointer.
     *
     * @param number which record of its section, from 0
     * @param key its key
     * @param property the property; null for the record as a whole
     */
    default String name(Section<?> section, long number, String key, Property property) {
        String record =
                JsonText.pointer("/" + section.name(), section.kind() == Section.Kind.LIST ? (Object) number : key);
        return property == null ? record : JsonText.pointer(record, property.name());
    }

    /**
     * A record that came in, or a property of it.
     *
     * @param section the record's section
     * @param number which record of its section, from 0
     * @param property the property; null for the record as a whole
     */
    record Place(Section<?> section, long number, Property property) {}

    /**
     * Where something stands.
     *
     * @param pointer its JSON pointer
     * @param position its line and column
     */
    record Location(String pointer, Position position) {

        @Override
        public String toString() {
            return position.line() == 0
                    ? pointer
                    : pointer + " (line " + position.line() + ", column " + position.column() + ")";
        }
    }

    /** Takes the records. */
    interface Sink {

        /** A section begins; it may hold no record. */
        void begin(Section<?> section);

        /** The next record of the section that began last. */
        void record(Entry entry);

        /** A section that has begun is to be as if it had not. */
        void forget(Section<?> section);

        /** It takes a while until the next section begins. */
        void pause();
    }

    /**
     * A record on its way in.
     *
     * @param key its key
     * @param number which record of its section, from 0
     * @param values those of the section's columns, as columns keep them; the key first
     * @param extra its undeclared properties, null for none
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
