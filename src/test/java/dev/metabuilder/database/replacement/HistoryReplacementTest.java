package dev.metabuilder.database.replacement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.record.RecordHistory;
import dev.metabuilder.database.replacement.WholeState.Entry;
import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.storage.PlainStorage;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonInput;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.RecordingDataSource;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The history of replacements, on each database, by the module's own code without a server. After each replacement, the entries
 * must be of exactly the records that differ, and undo what was done.
 */
class HistoryReplacementTest {

    private static final ImportOptions REPAIR = new ImportOptions(true, false);
    private static final ImportOptions DRY = new ImportOptions(false, true);
    private static final String ALL = Golden.document(Models.CATALOGUE.sections());
    private static final int STEPS = 60;

    private final PlainStorage storage = new PlainStorage();

    @TempDir
    private Path folder;

    private FreshDatabase database;
    private boolean history = true;

    private void begin(TestDatabase kind) throws Exception {
        database = Changes.database(kind, folder);
        ConnectionPool.replaceBy(new RecordingDataSource(database).dataSource());
    }

    @AfterEach
    void close() {
        storage.close();
        ConnectionPool.replaceBy(null);
    }

    private Replacement replacement() {
        return new Replacement(storage, Models.CATALOGUE, new RecordHistory(storage, Models.CATALOGUE, history));
    }

    private void replace(String json, ImportOptions options) {
        storage.transact(() -> replacement()
                .replace(new JsonInput(Models.CATALOGUE, json), options, new Progress(), new ReplacementReport()));
    }

    private long lastSet() throws SQLException {
        return Long.parseLong(
                database.query("SELECT COALESCE(MAX(id), 0) FROM change_sets").get(0));
    }

    /** Replaces, and returns the entries after they were checked, the newest first. */
    private List<Entry> noted(String json, ImportOptions options) throws SQLException {
        try (Connection connection = database.connect()) {
            var before = WholeState.of(connection);
            var mark = lastSet();
            replace(json, options);
            var after = WholeState.of(connection);
            var entries = WholeState.entriesAfter(connection, mark);
            requireExact(before, after, entries, json);
            var undone = after.told();
            entries.forEach(undone::undo);
            assertEquals(before.told(), undone, json);
            return entries;
        }
    }

    private void requireExact(WholeState before, WholeState after, List<Entry> entries, String json)
            throws SQLException {
        var expected = new TreeSet<String>();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            var then = before.collections().getOrDefault(section.name(), Map.of());
            var now = after.collections().getOrDefault(section.name(), Map.of());
            if (then.isEmpty() && !now.isEmpty()) {
                expected.add(section.name() + " added " + now.size());
                continue;
            }
            Set<String> keys = new HashSet<>(then.keySet());
            keys.addAll(now.keySet());
            for (String key : keys) {
                var old = then.get(key);
                var is = now.get(key);
                if (old == null) {
                    expected.add(section.name() + " added " + key + " " + is.version());
                } else if (is == null) {
                    expected.add(section.name() + " removed " + key + " " + old.version());
                } else if (!old.isLike(is)) {
                    expected.add(section.name() + " changed " + key + " " + is.version());
                }
            }
        }
        var told = new ArrayList<String>();
        for (Entry entry : entries) {
            told.add(entry.get("model") + " " + entry.get("action") + " "
                    + (entry.key() == null ? entry.get("records") : entry.key() + " " + entry.get("row_version")));
            Set<String> names = new HashSet<>(entry.before().keySet());
            names.retainAll(Set.of("passwordHash", "token", "password"));
            assertEquals(Set.of(), names, "no secret is in " + entry);
        }
        Collections.sort(told);
        assertEquals(String.join("\n", expected), String.join("\n", told), json);
        if (expected.isEmpty()) {
            assertEquals(
                    List.of(),
                    database.query("SELECT id FROM change_sets WHERE id NOT IN (SELECT set_id FROM record_changes)"),
                    "no set without an entry");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachSectionsChangesAreToldAsTheyAre(TestDatabase kind) throws Exception {
        begin(kind);
        assertFalse(noted(ALL, ImportOptions.STRICT).isEmpty());
        assertEquals(List.of(), noted(ALL, ImportOptions.STRICT), "what is there already");
        for (Section<?> section : Models.CATALOGUE.sections()) {
            for (String variant : variants(section)) {
                assertFalse(
                        noted("{\"" + section.name() + "\": " + variant + "}", REPAIR)
                                .isEmpty(),
                        () -> section + variant);
                noted(ALL, ImportOptions.STRICT);
            }
        }
        replace(ALL.replaceFirst("\"bio\": \"", "$0new "), DRY);
        assertEquals(List.of(), noted(ALL, ImportOptions.STRICT), "after a dry run");
    }

    /** The golden section in other orders, with records that are changed, renamed, added and removed. */
    private static List<String> variants(Section<?> section) {
        var golden = Golden.compact(section);
        List<String> variants = new ArrayList<>();
        switch (section.kind()) {
            case SINGLETON -> variants.add(JsonParts.object(changed(golden)));
            case LIST -> {
                var elements = JsonParts.elements(golden);
                variants.add("[]");
                variants.add("[" + elements.get(elements.size() - 1) + "]");
                var turned = new ArrayList<>(elements);
                Collections.reverse(turned);
                turned.add(JsonParts.object(changed(elements.get(0))));
                variants.add("[" + String.join(",", turned) + "]");
                var renamed = JsonParts.members(elements.get(0));
                renamed.put(section.model().key().name(), "\"renamed\"");
                turned.set(turned.indexOf(elements.get(0)), JsonParts.object(renamed));
                turned.remove(turned.size() - 1);
                variants.add("[" + String.join(",", turned) + "]");
            }
            case MAP, VALUES -> {
                var members = JsonParts.members(golden);
                var keys = new ArrayList<>(members.keySet());
                variants.add("{}");
                var turned = new LinkedHashMap<String, String>();
                Collections.reverse(keys);
                turned.put("renamed", members.get(keys.get(0)));
                keys.stream().skip(1).forEach(key -> turned.put(key, members.get(key)));
                variants.add(JsonParts.object(turned));
                turned.put(
                        keys.get(0),
                        section.kind() == Section.Kind.MAP
                                ? JsonParts.object(changed(members.get(keys.get(0))))
                                : members.get(keys.get(0)));
                variants.add(JsonParts.object(turned));
            }
        }
        return variants;
    }

    private static Map<String, String> changed(String record) {
        var members = JsonParts.members(record);
        members.put("undeclared", "[1]");
        return members;
    }

    @ParameterizedTest
    @EnumSource
    void whateverComesInTheEntriesLeadBack(TestDatabase kind) throws Exception {
        begin(kind);
        var random = new RandomRecords(20_261_129);
        var states = new ArrayList<WholeState>();
        try (Connection connection = database.connect()) {
            states.add(WholeState.of(connection).told());
            var sets = new ArrayList<>(List.of(lastSet()));
            for (int step = 0; step < STEPS; step++) {
                noted(random.document(), REPAIR);
                states.add(WholeState.of(connection).told());
                sets.add(lastSet());
            }
            var state = WholeState.of(connection).told();
            var entries = WholeState.entriesAfter(connection, 0);
            int next = 0;
            for (int step = STEPS; step >= 0; step--) {
                while (next < entries.size() && entries.get(next).number("set_id") > sets.get(step)) {
                    state.undo(entries.get(next++));
                }
                assertEquals(states.get(step), state, "step " + step);
            }
            assertTrue(entries.size() > STEPS, () -> "only " + entries.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void clearingRemovesAllHistoryAndSaysWho(TestDatabase kind) throws Exception {
        begin(kind);
        replace(ALL, ImportOptions.STRICT);
        replace("{\"workflows\": []}", ImportOptions.STRICT);
        new ChangeOrigin("somebody", ChangeOrigin.CALL, "r1", null)
                .during(() -> storage.transact(() -> {
                    replacement().clear();
                    return null;
                }));
        try (Connection connection = database.connect()) {
            assertEquals(Map.of(), WholeState.of(connection).collections());
            var entries = WholeState.entriesAfter(connection, 0);
            assertEquals(1, entries.size());
            var entry = entries.get(0);
            assertEquals("cleared", entry.get("action"));
            assertEquals("somebody", entry.get("actor"));
            assertEquals(null, entry.get("model"));
            assertEquals(null, entry.key());
        }
        assertEquals(List.of("1"), database.query("SELECT COUNT(*) FROM change_sets"));
        assertEquals(
                List.of("1"),
                database.query("SELECT COUNT(*) FROM change_numbering WHERE removed_number > 0"),
                "who has read before is told so");
        assertFalse(noted(ALL, ImportOptions.STRICT).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void withoutHistoryNothingIsWritten(TestDatabase kind) throws Exception {
        begin(kind);
        history = false;
        var random = new RandomRecords(7);
        for (int step = 0; step < 5; step++) {
            replace(random.document(), REPAIR);
        }
        storage.transact(() -> {
            replacement().clear();
            return null;
        });
        assertEquals(List.of(), database.query("SELECT id FROM change_sets"));
    }
}
