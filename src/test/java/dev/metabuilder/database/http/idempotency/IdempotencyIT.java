package dev.metabuilder.database.http.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.testing.Web;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Calls that are sent again with their key. */
class IdempotencyIT extends InServer {

    private static final String JSON = "application/json";

    @Inject
    private Storage storage;

    @Inject
    private IdempotencyStore answers;

    @Inject
    private UserTransaction transaction;

    private final Web web = Web.service();

    private HttpResponse<String> post(String path, String body, String key) {
        return web.send("POST", "api/" + path, body, body == null ? null : JSON, "Idempotency-Key", key);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String css(String name) {
        return "{\"name\":\"" + name + "\",\"classes\":[]}";
    }

    private void clear() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
    }

    private static String whole(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body() + " "
                + response.headers().firstValue("ETag").orElse("") + " "
                + response.headers().firstValue("Location").orElse("") + " "
                + response.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    @RunAsClient
    void aBodyIsKeptNoFurtherThanItsRouteTakes() {
        var tooMuch = " ".repeat(34 * 1024 * 1024) + css("a");
        assertEquals(413, post("cssClasses", tooMuch, key()).statusCode());
    }

    @Test
    @RunAsClient
    void aReplayGetsTheFirstAnswerAndHasNoOtherEffect() {
        clear();
        var key = key();
        var first = post("cssClasses", css("a"), key);
        assertEquals(201, first.statusCode(), first.body());
        assertEquals(whole(first), whole(post("cssClasses", css("a"), key)));
        web.send("DELETE", "api/cssClasses/a");
        assertEquals(whole(first), whole(post("cssClasses", css("a"), key)), "whatever has happened meanwhile");
        assertEquals("[]", web.send("GET", "api/cssClasses").body());
        assertEquals(201, post("cssClasses", css("a"), key()).statusCode(), "another key is another call");
    }

    @Test
    @RunAsClient
    void everyPostIsRetrySafe() {
        clear();
        var hash = "\"\"";
        web.send("PUT", "api/credentials/ada", "{\"passwordHash\":" + hash + "}");
        var users = new ArrayList<String>();
        for (var id : List.of("u1", "u2")) {
            users.add("{\"id\":\"" + id + "\",\"username\":\"" + id + "\",\"email\":\"" + id + "\",\"role\":\""
                    + (id.equals("u1") ? "supergod" : "god") + "\",\"createdAt\":1}");
        }
        web.send("PUT", "api/users", users.toString());
        var calls = List.of(
                new String[] {"cssClasses", css("b")},
                new String[] {
                    "installedPackages", "{\"packageId\":\"p\",\"installedAt\":1,\"version\":\"1\",\"enabled\":true}"
                },
                new String[] {"cssClasses/bulk", "[{\"op\":\"add\",\"record\":" + css("c") + "}]"},
                new String[] {"batch", "[{\"op\":\"add\",\"collection\":\"cssClasses\",\"record\":" + css("d") + "}]"},
                new String[] {"credentials/ada/verify", "{\"password\":\"x\"}"},
                new String[] {"superGod/transfer", "{\"fromUserId\":\"u1\",\"toUserId\":\"u2\"}"},
                new String[] {"godCredentials/reset", null},
                new String[] {"database/import", "{\"cssClasses\":[" + css("e") + "]}"},
                new String[] {"database/clear", null});
        for (var call : calls) {
            var key = key();
            var first = post(call[0], call[1], key);
            assertTrue(first.statusCode() < 300, () -> call[0] + first.body());
            // A second one without the key would differ, or fail.
            assertEquals(whole(first), whole(post(call[0], call[1], key)), call[0]);
            var other = post(call[0].equals("batch") ? "cssClasses" : "batch", "[]", key);
            assertEquals(422, other.statusCode(), other.body());
        }
    }

    private static void assertTaken(HttpResponse<String> response) {
        assertEquals(422, response.statusCode(), response.body());
        assertTrue(response.body().contains("Idempotency-Key"), response.body());
    }

    @Test
    @RunAsClient
    void anotherCallWithTheSameKeyIsRejected() {
        clear();
        var key = key();
        post("cssClasses", css("a"), key);
        for (var path : List.of("cssClasses", "workflows")) {
            assertTaken(post(path, path.equals("cssClasses") ? css("b") : css("a"), key));
        }
        assertEquals("[" + css("a") + "]", web.send("GET", "api/cssClasses").body());
        var imported = key();
        post("database/import", "{}", imported);
        assertTaken(post("database/import?dryRun=true", "{}", imported));
        assertEquals(422, post("cssClasses", css("c"), "k".repeat(256)).statusCode());
        var later = web.send(
                "POST", "api/database/import", "{}", JSON, "Idempotency-Key", key(), "Prefer", "respond-async");
        assertEquals(422, later.statusCode(), later.body());
    }

    @Test
    @RunAsClient
    void whatFailedIsNotKeptAndMayBeTriedAgain() {
        clear();
        var key = key();
        assertEquals(409, post("comments", comment(), key).statusCode());
        assertEquals(409, post("comments", comment(), key).statusCode());
        var user = "{\"id\":\"u1\",\"username\":\"u\",\"email\":\"u\",\"role\":\"user\",\"createdAt\":1}";
        web.send("POST", "api/users", user);
        assertEquals(201, post("comments", comment(), key).statusCode(), "the reason is gone");
        var other = key();
        assertEquals(422, post("comments", "{}", other).statusCode());
        assertEquals(400, post("comments", "{", other).statusCode());
        assertEquals(405, post("comments/nothing", "{}", other).statusCode());
        assertEquals(201, post("comments", comment().replace("c1", "c2"), other).statusCode());
    }

    private static String comment() {
        return "{\"id\":\"c1\",\"userId\":\"u1\",\"content\":\"\",\"createdAt\":1}";
    }

    @Test
    @RunAsClient
    void twinsHaveOneEffect() throws Exception {
        clear();
        for (int round = 0; round < 5; round++) {
            var key = key();
            var name = "r" + round;
            var statuses = new ConcurrentLinkedQueue<Integer>();
            var bodies = new ConcurrentLinkedQueue<String>();
            var outcomes = Together.run(6, i -> () -> {
                var response = post("cssClasses", css(name), key);
                statuses.add(response.statusCode());
                bodies.add(response.body());
            });
            assertEquals(Collections.nCopies(6, Together.DONE), outcomes);
            assertTrue(List.of(201, 409).containsAll(statuses), statuses::toString);
            assertTrue(statuses.contains(201), statuses::toString);
            bodies.removeIf(body -> body.equals(css(name)));
            bodies.forEach(body -> assertTrue(body.contains("is being carried out"), body));
        }
        assertEquals(
                5, JsonParts.elements(web.send("GET", "api/cssClasses").body()).size());
    }

    @Test
    @RunAsClient
    void passwordsAreNotKept() {
        clear();
        var key = key();
        var first = post("database/initialize", "", key);
        assertEquals(200, first.statusCode(), first.body());
        assertTrue(first.body().contains("\"supergod\":"), first.body());
        var again = post("database/initialize", "", key);
        assertEquals(409, again.statusCode(), again.body());
        assertTrue(again.body().contains("not"), again.body());
    }

    private String kept() {
        return storage.query("SELECT count(*) FROM idempotency_keys");
    }

    private void execute(String sql) throws Exception {
        transaction.begin();
        storage.entities().createNativeQuery(sql).executeUpdate();
        transaction.commit();
    }

    @Test
    void nothingThatIsKeptIsASecretAndAllOfItGoesAfterADay() throws Exception {
        clear();
        execute("DELETE FROM idempotency_keys");
        var key = "key-of-the-caller-" + key();
        var hashes = "{\"passwordHashes\":{\"demo\":\"" + "0123456789abcdef".repeat(8) + "\"}}";
        var passwords = post("database/initialize", hashes, key);
        assertEquals(200, passwords.statusCode(), passwords.body());
        assertEquals(
                200,
                post("credentials/demo/verify", "{\"password\":\"a secret\"}", key + 1)
                        .statusCode());
        assertEquals("2", kept());
        var all = String.valueOf(storage.query("SELECT max(id) || min(id) || max(request) || min(request)"
                + " || coalesce(max(location), '') || coalesce(max(tag), '') || coalesce(max(body), '')"
                + " || coalesce(min(body), '') FROM idempotency_keys"));
        assertFalse(
                all.contains("key-of-the-caller") || all.contains("secret") || all.contains("0123456789abcdef"), all);
        JsonParts.members(JsonParts.members(passwords.body()).get("initialPasswords"))
                .values()
                .forEach(password -> assertFalse(all.contains(JsonParts.unquoted(password)), all));

        var almost = Duration.ofDays(1).toMillis() - 60_000;
        execute("UPDATE idempotency_keys SET created_at = created_at - " + almost);
        answers.removeOld();
        assertEquals("2", kept());
        assertEquals(409, post("database/initialize", hashes, key).statusCode(), "still known");
        execute("UPDATE idempotency_keys SET created_at = created_at - 120000");
        assertEquals(200, post("database/initialize", hashes, key).statusCode(), "a day later it is a new call");
        assertEquals("2", kept());
        answers.removeOld();
        assertEquals("1", kept());
    }

    @Test
    void theAnswerIsKeptWithTheWorkOrNotAtAll() throws Exception {
        clear();
        execute("DELETE FROM idempotency_keys");
        var key = key();
        // Its note can't be written: neither is the record.
        execute("ALTER TABLE idempotency_keys RENAME COLUMN tag TO other");
        try {
            assertEquals(500, post("cssClasses", css("a"), key).statusCode());
            assertEquals("[]", web.send("GET", "api/cssClasses").body());
        } finally {
            execute("ALTER TABLE idempotency_keys RENAME COLUMN other TO tag");
        }
        assertEquals(201, post("cssClasses", css("a"), key).statusCode());
        assertEquals("1", kept());
    }
}
