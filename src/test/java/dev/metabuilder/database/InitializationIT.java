package dev.metabuilder.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.users.PasswordHashes;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The defaults: exact, and filled in once. */
class InitializationIT extends InServer {

    private static final List<String> DEFAULT_USERS = List.of("supergod", "god", "admin", "demo");

    /** Forms that are kept as they are: quick to set. */
    private static final String HASH = "PBKDF2WithHmacSHA512:220000:MDEyMzQ1Njc4OWFiY2RlZg==:MDEyMzQ1Njc4OWFiY2RlZg==";

    @Inject
    Database database;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ExecutorService executor;

    private static Map<String, String> hashes() {
        var hashes = new HashMap<String, String>();
        DEFAULT_USERS.forEach(username -> hashes.put(username, HASH));
        return hashes;
    }

    private String backup() {
        var out = new StringWriter();
        database.exportDatabase(out, true);
        return out.toString();
    }

    @Test
    void theDefaultsAreThoseOfTheContract() {
        database.clearDatabase();
        var before = System.currentTimeMillis();
        assertEquals(Map.of(), database.initializeDatabase(hashes()), "the caller has chosen all passwords");
        for (var user : database.getUsers()) {
            assertTrue(user.getCreatedAt() >= before && user.getCreatedAt() <= System.currentTimeMillis(), "now");
        }
        var backup = backup();
        var masked = "{\n  "
                + backup.substring(backup.indexOf("\"users\""))
                        .replaceAll("(\"createdAt\": |\"(?:supergod|god|admin|demo)\": )\\d+", "$10")
                        .replace(HASH, "hash");
        assertEquals(Golden.file("defaults"), JsonParts.without(masked, Golden.file("defaults")));
    }

    @Test
    void aSecondCallChangesNothing() {
        database.clearDatabase();
        database.initializeDatabase(hashes());
        var backup = backup();
        assertEquals(Map.of(), database.initializeDatabase());
        assertEquals(Map.of(), database.initializeDatabase(Map.of("god", "")));
        assertEquals(backup, backup());
    }

    @Test
    void thePasswordsThatTheServerMakesAreLongDifferentAndInForce() {
        database.clearDatabase();
        var made = database.initializeDatabase(Map.of("god", PasswordHashes.sha512("chosen"), "demo", ""));
        assertEquals(Set.of("supergod", "admin"), made.keySet(), "those that were not given");
        assertEquals(made.size(), new HashSet<>(made.values()).size());
        made.forEach((username, password) -> {
            assertTrue(password.length() >= 16, username);
            assertTrue(database.verifyCredentials(username, password), username);
            assertFalse(backup().contains(password), "stored only as a hash");
        });
        assertTrue(database.verifyCredentials("god", "chosen"));
        assertEquals("", database.getCredentials().get("demo"));
    }

    @Test
    void onlyWhatIsEmptyIsFilled() {
        database.clearDatabase();
        database.initializeDatabase(hashes());
        var defaults = backup();
        database.deleteUser("user_demo");
        database.deleteCssCategory("Layout");
        database.deleteDropdownConfig("dropdown_status");
        var app = database.getAppConfig();
        app.setName("Ours");
        database.setAppConfig(app);
        var ours = backup();
        database.initializeDatabase(hashes());
        assertEquals(ours, backup(), "what is not empty stays, however little it is");
        database.setCssClasses(List.of());
        database.setDropdownConfigs(List.of());
        database.initializeDatabase(hashes());
        assertEquals(
                defaults.substring(defaults.indexOf("\"cssClasses\"")),
                backup().substring(backup().indexOf("\"cssClasses\"")),
                "what was emptied is filled");
        assertEquals(3, database.getUsers().size());
        assertEquals("Ours", database.getAppConfig().getName());
    }

    @Test
    void aCredentialThatWasSetBeforeIsNotReplaced() {
        database.clearDatabase();
        database.setCredential("god", "");
        assertEquals(Map.of(), database.initializeDatabase(hashes()));
        assertEquals(Map.of("god", ""), database.getCredentials(), "credentials were not empty");
        assertEquals(4, database.getUsers().size());
    }

    @Test
    void twoAtOnceFillItOnce() throws Exception {
        for (int round = 0; round < 3; round++) {
            database.clearDatabase();
            Callable<Map<String, String>> call = () -> database.initializeDatabase(hashes());
            var calls = executor.invokeAll(List.of(call, call, call, call));
            for (Future<Map<String, String>> each : calls) {
                assertEquals(Map.of(), result(each));
            }
            assertEquals(4, database.getUsers().size());
            assertEquals(10, database.getCssClasses().size());
            assertEquals(3, database.getDropdownConfigs().size());
        }
        database.clearDatabase();
        Callable<Map<String, String>> call = () -> database.initializeDatabase();
        var calls = executor.invokeAll(List.of(call, call));
        var made = new HashMap<>(result(calls.get(0)));
        made.putAll(result(calls.get(1)));
        assertEquals(Set.copyOf(DEFAULT_USERS), made.keySet());
        assertEquals(4, result(calls.get(0)).size() + result(calls.get(1)).size(), "one of them made the passwords");
        assertEquals(4, database.getUsers().size());
        assertEquals(10, database.getCssClasses().size());
        assertTrue(database.verifyCredentials("god", made.get("god")), "and those are in force");
    }

    private static <V> V result(Future<V> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void aHashThatCantBeTakenStopsItAll() {
        database.clearDatabase();
        var nullHash = new HashMap<String, String>();
        nullHash.put("god", null);
        for (Map<String, String> given :
                List.of(Map.of("root", HASH), Map.of("god", "password"), Map.of("God", HASH), nullHash)) {
            assertThrows(InvalidException.class, () -> database.initializeDatabase(given), given::toString);
        }
        assertEquals(List.of(), database.getUsers());
        assertEquals(List.of(), database.getCssClasses());
        assertEquals(Json.object(), database.getPackageData("any"));
    }
}
