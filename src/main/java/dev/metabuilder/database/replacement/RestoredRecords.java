package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.history.Change;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.SpillFile;
import dev.metabuilder.database.storage.RowReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sections as they were before some changes: the present records, without these changes. They wait in a file. */
final class RestoredRecords implements ReplacementInput, AutoCloseable {

    /** How many characters of earlier values are in memory at most. */
    private static final long MOST_CHARACTERS = 64L << 20;

    /**
     * A section in the file.
     *
     * @param begin where it begins
     * @param places the position of each record, in the order of the file
     */
    private record Stored(long begin, List<Long> places) {}

    private final SpillFile file = new SpillFile();
    private final Map<Section<?>, Stored> sections = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private long characters;

    /**
     * Adds a section.
     *
     * @param changes finds the changes to undo, the newest first
     */
    void add(Connection connection, Section<?> section, PreparedStatement changes) throws SQLException {
        Stored stored = new Stored(file.size(), new ArrayList<>());
        sections.put(section, stored);
        Map<String, List<Change>> byKey = new LinkedHashMap<>();
        boolean wasEmpty = false;
        try (ResultSet row = changes.executeQuery()) {
            while (row.next()) {
                Change change = Change.of(row);
                if (change.key() == null) {
                    wasEmpty = true;
                } else {
                    requireUndoable(section, change);
                    byKey.computeIfAbsent(change.key(), key -> new ArrayList<>())
                            .add(change);
                }
            }
        }
        if (!wasEmpty) {
            RowReader.each(connection, section.model(), row -> {
                List<Change> undone = byKey.remove(row.key());
                write(section, stored, row.key(), Json.wellFormed(row.json()), row.position(), undone);
            });
        }
        byKey.forEach((key, undone) -> write(section, stored, key, null, Long.MAX_VALUE, undone));
    }

    private void requireUndoable(Section<?> section, Change change) {
        characters += change.before() == null ? 0 : change.before().toString().length();
        if (characters > MOST_CHARACTERS) {
            throw new ConflictException("That is too much to undo at once; a backup has it.", null);
        }
        if (change.secrets() != null && !change.isAddition()) {
            throw new ConflictException(
                    "The " + section.model().name() + " \"" + change.key() + "\" had other secrets: " + change.secrets()
                            + ". History has no secrets; store the record with them by PUT.",
                    null);
        }
    }

    private void write(
            Section<?> section, Stored stored, String key, Json present, long position, List<Change> undone) {
        Json state = present;
        long place = position;
        if (undone != null) {
            for (Change change : undone) {
                state = change.undo(section.model(), state);
                place = change.place() == null ? place : change.place();
            }
        }
        if (state != null) {
            stored.places().add(place);
            String line = Json.of(key) + "\t" + state + "\n";
            try {
                file.write(line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UnavailableException("There was no room to keep the records.", e);
            }
        }
    }

    @Override
    public Set<Section<?>> sections() {
        return sections.keySet();
    }

    @Override
    public Problems problems() {
        return problems;
    }

    @Override
    public Set<Section<?>> incomplete() {
        return Set.of();
    }

    @Override
    public void read(Sink sink) {
        for (Map.Entry<Section<?>, Stored> each : sections.entrySet()) {
            sink.begin(each.getKey());
            long[] ranks = ranks(each.getValue().places());
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(file.read(each.getValue().begin()), StandardCharsets.UTF_8))) {
                for (long rank : ranks) {
                    String line = lines.readLine();
                    int tab = line.indexOf('\t');
                    String key = text(line.substring(0, tab));
                    sink.record(entry(each.getKey(), key, rank, line.substring(tab + 1)));
                }
            } catch (IOException e) {
                throw new UnavailableException("The records that were kept could not be read.", e);
            }
        }
    }

    /** Returns the number of each record in the order of the positions. */
    private static long[] ranks(List<Long> places) {
        long[] ranks = new long[places.size()];
        int[] order = IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparing(places::get))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    private static String text(String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.next();
            return reader.text();
        }
    }

    private Entry entry(Section<?> section, String key, long number, String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.next();
            Draft<?> draft = Draft.read(section.model(), reader);
            draft.requireWhole(reader.problems());
            reader.problems()
                    .first()
                    .forEach(problem -> problems.add(
                            JsonText.pointer("/" + section.name(), key) + problem.pointer(),
                            Position.NONE,
                            problem.detail()));
            return Entry.of(section, key, number, draft);
        }
    }

    @Override
    public Map<Place, Location> locate(Collection<Place> places) {
        Map<Section<?>, Map<Long, String>> keys = new LinkedHashMap<>();
        read(new Sink() {
            private Section<?> section;

            @Override
            public void begin(Section<?> next) {
                section = next;
                keys.put(next, new LinkedHashMap<>());
            }

            @Override
            public void record(Entry entry) {
                keys.get(section).put(entry.number(), entry.key());
            }

            @Override
            public void forget(Section<?> forgotten) {
                throw new IllegalStateException();
            }

            @Override
            public void pause() {
                throw new IllegalStateException();
            }
        });
        return places.stream()
                .collect(Collectors.toMap(
                        place -> place,
                        place -> new Location(
                                name(
                                        place.section(),
                                        place.number(),
                                        keys.get(place.section()).get(place.number()),
                                        place.property()),
                                Position.NONE)));
    }

    /** Names a record by its key: the caller does not know its number. */
    @Override
    public String name(Section<?> section, long number, String key, Property property) {
        String record = JsonText.pointer("/" + section.name(), key);
        return property == null ? record : JsonText.pointer(record, property.name());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UnavailableException("The records that were kept could not be removed.", e);
        }
    }
}
