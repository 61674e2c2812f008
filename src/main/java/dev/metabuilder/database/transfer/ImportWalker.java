package dev.metabuilder.database.transfer;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementInput.Location;
import dev.metabuilder.database.replacement.ReplacementInput.Place;
import dev.metabuilder.database.replacement.SectionReader;
import dev.metabuilder.database.replacement.SectionReader.Item;
import dev.metabuilder.database.storage.Progress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Walks over the text of an import, section by section and record by record, and finds the position of a record in it. */
final class ImportWalker {

    private final Catalogue catalogue;
    private final ImportSource source;
    private final Section<?> only;

    /** Walks over an export, or over the value of a single section if that is not null. */
    ImportWalker(Catalogue catalogue, ImportSource source, Section<?> only) {
        this.catalogue = catalogue;
        this.source = source;
        this.only = only;
    }

    /** Walks over the text: over each property of an export, and over the records of each wanted section. */
    void walk(
            JsonReader reader,
            BiConsumer<String, Section<?>> property,
            Predicate<Section<?>> wanted,
            BiConsumer<Section<?>, Item> take) {
        JsonToken first = reader.next();
        if (only != null) {
            property.accept(only.name(), only);
            SectionReader.read(only, reader, item -> take.accept(only, item));
        } else if (first == JsonToken.START_OBJECT) {
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                Section<?> section = catalogue.section(name);
                reader.next();
                property.accept(name, section);
                if (section == null || reader.token() == JsonToken.VALUE_NULL || !wanted.test(section)) {
                    reader.skip();
                } else {
                    boolean array = section.kind() == Section.Kind.LIST && !source.isOfRows();
                    SectionReader.read(section, array, reader, item -> take.accept(section, item));
                }
            }
        } else {
            reader.problem("must be an object: an export of the database");
            reader.skip();
        }
        reader.end();
    }

    /** Returns the locations of places in the text, which it reads again for that. */
    Map<Place, Location> locate(Collection<Place> places) {
        Map<Place, Location> found = new HashMap<>();
        Map<Section<?>, Map<Long, List<Place>>> wanted =
                places.stream().collect(Collectors.groupingBy(Place::section, Collectors.groupingBy(Place::number)));
        try (JsonReader reader = source.open(new Progress())) {
            walk(reader, (name, section) -> {}, wanted::containsKey, (section, item) -> wanted.get(section)
                    .getOrDefault(item.number(), List.of())
                    .forEach(place -> found.put(place, location(item, place.property()))));
        }
        return found;
    }

    private Location location(Item item, Property property) {
        boolean whole = property == null || item.draft() == null;
        String pointer = whole ? item.pointer() : item.draft().pointerOf(property);
        return source.isOfRows()
                ? new Location(RecordName.of(catalogue, pointer), Position.NONE)
                : new Location(pointer, whole ? item.position() : item.draft().positionOf(property));
    }

    /**
     * Returns the name of a record or of its property, for a text that was generated from rows: the caller does not have the
     * text.
     */
    String name(Section<?> section, String key, Property property) {
        String record = JsonText.pointer("/" + section.name(), key);
        return RecordName.of(catalogue, property == null ? record : JsonText.pointer(record, property.name()));
    }

    /** Returns a problem with a place that the caller knows: in the text, or by the record's model and key. */
    Problem named(Problem problem) {
        return source.isOfRows()
                ? new Problem(RecordName.of(catalogue, problem.pointer()), 0, 0, problem.detail())
                : problem;
    }
}
