package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Records from Java that replace a section. */
public final class JavaRecords implements ReplacementInput {

    private final Map<Section<?>, List<Entry>> entries = new LinkedHashMap<>();

    private JavaRecords() {}

    /** Returns an input with all of the sections, each without a record. */
    public static JavaRecords none(List<Section<?>> sections) {
        JavaRecords records = new JavaRecords();
        sections.forEach(section -> records.entries.put(section, List.of()));
        return records;
    }

    /**
     * The records of a list or of a singleton.
     *
     * @throws InvalidException if the list is null, or a record is wrong
     */
    public static <T extends BaseEntity> JavaRecords of(Section<T> section, List<T> list) {
        if (list == null) {
            throw new InvalidException("", "a list was expected, not null");
        }
        Problems problems = new Problems();
        List<Entry> entries = new ArrayList<>();
        boolean single = section.kind() == Section.Kind.SINGLETON;
        for (T record : list) {
            String pointer = single ? "" : "/" + entries.size();
            Draft<T> draft = draft(section, record, pointer, problems);
            String key = section.model().showsKey()
                    ? (String) draft.get(section.model().key())
                    : (String) section.model().key().absent();
            entries.add(Entry.of(section, key, entries.size(), draft));
        }
        return of(section, entries, problems);
    }

    /**
     * The records of a map.
     *
     * @throws InvalidException if the map is null, or a key or a record is wrong
     */
    public static <T extends BaseEntity> JavaRecords of(Section<T> section, Map<String, T> map) {
        if (map == null) {
            throw new InvalidException("", "a map was expected, not null");
        }
        Problems problems = new Problems();
        List<Entry> entries = new ArrayList<>();
        map.forEach((key, record) -> {
            String pointer = JsonText.pointer("", key);
            String fault =
                    key == null ? "must not be null" : section.model().key().fault(key);
            if (fault != null) {
                problems.add(pointer, Position.NONE, "its key " + fault);
            }
            entries.add(Entry.of(section, key, entries.size(), draft(section, record, pointer, problems)));
        });
        return of(section, entries, problems);
    }

    private static JavaRecords of(Section<?> section, List<Entry> entries, Problems problems) {
        problems.rejectInvalid();
        JavaRecords records = new JavaRecords();
        records.entries.put(section, entries);
        return records;
    }

    private static <T extends BaseEntity> Draft<T> draft(
            Section<T> section, T record, String pointer, Problems problems) {
        Draft<T> draft = Draft.of(section.model(), record, pointer, problems);
        if (record != null) {
            draft.requireWhole(problems);
        }
        return draft;
    }

    @Override
    public Set<Section<?>> sections() {
        return entries.keySet();
    }

    /** Returns none: the factory methods have checked the records. */
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
        return places.stream().collect(Collectors.toMap(place -> place, this::locate));
    }

    private Location locate(Place place) {
        Section<?> section = place.section();
        Object record = section.kind() == Section.Kind.MAP
                ? entries.get(section).get((int) place.number()).key()
                : place.number();
        String pointer = section.kind() == Section.Kind.SINGLETON ? "" : JsonText.pointer("", record);
        return new Location(
                place.property() == null
                        ? pointer
                        : JsonText.pointer(pointer, place.property().name()),
                Position.NONE);
    }
}
