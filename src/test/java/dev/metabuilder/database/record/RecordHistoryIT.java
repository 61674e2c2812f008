package dev.metabuilder.database.record;

import static dev.metabuilder.database.testing.Together.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.Models;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.packages.PackageData;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.HistoryWatch;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.CredentialService;
import dev.metabuilder.database.users.User;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each way to change single records writes down what it has really changed, and who did. */
class RecordHistoryIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private RecordStore recordStore;

    @Inject
    private SingletonStore singletonStore;

    @Inject
    private Batch batch;

    @Inject
    private CredentialService credentialService;

    @Inject
    private Storage storage;

    @Inject
    private UserTransaction transaction;

    /** A call, which may also throw what it is declared to. */
    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }

    private final Set<String> actions = new HashSet<>();

    /** Makes a call, and compares what the history says of it with what it has changed. */
    private List<String> watch(String what, Call call) throws Exception {
        var watch = new HistoryWatch(storage);
        var scope = new ChangeOrigin("user tester", ChangeOrigin.CALL, "request-1", null).begin();
        try {
            call.run();
        } finally {
            scope.close();
        }
        var entries = watch.entries();
        assertEquals(watch.expected(), entries, what);
        assertEquals(
                entries.isEmpty() ? List.of() : List.of("user tester call request-1 -"), watch.sets(), what + ": sets");
        var all =
                String.join("\n", watch.query("SELECT before_values, absent_names, secret_names FROM record_changes"));
        watch.secrets().forEach(secret -> assertFalse(all.contains(secret), () -> what + " tells " + secret));
        actions.addAll(watch.query("SELECT action FROM record_changes WHERE set_id > {last}"));
        return entries;
    }

    private void same(String what, Call call) throws Exception {
        assertEquals(List.of(), watch(what, call), what);
    }

    private void fill() {
        database.clearDatabase();
        database.importDatabase(Golden.document(Models.CATALOGUE.sections()));
    }

    @Test
    void eachWayToChangeARecordOfAModelIsWrittenDown() throws Exception {
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.kind() != Section.Kind.VALUES) {
                cycle(section);
            }
        }
        assertEquals(Set.of("added", "changed", "removed"), actions);
    }

    private <T extends BaseEntity> void cycle(Section<T> section) throws Exception {
        fill();
        Model<T> model = section.model();
        T one = List.copyOf(Golden.records(section).values()).get(0);
        String key = Model.keyOf(one);
        String name = section.name();
        same(name + " put as it is", () -> recordStore.put(key, Draft.whole(one), Precondition.NONE));
        for (Property property : plain(section)) {
            // A secret is like no other value, so that it would be found.
            var another = (property.secret() ? "another secret of " : "another ") + name;
            var change = Draft.changes(model, Json.object(property.name(), another));
            assertEquals(
                    1,
                    watch(name + " " + property.name(), () -> recordStore.update(key, change))
                            .size());
            same(name + " " + property.name() + " again", () -> recordStore.update(key, change));
        }
        var undeclared = Draft.changes(model, Json.object("undeclared", List.of(7), "more", "m"));
        assertEquals(
                1,
                watch(name + " undeclared", () -> recordStore.update(key, undeclared))
                        .size());
        assertEquals(
                1,
                watch(name + " put", () -> recordStore.put(key, Draft.whole(one), Precondition.NONE))
                        .size());
        if (section.kind() == Section.Kind.SINGLETON) {
            watch(name + " deleted", () -> singletonStore.delete(model.type(), Precondition.NONE));
            watch(name + " set", () -> singletonStore.put(Draft.whole(one), Precondition.NONE));
        } else {
            T other = last(Golden.records(section).values());
            String otherKey = Model.keyOf(other);
            watch(name + " deleted", () -> recordStore.delete(model.type(), otherKey));
            assertThrows(NotFoundException.class, () -> watch(name, () -> recordStore.delete(model.type(), otherKey)));
            watch(name + " added", () -> recordStore.add(Draft.whole(other), model.showsKey() ? null : otherKey));
            if (model.showsKey()) {
                same(name + " added if absent", () -> recordStore.addIfAbsent(Draft.whole(other)));
            }
        }
        batches(section, one, key);
    }

    /** The properties that one statement changes. */
    private static List<Property> plain(Section<?> section) {
        return section.model().properties().stream()
                .filter(property -> property.type() == String.class && !property.key() && !property.unique())
                .filter(property -> Models.CATALOGUE.from(section.model()).stream()
                        .noneMatch(reference -> reference.property() == property))
                .toList();
    }

    private static <T> T last(Collection<T> all) {
        return List.copyOf(all).get(all.size() - 1);
    }

    private <T extends BaseEntity> void batches(Section<T> section, T one, String key) throws Exception {
        fill();
        Model<T> model = section.model();
        var change = Draft.changes(model, Json.object("batch", 1));
        watch(
                section + " twice by a batch",
                () -> batch.run(List.of(
                        Operation.of(Kind.UPDATE, key, change),
                        Operation.of(Kind.UPDATE, key, Draft.changes(model, Json.object("batch", 2))))));
        watch(section + " put by a batch", () -> batch.run(List.of(Operation.of(Kind.UPSERT, key, Draft.whole(one)))));
        watch(section + " deleted by a batch", () -> batch.run(List.of(Operation.deletion(model, key))));
    }

    @Test
    void whatFollowsIsWrittenDown() throws Exception {
        fill();
        var moved = watch("a username", () -> recordStore.update("user_ada", changes(User.class, "username", "bobby")));
        assertEquals(3, moved.size(), moved::toString);
        fill();
        assertTrue(watch("a user with all that is hers", () -> recordStore.delete(User.class, "user_ada"))
                        .size()
                > 3);
        fill();
        watch("the supergod's power", () -> {
            database.updateUser("user_ada", Json.object("role", "supergod"));
        });
        watch("it goes to another", () -> database.transferSuperGodPower("user_ada", "user_bob"));
    }

    @Test
    void valuesByKeyAreWrittenDown() throws Exception {
        fill();
        String hash = credentialService.hash("ada");
        watch("a hash of another cost", () -> credentialService.renew("ada", hash, "renewed-hash"));
        same("another call was faster", () -> credentialService.renew("ada", hash, "late-hash"));
        watch("no password", () -> database.setCredential("ada", ""));
        watch("the first flag of a name", () -> database.setFirstLoginFlag("newcomer", true));
        same("the same flag", () -> database.setFirstLoginFlag("newcomer", true));
        watch("times", () -> database.setPasswordChangeTimestamps(Map.of("ada", 7L, "new", 8L)));
        watch("a token", () -> database.setPasswordResetToken("ada", "secret-token-1"));
        watch("another token", () -> database.setPasswordResetToken("ada", "secret-token-2"));
        watch("no token", () -> database.deletePasswordResetToken("ada"));
        watch("data", () -> database.setPackageData("blog", Json.parse("{\"posts\":[2]}")));
        watch("no data", () -> recordStore.delete(PackageData.class, "blog"));
        watch("the time of god's password", () -> database.setGodCredentialsExpiry(5));
    }

    @Test
    void whatIsRolledBackLeavesNothing() throws Exception {
        fill();
        same("a transaction that is rolled back", () -> {
            transaction.begin();
            recordStore.update("user_ada", changes(User.class, "bio", "lost"));
            recordStore.delete(User.class, "user_bob");
            transaction.rollback();
        });
        var both = watch("a transaction of two calls", () -> {
            transaction.begin();
            recordStore.update("user_ada", changes(User.class, "bio", "first"));
            recordStore.update("user_bob", changes(User.class, "email", "second@x"));
            transaction.commit();
        });
        assertEquals(2, both.size());
    }

    @Test
    void forARecordTheOrderOfSetsIsThatOfVersions() throws InterruptedException {
        fill();
        var watch = new HistoryWatch(storage);
        var outcomes = Together.run(16, i -> () -> {
            for (int n = 0; n < 8; n++) {
                recordStore.update("user_ada", changes(User.class, "bio", i + "-" + n));
            }
        });
        assertEquals(Collections.nCopies(16, DONE), outcomes);
        var versions =
                watch.query("SELECT row_version FROM record_changes WHERE set_id > {last} ORDER BY set_id, entry_no");
        List<String> expected = new ArrayList<>();
        long first = Long.parseLong(versions.get(0));
        for (int i = 0; i < 16 * 8; i++) {
            expected.add(Long.toString(first + i));
        }
        assertEquals(expected, versions);
    }

    @Test
    void aCallOverHttpIsTheCallersWithItsRequest() {
        fill();
        var watch = new HistoryWatch(storage);
        var answer = Web.service()
                .send(
                        "POST",
                        "api/cssClasses",
                        "{\"name\":\"h\",\"classes\":[]}",
                        "application/json",
                        "X-Request-Id",
                        "r-7");
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(List.of("service call r-7 -"), watch.sets());
    }

    @Test
    void theDefaultsOfAnEmptyDatabaseAreOfTheInitialization() {
        database.clearDatabase();
        var watch = new HistoryWatch(storage);
        new ChangeOrigin("operator", ChangeOrigin.CALL, null, null).during(database::initializeDatabase);
        // A credential is added and then changed: these are two entries.
        assertTrue(watch.entries()
                .containsAll(watch.expected().stream()
                        .filter(entry -> !entry.startsWith("credentials "))
                        .toList()));
        assertEquals(List.of("operator initialization - -"), watch.sets());
        database.clearDatabase();
    }

    private static <T extends BaseEntity> Draft<T> changes(Class<T> type, Object... namesAndValues) {
        return Draft.changes(Model.of(type), Json.object(namesAndValues));
    }
}
