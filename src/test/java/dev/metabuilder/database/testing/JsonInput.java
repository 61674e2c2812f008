package dev.metabuilder.database.testing;

import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementInput;
import dev.metabuilder.database.replacement.SectionReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The records of a small export in a test. */
public final class JsonInput implements ReplacementInput {

    private final Map<Section<?>, List<Entry>> entries = new LinkedHashMap<>();

    /** Reads that export, which has no faults by itself. */
    public JsonInput(Catalogue catalogue, String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.next();
            while (!reader.next().isStructEnd()) {
                Section<?> section = catalogue.section(reader.text());
                List<Entry> records = new ArrayList<>();
                entries.put(section, records);
                reader.next();
                SectionReader.read(section, reader, item -> records.add(item.entry(section)));
            }
            reader.problems().rejectInvalid();
        }
    }

    /** Reads a whole record. */
    public static <T extends BaseEntity> Draft<T> draft(Model<T> model, Json json) {
        try (JsonReader reader = new JsonReader(new StringReader(json.toString()))) {
            reader.next();
            Draft<T> draft = Draft.read(model, reader);
            draft.requireWhole(reader.problems());
            reader.problems().rejectInvalid();
            return draft;
        }
    }

    @Override
    public Set<Section<?>> sections() {
        return entries.keySet();
    }

    @Override
    public Problems problems() {
        return new Problems();
    }

    @Override
    public Set<Section<?>> incomplete() {
        return Set.of();
    }

    @Override
    public void read(Sink sink) {
        entries.forEach((section, records) -> {
            sink.begin(section);
            records.forEach(sink::record);
        });
    }

    @Override
    public Map<Place, Location> locate(Collection<Place> places) {
        return places.stream().collect(Collectors.toMap(place -> place, place -> new Location("", Position.NONE)));
    }
}
