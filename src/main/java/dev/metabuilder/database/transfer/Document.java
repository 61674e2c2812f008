package dev.metabuilder.database.transfer;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Input;
import dev.metabuilder.database.model.JsonReader;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.SectionReader;
import dev.metabuilder.database.model.SectionReader.Item;
import dev.metabuilder.database.users.Passwords;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A JSON text that replaces sections: an export, or the value of a single section. */
final class Document implements Input {

    /** What a full backup calls its form. */
    static final String FORMAT = "metabuilder-backup-1";

    private final Catalogue catalogue;
    private final Source source;
    private final Section<?> only;
    private final Set<Section<?>> sections = new LinkedHashSet<>();
    private final Map<String, String> hashes = new HashMap<>();

    /** A text that is the value of the one section, or, where that is null, an export. */
    Document(Catalogue catalogue, Source source, Section<?> only) {
        this.catalogue = catalogue;
        this.source = source;
        this.only = only;
    }

    /**
     * Reads the whole text and judges each record by itself.
     *
     * @param passwords judges and converts password hashes
     * @throws dev.metabuilder.database.model.InvalidException when the text or a record is not what it must be
     */
    void validate(Passwords passwords) {
        try (JsonReader reader = source.open()) {
            walk(reader, section -> true, sections::add, (section, item) -> {
                if (section.isHashed() && item.value() instanceof String hash) {
                    validateHash(reader, passwords, item, hash);
                }
            });
            reader.problems().rejectInvalid();
        }
        // Slow by intent; no lock is held yet.
        hashes.putAll(passwords.storedAll(hashes));
    }

    private void validateHash(JsonReader reader, Passwords passwords, Item item, String hash) {
        String fault = passwords.fault(hash);
        if (fault != null) {
            reader.problems().add(item.pointer(), item.position(), fault);
        } else if (passwords.isBare(hash)) {
            hashes.put(item.key(), hash);
        }
    }

    /** Returns the sections that the text has, once it is validated. */
    Set<Section<?>> sections() {
        return sections;
    }

    @Override
    public void read(Predicate<Section<?>> wanted, Sink sink) {
        try (JsonReader reader = source.open()) {
            walk(reader, wanted, sink::begin, (section, item) -> {
                String converted = section.isHashed() ? hashes.get(item.key()) : null;
                sink.record(converted == null ? item.entry(section) : withValue(section, item, converted));
            });
        }
    }

    private static Entry withValue(Section<?> section, Item item, String value) {
        return new Item(item.key(), item.number(), null, value, item.pointer(), item.position()).entry(section);
    }

    @Override
    public Map<Place, Location> locate(Collection<Place> places) {
        Map<Place, Location> found = new HashMap<>();
        Map<Section<?>, Map<Long, List<Place>>> wanted =
                places.stream().collect(Collectors.groupingBy(Place::section, Collectors.groupingBy(Place::number)));
        try (JsonReader reader = source.open()) {
            walk(reader, wanted::containsKey, section -> {}, (section, item) -> wanted.get(section)
                    .getOrDefault(item.number(), List.of())
                    .forEach(place -> found.put(place, location(item, place.property()))));
        }
        return found;
    }

    private static Location location(Item item, Property property) {
        return property == null || item.draft() == null
                ? new Location(item.pointer(), item.position())
                : new Location(item.draft().pointerOf(property), item.draft().positionOf(property));
    }

    private void walk(
            JsonReader reader,
            Predicate<Section<?>> wanted,
            Consumer<Section<?>> begin,
            BiConsumer<Section<?>, Item> take) {
        JsonToken first = reader.next();
        if (only != null && !wanted.test(only)) {
            reader.skip();
        } else if (only != null) {
            begin.accept(only);
            SectionReader.read(only, reader, item -> take.accept(only, item));
        } else if (first == JsonToken.START_OBJECT) {
            walkSections(reader, wanted, begin, take);
        } else {
            reader.problem("must be an object: an export of the database");
            reader.skip();
        }
        reader.end();
    }

    private void walkSections(
            JsonReader reader,
            Predicate<Section<?>> wanted,
            Consumer<Section<?>> begin,
            BiConsumer<Section<?>, Item> take) {
        Set<String> names = new HashSet<>();
        while (reader.next() != JsonToken.END_OBJECT) {
            String name = reader.text();
            Section<?> section = catalogue.section(name);
            reader.next();
            if (!names.add(name)) {
                reader.problem("stands twice in its object");
            }
            if (section == null) {
                skipOther(reader, name);
            } else if (reader.token() == JsonToken.VALUE_NULL || !wanted.test(section)) {
                reader.skip();
            } else {
                begin.accept(section);
                SectionReader.read(section, reader, item -> take.accept(section, item));
            }
        }
    }

    private static void skipOther(JsonReader reader, String name) {
        if (name.equals("format")) {
            if (reader.token() != JsonToken.VALUE_STRING || !reader.text().equals(FORMAT)) {
                reader.problem("must be \"" + FORMAT + "\", the form of backup that this build reads");
            }
        } else if (name.equals("schemaVersion")) {
            if (reader.token() != JsonToken.VALUE_STRING) {
                reader.problem("must be a string");
            }
        } else {
            reader.problem("is unknown: no section of an export has this name");
        }
        reader.skip();
    }
}
