package dev.metabuilder.database.history;

import static dev.metabuilder.database.testing.Together.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.GoneException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.ui.CssCategory;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The feed has each committed change once, in one order that all readers share, as long as it is kept. */
class FeedIT extends InServer {

    private static final int WRITERS = 16;
    private static final int WRITES = 12;
    private static final int SHARED = 5;

    @Inject
    private Database database;

    @Inject
    private RecordChanges recordChanges;

    @Inject
    private HistoryRetention retention;

    @Inject
    private Storage storage;

    private final String actor = "user feed-" + UUID.randomUUID();

    private ChangeQuery after(ChangePosition position, int limit) {
        return new ChangeQuery(position, "cssClasses", null, actor, ChangeQuery.ReadRights.ALL, limit);
    }

    private static Draft<CssCategory> category(String name, int length) {
        return Draft.changes(
                Model.of(CssCategory.class),
                Json.parse("{\"name\":\"" + name + "\",\"classes\":[\"" + "x".repeat(length) + "\"]}"));
    }

    private static Draft<CssCategory> classes(int length) {
        return Draft.changes(Model.of(CssCategory.class), Json.parse("{\"classes\":[\"" + "x".repeat(length) + "\"]}"));
    }

    /** Where the feed ends now. */
    private ChangePosition end() {
        ChangePage page = recordChanges.feed(
                new ChangeQuery(null, "cssClasses", "no such key", null, ChangeQuery.ReadRights.ALL, 1));
        assertEquals(List.of(), page.changes());
        return page.end();
    }

    /** Reads on as long as there are writers, and once more. */
    private void follow(ChangePosition begin, int limit, AtomicInteger writers, List<Change> found) {
        ChangePosition at = begin;
        boolean last = false;
        while (true) {
            ChangePage page = recordChanges.feed(after(at, limit));
            found.addAll(page.changes());
            at = page.end();
            if (!page.more()) {
                if (last) {
                    return;
                }
                last = writers.get() == 0;
            }
        }
    }

    @Test
    void twoReadersHearOfEachChangeOnceWhileSixteenWrite() throws Exception {
        database.setCssClasses(List.of());
        for (int i = 0; i < SHARED; i++) {
            database.add(category("shared-" + i, 1));
        }
        var begin = end();
        var writers = new AtomicInteger(WRITERS);
        var seen = List.<List<Change>>of(
                Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
        var calls = new ArrayList<Together.Action>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            calls.add(() -> {
                var scope = new ChangeOrigin(actor, ChangeOrigin.CALL, "request-" + writer, null).begin();
                try {
                    for (int write = 0; write < WRITES; write++) {
                        database.add(category("own-" + writer + "-" + write, 1));
                        database.update(
                                "shared-" + write % SHARED, classes(10 + writer * WRITES + write), Precondition.NONE);
                    }
                } finally {
                    scope.close();
                    writers.decrementAndGet();
                }
            });
        }
        calls.add(() -> follow(begin, 7, writers, seen.get(0)));
        calls.add(() -> follow(begin, 100, writers, seen.get(1)));
        assertEquals(Collections.nCopies(WRITERS + 2, DONE), Together.run(calls));
        var texts = seen.get(0).stream()
                .map(change -> change.position() + " " + change.key())
                .toList();
        assertEquals(
                texts,
                seen.get(1).stream()
                        .map(change -> change.position() + " " + change.key())
                        .toList(),
                "both have the same order");
        assertEquals(2 * WRITERS * WRITES, texts.size(), "each change once");
        assertEquals(texts.size(), new HashSet<>(texts).size());
        var versions = new HashMap<String, Long>();
        ChangePosition before = begin;
        for (Change change : seen.get(0)) {
            assertTrue(change.position().compareTo(before) > 0, change::toString);
            before = change.position();
            var earlier = versions.put(change.key(), change.version());
            assertTrue(
                    earlier == null || earlier + 1 == change.version(),
                    () -> "the changes of " + change.key() + " are in the order in which they were made");
        }
        assertEquals(
                seen.get(0).get(texts.size() - 1).position().number() - begin.number() + 1,
                texts.size(),
                "numbers have no gap");
        assertEquals("0", storage.query("SELECT COUNT(*) FROM change_sets WHERE number IS NULL"));
    }

    @Test
    void whatIsTooOldGoesInSmallStepsAndCursorsBeforeItAreRefused() {
        database.setCssClasses(List.of());
        var begin = end();
        var operations = new ArrayList<Operation<?>>();
        for (int i = 0; i < 2 * HistoryRetention.MOST_ROWS + 1; i++) {
            operations.add(Operation.of(Kind.ADD, "many-" + i, category("many-" + i, 1)));
        }
        var scope = new ChangeOrigin(actor, ChangeOrigin.CALL, null, null).begin();
        try {
            database.run(operations);
            database.update("many-1", classes(2), Precondition.NONE);
        } finally {
            scope.close();
        }
        var page = recordChanges.feed(after(begin, 1_000));
        assertTrue(page.more());
        var first = page.changes().get(0).position();
        long later = System.currentTimeMillis() + 1_000;
        var numbers = new ArrayList<String>();
        while (retention.removeSome(later)) {
            numbers.add(storage.query("SELECT COUNT(*) FROM record_changes"));
        }
        assertTrue(numbers.size() >= 3, numbers::toString);
        assertEquals("0", numbers.get(numbers.size() - 1));
        for (int i = 1; i < numbers.size(); i++) {
            assertTrue(
                    Integer.parseInt(numbers.get(i - 1)) - Integer.parseInt(numbers.get(i))
                            <= HistoryRetention.MOST_ROWS,
                    numbers::toString);
        }
        assertEquals("0", storage.query("SELECT COUNT(*) FROM change_sets"));
        assertThrows(GoneException.class, () -> recordChanges.feed(after(first, 10)));
        assertThrows(GoneException.class, () -> recordChanges.feed(after(begin, 10)));
        assertEquals(List.of(), recordChanges.feed(after(null, 10)).changes(), "without a position it begins anew");
        var end = end();
        scope = new ChangeOrigin(actor, ChangeOrigin.CALL, null, null).begin();
        try {
            database.update("many-1", classes(3), Precondition.NONE);
        } finally {
            scope.close();
        }
        assertEquals(1, recordChanges.feed(after(end, 10)).changes().size(), "one who had all goes on");
        assertFalse(recordChanges.feed(after(null, 10)).changes().isEmpty());
        assertThrows(
                InvalidException.class,
                () -> recordChanges.feed(after(new ChangePosition(end.number() + 5, 0), 10)),
                "a position of another database");
    }

    @Test
    void whatIsYoungEnoughStays() {
        var begin = end();
        var scope = new ChangeOrigin(actor, ChangeOrigin.CALL, null, null).begin();
        try {
            database.add(category("young-" + UUID.randomUUID(), 1));
        } finally {
            scope.close();
        }
        retention.removeOlderThan(System.currentTimeMillis() - 60_000);
        assertEquals(1, recordChanges.feed(after(begin, 10)).changes().size());
    }
}
