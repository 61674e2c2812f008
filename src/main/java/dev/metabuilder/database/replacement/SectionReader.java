package dev.metabuilder.database.replacement;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.PropertyValues;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;

/** Reads the records of a section from JSON, one by one, and adds their errors to the reader's problems. */
public final class SectionReader {

    /**
     * A record that was read.
     *
     * @param key its key, or null if that is missing or wrong
     * @param number the number of the record in its section, from 0
     * @param draft the record, or null in a section of single values
     * @param value the single value, or null in a section of records
     * @param pointer its JSON pointer
     * @param position its position
     */
    public record Item(String key, long number, Draft<?> draft, Object value, String pointer, Position position) {

        /** Returns the record in the form of its columns. */
        public ReplacementInput.Entry entry(Section<?> section) {
            return draft == null
                    ? ReplacementInput.Entry.of(section, key, number, value)
                    : ReplacementInput.Entry.of(section, key, number, draft);
        }
    }

    /** Receives the records. */
    @FunctionalInterface
    public interface Receiver {

        /** Receives a record. */
        void take(Item item);
    }

    private SectionReader() {}

    /** Reads a section from the reader's current value, and passes on each record. */
    public static void read(Section<?> section, JsonReader reader, Receiver receiver) {
        read(section, section.kind() == Kind.LIST, reader, receiver);
    }

    /**
     * Reads a section from the reader's current value.
     *
     * @param array whether the value is an array; otherwise it is an object of records by key, also for a list
     */
    public static void read(Section<?> section, boolean array, JsonReader reader, Receiver receiver) {
        JsonToken begin = array ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
        if (reader.token() != begin) {
            reader.problem("must be " + JsonShape.kind(begin) + ", not " + JsonShape.kind(reader.token()));
            reader.skip();
        } else if (section.kind() == Kind.SINGLETON) {
            receiver.take(item(section, reader, (String) section.model().key().absent(), 0));
        } else {
            long number = 0;
            while (!reader.next().isStructEnd()) {
                String key = null;
                if (section.kind() != Kind.LIST) {
                    key = key(section, reader);
                } else if (!array) {
                    // The record contains its key too.
                    reader.next();
                }
                receiver.take(item(section, reader, key, number++));
            }
        }
    }

    private static String key(Section<?> section, JsonReader reader) {
        String key = reader.text();
        String fault = section.model().key().fault(key);
        reader.next();
        if (fault != null) {
            reader.problem("its key " + fault);
            return null;
        }
        return key;
    }

    private static Item item(Section<?> section, JsonReader reader, String givenKey, long number) {
        String pointer = reader.pointer();
        Position position = reader.position();
        if (section.kind() == Kind.VALUES) {
            return new Item(
                    givenKey, number, null, PropertyValues.readRequired(section.value(), reader), pointer, position);
        }
        Draft<?> draft = Draft.read(section.model(), reader);
        draft.requireWhole(reader.problems());
        String key =
                section.model().showsKey() ? (String) draft.get(section.model().key()) : givenKey;
        return new Item(key, number, draft, null, pointer, position);
    }
}
