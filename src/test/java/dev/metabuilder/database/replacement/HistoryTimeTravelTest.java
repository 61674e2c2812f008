package dev.metabuilder.database.replacement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.record.KeyValueWrites;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.record.SingletonStore;
import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.system.SmtpConfig;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonInput;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.LocalBeans;
import dev.metabuilder.database.testing.LocalTransactions;
import dev.metabuilder.database.testing.RecordingDataSource;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.users.Credential;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Persistence;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many random steps, single calls and replacements, some of them in one transaction: each state kept aside is what the entries make
 * of the last one, undone backwards. The module's own code works on a real database, without a server.
 */
class HistoryTimeTravelTest {

    private static final int STEPS = Integer.getInteger("metabuilder.history.steps", 200);
    private static final ImportOptions REPAIR = new ImportOptions(true, false);
    private static final List<String> RECORDS = List.of("users", "tenants", "comments", "componentHierarchy");

    private final LocalTransactions transactions = new LocalTransactions();
    private final RandomRecords random = new RandomRecords(48);

    @TempDir
    private Path folder;

    private DataSource pool;
    private EntityManager entities;
    private LocalBeans beans;

    @AfterEach
    void close() {
        ConnectionPool.replaceBy(null);
    }

    @ParameterizedTest
    @EnumSource
    void eachStateThatWasIsThePresentOneUndone(TestDatabase kind) throws Exception {
        FreshDatabase database = Changes.database(kind, folder);
        pool = new RecordingDataSource(database).dataSource();
        ConnectionPool.replaceBy(pool);
        try (var factory = Persistence.createEntityManagerFactory(
                        "metabuilder",
                        Map.of(
                                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                                "jakarta.persistence.nonJtaDataSource", pool,
                                "eclipselink.logging.level", "OFF"));
                EntityManager manager = factory.createEntityManager();
                Connection aside = database.connect()) {
            entities = manager;
            beans = new LocalBeans(manager, Models.CATALOGUE, transactions);
            Field days = Configuration.class.getDeclaredField("historyDays");
            days.setAccessible(true);
            days.set(beans.get(Configuration.class), 30);
            var states = new ArrayList<WholeState>();
            var sets = new ArrayList<Long>();
            var refused = 0;
            for (int step = 0; step < STEPS; step++) {
                states.add(WholeState.of(aside).told());
                sets.add(Long.valueOf(database.query("SELECT COALESCE(MAX(id), 0) FROM change_sets")
                        .get(0)));
                refused += isRefused() ? 1 : 0;
            }
            travel(aside, states, sets);
            assertTrue(refused < STEPS / 2, "most steps do something; refused: " + refused);
        }
    }

    private static void travel(Connection aside, List<WholeState> states, List<Long> sets) throws Exception {
        var state = WholeState.of(aside).told();
        var entries = WholeState.entriesAfter(aside, 0);
        int next = 0;
        for (int step = states.size() - 1; step >= 0; step--) {
            while (next < entries.size() && entries.get(next).number("set_id") > sets.get(step)) {
                state.undo(entries.get(next++));
            }
            assertEquals(states.get(step), state, "before step " + step);
        }
        assertEquals(next, entries.size(), "no entry is left over");
    }

    /** Does one or two changes in a transaction, and returns whether that was refused and rolled back. */
    private boolean isRefused() throws Exception {
        entities.getTransaction().begin();
        try {
            change();
            if (random.number(3) == 0) {
                change();
            }
            transactions.end(() -> entities.unwrap(Connection.class));
            entities.getTransaction().commit();
            return false;
        } catch (DatabaseException e) {
            transactions.forget();
            entities.getTransaction().rollback();
            return true;
        } finally {
            entities.clear();
        }
    }

    private void change() throws Exception {
        var records = beans.get(RecordStore.class);
        var section = Models.CATALOGUE.section(RECORDS.get(random.number(RECORDS.size())));
        var found = records.list(section.model().type());
        BaseEntity one = found.isEmpty() ? null : found.get(random.number(found.size()));
        switch (random.number(8)) {
            case 0 ->
                beans.get(Replacement.class)
                        .replace(
                                new JsonInput(Models.CATALOGUE, random.document()),
                                REPAIR,
                                new Progress(),
                                new ReplacementReport());
            case 1 ->
                beans.get(KeyValueWrites.class)
                        .set(Credential.class, "name" + random.number(6), "firstLogin", random.number(2) == 0);
            case 2 ->
                beans.get(KeyValueWrites.class)
                        .set(Credential.class, "name" + random.number(6), "passwordHash", "hash" + random.number(3));
            case 3 -> {
                if (one != null) {
                    records.delete(one.getClass(), Model.keyOf(one));
                }
            }
            case 4 -> smtp();
            default -> put(section);
        }
    }

    private void smtp() throws Exception {
        var document = random.section("smtpConfig");
        beans.get(SingletonStore.class)
                .put(JsonInput.draft(Model.of(SmtpConfig.class), Json.parse(document)), Precondition.NONE);
    }

    private <T extends BaseEntity> void put(Section<T> section) throws Exception {
        var json = random.section(section.name());
        var map = section.kind() == Section.Kind.MAP;
        var all = map ? List.copyOf(JsonParts.members(json).values()) : JsonParts.elements(json);
        if (all.isEmpty() || all.get(0).isEmpty()) {
            return;
        }
        var index = random.number(all.size());
        Draft<T> draft = JsonInput.draft(section.model(), Json.parse(all.get(index)));
        var key = map ? List.copyOf(JsonParts.members(json).keySet()).get(index) : draft.key();
        beans.get(RecordStore.class).put(key, draft, Precondition.NONE);
    }
}
