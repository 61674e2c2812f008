package dev.metabuilder.database.replacement;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.PropertyValues;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;

/** Reads the records of a section from JSON, one after the other. What is wrong goes to the reader's problems. */
public final class SectionReader {

    /**
     * A record that was read.
     *
     * @param key its key; null when it has none that is right
     * @param number which record of its section, from 0
     * @param draft the record, null in a section of single values
     * @param value the single value, null in a section of records
     * @param pointer its pointer
     * @param position where it stands
     */
    public record Item(String key, long number, Draft<?> draft, Object value, String pointer, Position position) {

        /** Returns the record on its way into the database. */
        public ReplacementInput.Entry entry(Section<?> section) {
            return draft == null
                    ? ReplacementInput.Entry.of(section, key, number, value)
                    : ReplacementInput.Entry.of(section, key, number, draft);
        }
    }

    /** Takes what is read. */
    @FunctionalInterface
    public interface Receiver {

        /** Takes a record. */
        void take(Item item);
    }

    private SectionReader() {}

    /** Reads the section whose value the reader is at, and hands over each record in turn. */
    public static void read(Section<?> section, JsonReader reader, Receiver receiver) {
        read(section, section.kind() == Kind.LIST, reader, receiver);
    }

    /**
     * Reads the section whose value the reader is at.
     *
     * @param array whether it is an array; else its records stand by key, also those of a list
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
                    // The record has it too.
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
