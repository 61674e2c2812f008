package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many operations in one call: on one collection, and on several. */
@RunAsClient
class BulkIT extends InServer {

    private final Web web = Web.service();

    @BeforeEach
    void clear() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
    }

    private static String css(String name, String... classes) {
        var list = String.join(
                ",", List.of(classes).stream().map(JsonParts::quoted).toList());
        return "{\"name\":\"" + name + "\",\"classes\":[" + list + "]}";
    }

    private static String user(String id, String username, String role) {
        return "{\"id\":\"" + id + "\",\"username\":\"" + username + "\",\"email\":\"" + username + "@x\",\"role\":\""
                + role + "\",\"createdAt\":1,\"isInstanceOwner\":false}";
    }

    private static String op(String op, String... namesAndValues) {
        var out = new StringBuilder("{\"op\":\"" + op + "\"");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            out.append(",\"").append(namesAndValues[i]).append("\":");
            out.append(value.startsWith("{") ? value : JsonParts.quoted(value));
        }
        return out.append('}').toString();
    }

    private static String ops(String... ops) {
        return "[" + String.join(",", ops) + "]";
    }

    private HttpResponse<String> bulk(String collection, String... ops) {
        return web.send("POST", "api/" + collection + "/bulk", ops(ops));
    }

    private HttpResponse<String> batch(String... ops) {
        return web.send("POST", "api/batch", ops(ops));
    }

    private String get(String path) {
        return web.send("GET", "api/" + path).body();
    }

    /** Requires an answer of that status with exactly these pointers. */
    private static void refused(int status, HttpResponse<String> response, String... pointers) {
        assertEquals(status, response.statusCode(), response.body());
        var found = JsonParts.elements(JsonParts.members(response.body()).get("errors")).stream()
                .map(error -> JsonParts.unquoted(JsonParts.members(error).get("pointer")))
                .toList();
        assertEquals(List.of(pointers), found, response.body());
    }

    private static void done(String results, HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        assertEquals("{\"results\":[" + results + "]}", response.body());
    }

    private static String result(String key, String result) {
        return "{\"key\":\"" + key + "\",\"result\":\"" + result + "\"}";
    }

    @Test
    void operationsAreCarriedOutInOrder() {
        done("", bulk("cssClasses"));
        done(
                result("a", "added") + "," + result("b", "added") + "," + result("a", "changed") + ","
                        + result("b", "changed") + "," + result("c", "added") + "," + result("a", "deleted") + ","
                        + result("a", "added"),
                bulk(
                        "cssClasses",
                        op("add", "record", css("a")),
                        op("upsert", "key", "b", "record", css("b", "x")),
                        op("upsert", "record", css("a", "y")),
                        op("update", "key", "b", "record", "{\"more\":{}}"),
                        op("add", "record", css("c")),
                        op("delete", "key", "a"),
                        op("add", "record", css("a", "z"))));
        assertEquals(
                "[{\"name\":\"b\",\"classes\":[\"x\"],\"more\":{}}," + css("c") + "," + css("a", "z") + "]",
                get("cssClasses"));
    }

    @Test
    void recordsOfMapsGoByKeyOrId() {
        var node = "{\"type\":\"t\",\"childIds\":[],\"order\":1,\"pageId\":\"p\"}";
        var withId = node.replace("{\"type\"", "{\"id\":\"i\",\"type\"");
        done(
                result("k", "added") + "," + result("i", "added") + "," + result("other", "added"),
                bulk(
                        "componentHierarchy",
                        op("add", "key", "k", "record", node),
                        op("upsert", "record", withId),
                        op("add", "key", "other", "record", withId)));
        assertEquals("{\"k\":" + node + ",\"i\":" + withId + ",\"other\":" + withId + "}", get("componentHierarchy"));
        refused(422, bulk("componentHierarchy", op("add", "record", node)), "/0/key");
    }

    @Test
    void whatIsWrongIsToldWithItsPlaceAndNothingIsDone() {
        web.send("POST", "api/cssClasses", css("a"));
        refused(
                422,
                bulk(
                        "cssClasses",
                        op("add", "record", css("b")),
                        op("add", "record", "{\"name\":\"c\"}"),
                        op("nothing", "record", css("d")),
                        op("add"),
                        op("delete"),
                        op("delete", "key", "a", "record", css("a")),
                        op("upsert", "key", "e", "record", css("f")),
                        op("add", "record", css("g"), "collection", "users"),
                        "1"),
                "/1/record/classes",
                "/2/op",
                "/3/record",
                "/4/key",
                "/5/record",
                "/6/key",
                "/7/collection",
                "/8");
        refused(422, web.send("POST", "api/cssClasses/bulk", "{}"), "");
        refused(409, bulk("cssClasses", op("add", "record", css("b")), op("add", "record", css("a"))), "/1/record");
        refused(409, bulk("cssClasses", op("add", "record", css("b")), op("add", "record", css("b"))), "/1/record");
        refused(404, bulk("cssClasses", op("add", "record", css("b")), op("delete", "key", "c")), "/1/key");
        refused(404, bulk("cssClasses", op("delete", "key", "a"), op("delete", "key", "a")), "/1/key");
        refused(404, bulk("cssClasses", op("update", "key", "c", "record", "{}")), "/0/key");
        assertEquals("[" + css("a") + "]", get("cssClasses"));
    }

    @Test
    void uniqueValuesAreJudgedInOrder() {
        assertEquals(
                200,
                bulk(
                                "users",
                                op("add", "record", user("u1", "ada", "supergod")),
                                op("add", "record", user("u2", "bob", "god")))
                        .statusCode());
        refused(
                409,
                bulk(
                        "users",
                        op("upsert", "record", user("u2", "ada", "god")),
                        op("upsert", "record", user("u1", "bob", "god"))),
                "/0/record/username",
                "/0/record/email",
                "/1/record/username",
                "/1/record/email");
        // One gives up what the next one takes.
        done(
                result("u1", "changed") + "," + result("u2", "changed") + "," + result("u3", "added"),
                bulk(
                        "users",
                        op("upsert", "record", user("u1", "carl", "god")),
                        op("upsert", "record", user("u2", "ada", "supergod")),
                        op("upsert", "record", user("u3", "bob", "user"))));
        assertEquals(
                "[" + user("u1", "carl", "god") + "," + user("u2", "ada", "supergod") + "," + user("u3", "bob", "user")
                        + "]",
                get("users"));
        refused(409, bulk("users", op("add", "record", user("u4", "dora", "supergod"))), "/0/record/role");
    }

    @Test
    void aBatchGoesOverCollectionsAllOrNone() {
        var tenant = "{\"id\":\"t1\",\"name\":\"T\",\"ownerId\":\"u1\",\"createdAt\":1}";
        var comment = "{\"id\":\"c1\",\"userId\":\"u1\",\"content\":\"\",\"createdAt\":1}";
        done(
                result("u1", "added") + "," + result("t1", "added") + "," + result("u1", "changed") + ","
                        + result("c1", "added"),
                batch(
                        op("add", "collection", "users", "record", user("u1", "ada", "user")),
                        op("add", "collection", "tenants", "record", tenant),
                        op("update", "collection", "users", "key", "u1", "record", "{\"tenantId\":\"t1\"}"),
                        op("add", "collection", "comments", "record", comment)));
        assertTrue(get("users/u1").contains("\"tenantId\":\"t1\""));
        refused(
                409,
                batch(
                        op("add", "collection", "cssClasses", "record", css("a")),
                        op("delete", "collection", "tenants", "key", "t1"),
                        op(
                                "add",
                                "collection",
                                "comments",
                                "record",
                                comment.replace("u1", "nobody").replace("c1", "c2"))),
                "/2/record/userId");
        assertEquals("[]", get("cssClasses"));
        assertEquals("[" + tenant + "]", get("tenants"));
        refused(
                422,
                batch(
                        op("add", "record", css("a"), "collection", "cssClasses"),
                        op("delete", "key", "a"),
                        op("add", "collection", "packageData", "record", "{}"),
                        op("add", "collection", "smtpConfig", "record", "{}"),
                        op("add", "collection", "nothing", "record", "{}")),
                "/0/record",
                "/1/collection",
                "/2/collection",
                "/2/record",
                "/3/collection",
                "/3/record",
                "/4/collection",
                "/4/record");
        // The user goes, and with the user what refers to it.
        done(result("u1", "deleted"), batch(op("delete", "collection", "users", "key", "u1")));
        assertEquals("[][][]", get("users") + get("tenants") + get("comments"));
    }

    @Test
    void aDeletedUserTakesTheCredentialAlongAndARenamedOneKeepsIt() {
        bulk("users", op("add", "record", user("u1", "ada", "user")), op("add", "record", user("u2", "bob", "user")));
        web.send("PUT", "api/firstLoginFlags/ada", "true");
        web.send("PUT", "api/firstLoginFlags/bob", "false");
        assertEquals(
                200,
                bulk(
                                "users",
                                op("delete", "key", "u1"),
                                op("update", "key", "u2", "record", "{\"username\":\"ada\",\"bio\":\"\"}"))
                        .statusCode());
        assertEquals("{\"ada\":false}", get("firstLoginFlags"));
    }

    @Test
    void tenThousandGoAtOnceAndNotOneMore() {
        var ops = IntStream.range(0, 10_000)
                .mapToObj(i -> op("add", "record", user("u" + i, "name" + i, "user")))
                .toArray(String[]::new);
        var added = bulk("users", ops);
        assertEquals(200, added.statusCode(), added.body());
        assertEquals(10_000, added.body().split("\"added\"", -1).length - 1);
        assertEquals(
                "10000",
                web.send("GET", "api/users?limit=1&count=true")
                        .headers()
                        .firstValue("X-Total-Count")
                        .orElse(""));
        var upserts = IntStream.range(0, 10_000)
                .mapToObj(i -> op("upsert", "record", user("u" + i, "other" + i, "user")))
                .toArray(String[]::new);
        assertEquals(200, bulk("users", upserts).statusCode());
        assertTrue(get("users").endsWith(user("u9999", "other9999", "user") + "]"));
        var deletions = IntStream.range(0, 10_000)
                .mapToObj(i -> op("delete", "key", "u" + i))
                .toArray(String[]::new);
        assertEquals(200, bulk("users", deletions).statusCode());
        assertEquals("[]", get("users"));
        var more = IntStream.range(0, 10_001)
                .mapToObj(i -> op("add", "record", css("c" + i)))
                .toArray(String[]::new);
        refused(422, bulk("cssClasses", more), "/10000");
        assertEquals("[]", get("cssClasses"));
    }

    @Test
    void bulksAtOnceWaitForEachOtherAndLoseNothing() throws Exception {
        web.send("POST", "api/cssClasses", css("a"));
        var outcomes = Together.run(8, i -> () -> {
            var response = bulk(
                    "cssClasses",
                    op("upsert", "record", css("x" + i % 2)),
                    op("upsert", "record", css("x" + (i + 1) % 2)),
                    op("update", "key", "a", "record", "{\"from" + i + "\":{}}"));
            // Two may add the same record at once: then one of them is told so.
            assertTrue(List.of(200, 409, 503).contains(response.statusCode()), response.body());
            if (response.statusCode() == 200) {
                assertTrue(get("cssClasses/a").contains("from" + i), "what was answered is there");
            }
        });
        assertEquals(Collections.nCopies(8, Together.DONE), outcomes);
        assertEquals(3, JsonParts.elements(get("cssClasses")).size());
    }

    @Test
    void aRecordMayHaveTheNameOfARoute() {
        assertEquals(201, web.send("POST", "api/cssClasses", css("bulk")).statusCode());
        assertEquals(css("bulk"), get("cssClasses/bulk"));
        assertEquals(204, web.send("DELETE", "api/cssClasses/bulk").statusCode());
        assertEquals(405, web.send("POST", "api/cssClasses/other", "[]").statusCode());
        assertEquals(405, web.send("POST", "api/packageData/bulk", "[]").statusCode());
        assertEquals(405, web.send("GET", "api/batch").statusCode());
    }
}
