package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed, the history of a record, and the way back, over HTTP. */
@RunAsClient
class HistoryIT extends InServer {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final Web web = Web.service();

    @BeforeEach
    void clear() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
    }

    private static HttpResponse<String> is(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return response;
    }

    private HttpResponse<String> call(int status, String method, String path, String body, String... headers) {
        return is(status, web.send(method, path, body, body == null ? null : "application/json", headers));
    }

    private static String user(String id, String more) {
        return "{\"id\":\"%s\",\"username\":\"%s\",\"email\":\"%s@x\",\"role\":\"user\",\"createdAt\":1%s}"
                .formatted(id, id, id, more);
    }

    /** The position up to which the feed is known now. */
    private String end() {
        return call(200, "GET", "api/changes?limit=1&key=no%20such%20key", null)
                .headers()
                .firstValue("X-Position")
                .orElseThrow();
    }

    private List<String> changes(String path) {
        return JsonParts.elements(call(200, "GET", path, null).body());
    }

    private static String member(String change, String name) {
        String value = JsonParts.members(change).get(name);
        return value == null || !value.startsWith("\"") ? value : JsonParts.unquoted(value);
    }

    private String position(String path, int index) {
        return member(changes(path).get(index), "position");
    }

    private String restore(int status, String path, String name, String position, String... headers) {
        return call(status, "POST", path, "{\"" + name + "\":\"" + position + "\"}", headers)
                .body();
    }

    @Test
    void anEntrySaysWhatWasDoneAndHowItWasBefore() {
        var begin = end();
        var request = "test-" + UUID.randomUUID();
        call(201, "POST", "api/users", user("ann", ",\"bio\":\"old\",\"mood\":\"good\""));
        call(
                200,
                "PATCH",
                "api/users/ann",
                "{\"bio\":\"new\",\"mood\":null,\"profilePicture\":\"p\"}",
                "X-Request-Id",
                request);
        call(204, "DELETE", "api/users/ann", null);
        var all = changes("api/changes?after=" + begin);
        assertEquals(
                List.of("added", "changed", "removed"),
                all.stream().map(change -> member(change, "action")).toList());
        var changed = JsonParts.members(all.get(1));
        assertEquals("\"users\"", changed.get("collection"));
        assertEquals("\"ann\"", changed.get("key"));
        assertEquals("\"service\"", changed.get("actor"));
        assertEquals("\"call\"", changed.get("way"));
        assertEquals("\"" + request + "\"", changed.get("requestId"));
        assertEquals("{\"bio\":\"old\",\"mood\":\"good\"}", changed.get("before"));
        assertEquals("[\"profilePicture\"]", changed.get("absent"));
        assertFalse(changed.containsKey("secrets") || changed.containsKey("job") || changed.containsKey("records"));
        assertTrue(member(all.get(2), "before").contains("\"username\":\"ann\""), all.get(2));
        var ofRecord = changes("api/users/ann/changes");
        assertEquals(all.get(2), ofRecord.get(0), "the newest first, and the same");
        assertEquals(all.get(0), ofRecord.get(2));
    }

    @Test
    void pagesTogetherAreTheFeedAndFiltersLeaveOut() {
        var begin = end();
        for (int i = 0; i < 7; i++) {
            call(201, "POST", "api/cssClasses", "{\"name\":\"c" + i + "\",\"classes\":[]}");
            call(201, "POST", "api/users", user("u" + i, ""));
        }
        var all = changes("api/changes?after=" + begin);
        assertEquals(14, all.size());
        for (int limit : List.of(1, 3, 14)) {
            var paged = new ArrayList<String>();
            for (String at = "api/changes?limit=" + limit + "&after=" + begin; at != null; ) {
                var page = call(200, "GET", at, null);
                paged.addAll(JsonParts.elements(page.body()));
                assertTrue(JsonParts.elements(page.body()).size() <= limit);
                var next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
                at = next.matches() ? page.uri().resolve(next.group(1)).toString() : null;
            }
            assertEquals(all, paged, "limit " + limit);
        }
        var css = changes("api/changes?collection=cssClasses&limit=5&after=" + begin);
        assertEquals(5, css.size());
        assertTrue(css.stream().allMatch(change -> "cssClasses".equals(member(change, "collection"))));
        assertEquals(
                1, changes("api/changes?collection=users&key=u3&after=" + begin).size());
        assertEquals(14, changes("api/changes?actor=service&after=" + begin).size());
        assertEquals(List.of(), changes("api/changes?actor=operator&after=" + begin));
        var page = call(200, "GET", "api/users/u1/changes?limit=1", null);
        assertTrue(page.headers().firstValue("Link").isEmpty());
    }

    @Test
    void whatIsWrongWithAQueryIsTold() {
        for (String query :
                List.of("after=x", "after=1", "after=-1-1", "collection=nothing", "limit=0", "limit=1001")) {
            var problem = call(422, "GET", "api/changes?" + query, null).body();
            assertTrue(problem.contains("\"pointer\":\"/" + query.replaceFirst("=.*", "") + "\""), problem);
        }
        call(422, "GET", "api/changes?nothing=1", null);
        call(422, "GET", "api/changes?after=999999999-1", null);
        call(404, "GET", "api/nothing/k/changes", null);
        call(422, "GET", "api/users/ann/changes?limit=x", null);
        for (String body : List.of(
                "{}",
                "[]",
                "{\"position\":1}",
                "{\"position\":\"x\"}",
                "{\"position\":\"1-1\",\"before\":\"1-1\"}",
                "{\"else\":\"1-1\"}")) {
            call(422, "POST", "api/users/ann/restore", body);
        }
        call(404, "POST", "api/changes/restore", "{\"request\":\"nothing\"}");
        call(422, "POST", "api/changes/restore", "{\"position\":\"1-1\"}");
    }

    @Test
    void aRecordIsBroughtBackToAnyOfItsStates() {
        var states = new ArrayList<String>();
        states.add(call(201, "POST", "api/users", user("ann", ",\"z\":1,\"a\":{\"b\":[1.50]}"))
                .body());
        for (String change : List.of(
                "{\"bio\":\"one\"}", "{\"z\":null,\"y\":2}", "{\"bio\":null,\"email\":\"other@x\"}", "{\"z\":3}")) {
            states.add(call(200, "PATCH", "api/users/ann", change).body());
        }
        var positions = new ArrayList<String>();
        changes("api/users/ann/changes").forEach(change -> positions.add(0, member(change, "position")));
        assertEquals(states.size(), positions.size());
        for (int i : List.of(0, 3, 1, 4, 2)) {
            assertEquals(states.get(i), restore(200, "api/users/ann/restore", "position", positions.get(i)));
            assertEquals(states.get(i), call(200, "GET", "api/users/ann", null).body());
        }
        assertEquals(states.get(1), restore(200, "api/users/ann/restore", "before", positions.get(2)));
        assertEquals("restore", member(changes("api/users/ann/changes").get(0), "way"));
        var problem = restore(422, "api/users/ann/restore", "before", positions.get(0));
        assertTrue(problem.contains("there was no such User before"), problem);
        call(201, "POST", "api/users", user("bob", ""));
        problem = restore(422, "api/users/ann/restore", "position", position("api/users/bob/changes", 0));
        assertTrue(problem.contains("is no position in the history of the User"), problem);
    }

    @Test
    void aRemovedRecordComesBackAlsoWithAKeyThatIsInNoPath() {
        var key = "?key=" + "a%2Fb";
        var page = "{\"id\":\"a/b\",\"path\":\"/p\",\"title\":\"t\",\"level\":1,\"componentTree\":[],"
                + "\"requiresAuth\":false}";
        var record = call(201, "POST", "api/pages", page).body();
        call(204, "DELETE", "api/pages/-" + key, null);
        var removed = position("api/pages/-/changes" + key, 0);
        var problem = restore(422, "api/pages/-/restore" + key, "position", removed);
        assertTrue(problem.contains("give its position as before"), problem);
        call(412, "POST", "api/pages/-/restore" + key, "{\"before\":\"" + removed + "\"}", "If-Match", "*");
        var back = call(
                201, "POST", "api/pages/-/restore" + key, "{\"before\":\"" + removed + "\"}", "If-None-Match", "*");
        assertEquals(record, back.body());
        var location = back.uri().resolve(back.headers().firstValue("Location").orElseThrow());
        assertTrue(location.toString().endsWith("/api/pages/-" + key), location::toString);
        assertTrue(back.headers().firstValue("ETag").isPresent());
        assertEquals("added", member(changes("api/pages/-/changes" + key).get(0), "action"));
    }

    @Test
    void whoHasAnOldRecordChangesNothing() {
        call(201, "POST", "api/users", user("ann", ""));
        var old = call(200, "PATCH", "api/users/ann", "{\"bio\":\"one\"}")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var now = call(200, "PATCH", "api/users/ann", "{\"bio\":\"two\"}")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var first = position("api/users/ann/changes", 2);
        restore(412, "api/users/ann/restore", "position", first, "If-Match", old);
        assertTrue(call(200, "GET", "api/users/ann", null).body().contains("two"));
        restore(200, "api/users/ann/restore", "position", first, "If-Match", now);
        assertFalse(call(200, "GET", "api/users/ann", null).body().contains("bio"));
    }

    @Test
    void theRulesOfAnyWriteHold() {
        call(201, "POST", "api/users", user("ann", ""));
        call(200, "PATCH", "api/users/ann", "{\"username\":\"anna\"}");
        call(201, "POST", "api/users", user("bob", "").replace("\"username\":\"bob\"", "\"username\":\"ann\""));
        var problem = restore(409, "api/users/ann/restore", "position", position("api/users/ann/changes", 1));
        assertTrue(problem.contains("/username"), problem);
        call(201, "POST", "api/comments", "{\"id\":\"c\",\"userId\":\"bob\",\"content\":\"x\",\"createdAt\":1}");
        call(204, "DELETE", "api/comments/c", null);
        call(204, "DELETE", "api/users/bob", null);
        problem = restore(409, "api/comments/c/restore", "before", position("api/comments/c/changes", 0));
        assertTrue(problem.contains("/userId"), problem);
    }

    @Test
    void singleValuesAndSingletonsComeBackAndSecretsDoNot() {
        call(201, "PUT", "api/packageData/k", "{\"rows\":[1]}");
        call(200, "PUT", "api/packageData/k", "{\"rows\":[2]}");
        restore(200, "api/packageData/k/restore", "position", position("api/packageData/k/changes", 1));
        assertEquals(
                "{\"rows\":[1]}", call(200, "GET", "api/packageData/k", null).body());
        var config = "{\"host\":\"h\",\"port\":25,\"secure\":true,\"username\":\"u\",\"password\":\"hush\","
                + "\"fromEmail\":\"e\",\"fromName\":\"n\"}";
        call(204, "PUT", "api/smtpConfig", config);
        call(204, "PUT", "api/smtpConfig", config.replace("\"h\"", "\"other\""));
        var path = "api/smtpConfig/smtp";
        restore(200, path + "/restore", "before", position(path + "/changes", 0));
        assertTrue(call(200, "GET", "api/smtpConfig", null).body().contains("\"host\":\"h\""));
        call(204, "PUT", "api/smtpConfig", config.replace("hush", "quiet"));
        var problem = restore(409, path + "/restore", "before", position(path + "/changes", 0));
        assertTrue(problem.contains("password") && problem.contains("by PUT"), problem);
        assertFalse(call(200, "GET", path + "/changes", null).body().contains("hush"));
    }

    @Test
    void allThatARequestHasChangedIsUndoneOrNothing() {
        call(201, "POST", "api/users", user("ann", ",\"bio\":\"old\""));
        call(201, "POST", "api/users", user("bob", ""));
        call(201, "POST", "api/users", user("cy", ""));
        call(201, "POST", "api/comments", "{\"id\":\"c\",\"userId\":\"bob\",\"content\":\"x\",\"createdAt\":1}");
        var users = call(200, "GET", "api/users", null).body();
        var comments = call(200, "GET", "api/comments", null).body();
        var bulk =
                "[{\"op\":\"delete\",\"key\":\"bob\"},{\"op\":\"update\",\"key\":\"ann\",\"record\":{\"bio\":\"new\","
                        + "\"username\":\"bob\"}},{\"op\":\"add\",\"record\":" + user("dee", "") + "}]";
        var request = "test-" + UUID.randomUUID();
        call(200, "POST", "api/users/bulk", bulk, "X-Request-Id", request);
        assertEquals("[]", call(200, "GET", "api/comments", null).body());
        var undo = "{\"request\":\"" + request + "\"}";
        // Another has changed one of them since.
        var changed = call(200, "PATCH", "api/users/ann", "{\"bio\":\"mine\"}").body();
        var problem = call(409, "POST", "api/changes/restore", undo).body();
        assertTrue(problem.contains("{\"pointer\":\"/users/ann\",\"detail\":\"has changed since\"}"), problem);
        assertTrue(call(200, "GET", "api/users", null).body().contains(changed), "nothing is done");
        restore(200, "api/users/ann/restore", "before", position("api/users/ann/changes", 0));
        call(409, "POST", "api/changes/restore", undo);
        assertEquals("[]", call(200, "GET", "api/comments", null).body());
        var again = "test-" + UUID.randomUUID();
        call(200, "POST", "api/users/bulk", "[{\"op\":\"delete\",\"key\":\"cy\"}]", "X-Request-Id", again);
        var report = call(200, "POST", "api/changes/restore", "{\"request\":\"" + again + "\"}")
                .body();
        assertTrue(report.contains("\"added\":1"), report);
        assertTrue(call(200, "GET", "api/users", null).body().contains("\"cy\""));
        assertTrue(users.contains("\"cy\"") && comments.contains("\"c\""));
    }

    @Test
    void aRequestThatNobodyHasTouchedIsUndoneWithAllItsCascadesAndInItsOrder() {
        for (String id : List.of("ann", "bob", "cy")) {
            call(201, "POST", "api/users", user(id, ""));
        }
        call(201, "POST", "api/comments", "{\"id\":\"c\",\"userId\":\"bob\",\"content\":\"x\",\"createdAt\":1}");
        call(201, "POST", "api/tenants", "{\"id\":\"t\",\"name\":\"n\",\"ownerId\":\"bob\",\"createdAt\":1}");
        call(200, "PATCH", "api/users/cy", "{\"tenantId\":\"t\"}");
        var before = call(200, "GET", "api/database/export?scope=full", null).body();
        var request = "test-" + UUID.randomUUID();
        var bulk = "[{\"op\":\"delete\",\"key\":\"bob\"},{\"op\":\"update\",\"key\":\"ann\",\"record\":"
                + "{\"username\":\"bob\"}},{\"op\":\"add\",\"record\":" + user("dee", "") + "}]";
        call(200, "POST", "api/users/bulk", bulk, "X-Request-Id", request);
        assertFalse(before.equals(
                call(200, "GET", "api/database/export?scope=full", null).body()));
        call(200, "POST", "api/changes/restore", "{\"request\":\"" + request + "\"}");
        assertEquals(
                before, call(200, "GET", "api/database/export?scope=full", null).body());
        call(409, "POST", "api/changes/restore", "{\"request\":\"" + request + "\"}");
    }

    @Test
    void whatOthersHaveBuiltOnAnAdditionKeepsIt() {
        var request = "test-" + UUID.randomUUID();
        call(201, "POST", "api/users", user("ann", ""), "X-Request-Id", request);
        call(201, "POST", "api/comments", "{\"id\":\"c\",\"userId\":\"ann\",\"content\":\"x\",\"createdAt\":1}");
        var problem = call(409, "POST", "api/changes/restore", "{\"request\":\"" + request + "\"}")
                .body();
        assertTrue(problem.contains("/comments"), problem);
        assertTrue(call(200, "GET", "api/users", null).body().contains("ann"));
        assertTrue(call(200, "GET", "api/comments", null).body().contains("ann"));
    }
}
