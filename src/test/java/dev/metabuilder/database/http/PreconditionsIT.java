package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entity tags, and the conditions that callers set with them. */
@RunAsClient
class PreconditionsIT extends InServer {

    private static final String JSON = "application/json";
    private static final String A = "api/cssClasses/a";

    private final Web web = Web.service();

    @BeforeEach
    void clear() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
    }

    private static String css(String... classes) {
        var list = String.join(
                ",", List.of(classes).stream().map(JsonParts::quoted).toList());
        return "{\"name\":\"a\",\"classes\":[" + list + "]}";
    }

    private static String tag(HttpResponse<String> response) {
        var tag = response.headers().firstValue("ETag").orElse("none");
        assertTrue(tag.matches("\"[\\w-]+\""), () -> tag + " of " + response + response.body());
        return tag;
    }

    private HttpResponse<String> when(String method, String path, String body, String... headers) {
        return web.send(method, path, body, JSON, headers);
    }

    private static void refused(HttpResponse<String> response) {
        assertEquals(412, response.statusCode(), response.body());
        assertEquals(
                "\"/problems/precondition-failed\"",
                JsonParts.members(response.body()).get("type"));
    }

    private void unchanged(String body) {
        assertEquals(body, web.send("GET", A).body());
    }

    @Test
    void everyStateOfARecordHasItsOwnTagAndEveryAnswerCarriesIt() {
        var added = tag(web.send("POST", "api/cssClasses", css()));
        assertEquals(added, tag(web.send("GET", A)));
        var patched = tag(web.send("PATCH", A, "{\"classes\":[\"x\"]}"));
        assertEquals(patched, tag(web.send("GET", A)));
        assertEquals(patched, tag(web.send("PATCH", A, "{\"classes\":[\"x\"]}")), "nothing changed");
        var undone = tag(web.send("PUT", A, css()));
        assertEquals(undone, tag(web.send("GET", A)));
        assertNotEquals(added, patched);
        assertNotEquals(added, undone, "what changed and changed back has changed");
        assertEquals(204, web.send("DELETE", A).statusCode());
        var again = tag(web.send("PUT", A, css("y")));
        assertNotEquals(added, again, "another record under the same key, also new");
        assertEquals(again, tag(web.send("GET", A)));
    }

    @Test
    void aStaleWriterIsRefusedAndChangesNothing() {
        var stale = tag(web.send("POST", "api/cssClasses", css()));
        var current = tag(web.send("PATCH", A, "{\"classes\":[\"x\"]}"));
        for (String condition : List.of(stale, "W/" + current, "\"\"", stale + ", \"other\"", "\"*\"")) {
            refused(when("PATCH", A, "{\"classes\":[]}", "If-Match", condition));
            refused(when("PUT", A, css(), "If-Match", condition));
            refused(when("DELETE", A, null, "If-Match", condition));
            unchanged(css("x"));
        }
        assertEquals(current, tag(web.send("GET", A)));
        var patched = when("PATCH", A, "{\"classes\":[\"y\"]}", "If-Match", stale + " , " + current);
        assertEquals(200, patched.statusCode(), patched.body());
        var put = when("PUT", A, css("z"), "If-Match", tag(patched));
        assertEquals(200, put.statusCode(), put.body());
        unchanged(css("z"));
        assertEquals(200, when("PATCH", A, "{\"classes\":[]}", "If-Match", "*").statusCode());
        assertEquals(200, web.send("PUT", A, css("w")).statusCode(), "without a condition the last writer wins");
        assertEquals(
                204,
                when("DELETE", A, null, "If-Match", tag(web.send("GET", A))).statusCode());
        assertEquals(404, web.send("GET", A).statusCode());
    }

    @Test
    void aRecordAddedAgainUnderItsKeyIsAnotherOne() {
        var first = tag(web.send("POST", "api/cssClasses", css("first")));
        web.send("DELETE", A);
        web.send("POST", "api/cssClasses", css("second"));
        refused(when("PUT", A, css("third"), "If-Match", first));
        unchanged(css("second"));
    }

    @Test
    void whatIsNotThereMeetsNoIfMatch() {
        refused(when("PUT", A, css(), "If-Match", "*"));
        refused(when("PUT", A, css(), "If-Match", "\"x\""));
        assertEquals(404, when("PATCH", A, "{}", "If-Match", "*").statusCode());
        assertEquals(404, when("DELETE", A, null, "If-Match", "\"x\"").statusCode());
        assertEquals(404, when("GET", A, null, "If-None-Match", "*").statusCode());
        assertEquals("[]", web.send("GET", "api/cssClasses").body());
    }

    @Test
    void aReaderWhoHasTheRecordGetsOnlyItsTag() {
        var tag = tag(web.send("POST", "api/cssClasses", css()));
        for (String known : List.of(tag, "W/" + tag, "\"other\"," + tag, "*")) {
            var answer = when("GET", A, null, "If-None-Match", known);
            assertEquals(304, answer.statusCode(), known);
            assertEquals("", answer.body());
            assertEquals(tag, tag(answer));
        }
        assertEquals(css(), when("GET", A, null, "If-None-Match", "\"other\"").body());
        assertEquals(css(), when("GET", A, null, "If-Match", tag).body());
        refused(when("GET", A, null, "If-Match", "\"other\""));
    }

    @Test
    void aPutCanBeForANewRecordOnly() {
        assertEquals(201, when("PUT", A, css("x"), "If-None-Match", "*").statusCode());
        refused(when("PUT", A, css("y"), "If-None-Match", "*"));
        unchanged(css("x"));
        refused(when("PUT", A, css("y"), "If-None-Match", tag(web.send("GET", A))));
        assertEquals(200, when("PUT", A, css("y"), "If-None-Match", "\"x\"").statusCode());
    }

    @Test
    void aConditionThatCanNotBeReadIsNotPassedOver() {
        web.send("POST", "api/cssClasses", css());
        for (String header : List.of("abc", "\"abc", "abc\"", "\"a\" \"b\"", "w/\"a\"", "*, \"a\"", "\"a\", *", "")) {
            assertEquals(422, when("PATCH", A, "{}", "If-Match", header).statusCode(), header);
            assertEquals(422, when("GET", A, null, "If-None-Match", header).statusCode(), header);
        }
    }

    @Test
    void singletonsHaveThemToo() {
        for (String name : List.of("appConfig", "smtpConfig")) {
            var path = "api/" + name;
            var json = Golden.compact(Models.CATALOGUE.section(name));
            var other = json.replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"other\"")
                    .replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"other\"");
            refused(when("PUT", path, json, "If-Match", "*"));
            var created = when("PUT", path, json, "If-None-Match", "*");
            assertEquals(204, created.statusCode(), created.body());
            refused(when("PUT", path, other, "If-None-Match", "*"));
            assertEquals(tag(created), tag(web.send("GET", path)));
            assertEquals(
                    304, when("GET", path, null, "If-None-Match", tag(created)).statusCode());
            var changed = when("PUT", path, other, "If-Match", tag(created));
            assertEquals(204, changed.statusCode(), changed.body());
            assertEquals(tag(changed), tag(web.send("GET", path)));
            refused(when("PUT", path, json, "If-Match", tag(created)));
            refused(when("DELETE", path, null, "If-Match", tag(created)));
            assertEquals(other, web.send("GET", path).body());
            assertEquals(
                    204, when("DELETE", path, null, "If-Match", tag(changed)).statusCode());
            assertEquals(404, when("DELETE", path, null, "If-Match", "*").statusCode());
        }
    }

    @Test
    void theDataOfPackagesHaveThemToo() {
        var path = "api/packageData/blog";
        assertTrue(web.send("GET", path).headers().firstValue("ETag").isEmpty(), "nothing is kept");
        refused(when("PUT", path, "{}", "If-Match", "*"));
        var created = when("PUT", path, "{\"a\":[]}", "If-None-Match", "*");
        assertEquals(201, created.statusCode(), created.body());
        assertEquals(tag(created), tag(web.send("GET", path)));
        refused(when("PUT", path, "{}", "If-None-Match", "*"));
        var changed = when("PUT", path, "{\"b\":[]}", "If-Match", tag(created));
        assertEquals(200, changed.statusCode(), changed.body());
        refused(when("PUT", path, "{}", "If-Match", tag(created)));
        refused(when("DELETE", path, null, "If-Match", tag(created)));
        assertEquals("{\"b\":[]}", web.send("GET", path).body());
        assertEquals(304, when("GET", path, null, "If-None-Match", tag(changed)).statusCode());
        assertEquals(204, when("DELETE", path, null, "If-Match", tag(changed)).statusCode());
    }

    private static String listTag(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return response.headers().firstValue("ETag").orElse("none");
    }

    @Test
    void aListThatIsNotLongHasAWeakTagWhichSavesItsReaderTheBody() {
        var empty = listTag(web.send("GET", "api/cssClasses"));
        assertTrue(empty.matches("W/\"[\\w-]{22}\""), empty);
        web.send("POST", "api/cssClasses", css("x"));
        var tag = listTag(web.send("GET", "api/cssClasses"));
        assertNotEquals(empty, tag);
        assertEquals(tag, listTag(web.send("GET", "api/cssClasses")));
        assertEquals(tag, listTag(web.send("GET", "api/cssClasses", null, JSON, "Accept-Encoding", "gzip")));
        for (String known : List.of(tag, tag.substring(2), "\"other\", " + tag, "*")) {
            var answer = when("GET", "api/cssClasses", null, "If-None-Match", known);
            assertEquals(304, answer.statusCode(), known);
            assertEquals(tag, answer.headers().firstValue("ETag").orElse("none"));
            assertEquals("", answer.body());
        }
        web.send("PATCH", A, "{\"classes\":[\"y\"]}");
        var changed = when("GET", "api/cssClasses", null, "If-None-Match", tag);
        assertEquals("[" + css("y") + "]", changed.body());
        assertNotEquals(tag, listTag(changed));
        web.send("PATCH", A, "{\"classes\":[\"x\"]}");
        assertEquals(tag, listTag(web.send("GET", "api/cssClasses")), "the same list");
        for (String path : List.of("api/componentHierarchy", "api/packageData", "api/users")) {
            var list = listTag(web.send("GET", path));
            assertEquals(304, when("GET", path, null, "If-None-Match", list).statusCode(), path);
        }
        assertEquals(
                422, when("GET", "api/cssClasses", null, "If-None-Match", "x").statusCode());
    }

    @Test
    void theTagOfAListIsNoConditionToReplaceIt() {
        web.send("POST", "api/cssClasses", css("x"));
        var tag = listTag(web.send("GET", "api/cssClasses"));
        for (String condition : List.of(tag, tag.substring(2), "\"other\"")) {
            refused(when("PUT", "api/cssClasses", "[]", "If-Match", condition));
            refused(when("PUT", "api/cssClasses", "[]", "If-None-Match", condition));
            refused(when("GET", "api/cssClasses", null, "If-Match", condition));
        }
        refused(when("PUT", "api/cssClasses", "[]", "If-None-Match", "*"));
        assertEquals(422, when("PUT", "api/cssClasses", "[]", "If-Match", "x").statusCode());
        assertEquals("[" + css("x") + "]", web.send("GET", "api/cssClasses").body());
        assertEquals(204, when("PUT", "api/cssClasses", "[]", "If-Match", "*").statusCode());
        assertEquals("[]", web.send("GET", "api/cssClasses").body());
    }

    @Test
    void aLongListIsWholeAndHasNoTagUntilItIsShortAgain() {
        var longer = "[" + css("c".repeat(ListResponse.MOST_BYTES)) + "]";
        for (String list : List.of("[" + css("x") + "]", longer, "[]")) {
            assertEquals(204, web.send("PUT", "api/cssClasses", list).statusCode());
            for (int i = 0; i < 3; i++) {
                assertEquals(list, web.send("GET", "api/cssClasses").body());
            }
            assertEquals(
                    list.equals(longer),
                    listTag(web.send("GET", "api/cssClasses")).equals("none"));
            assertEquals(
                    304,
                    when("GET", "api/cssClasses", null, "If-None-Match", "*").statusCode());
            var known = when("GET", "api/cssClasses", null, "If-None-Match", "\"other\"");
            assertEquals(list, known.body());
        }
    }

    @Test
    void ofWritersWhoReadTheSameExactlyOneWins() throws Exception {
        var tag = tag(web.send("POST", "api/cssClasses", css()));
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var outcomes = Together.run(
                12,
                i -> () -> statuses.add((i % 3 == 0
                                ? when("PUT", A, css("put" + i), "If-Match", tag)
                                : when("PATCH", A, "{\"classes\":[\"patch" + i + "\"]}", "If-Match", tag))
                        .statusCode()));
        assertEquals(Collections.nCopies(12, Together.DONE), outcomes);
        assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
        assertEquals(11, Collections.frequency(statuses, 412), statuses::toString);
    }

    @Test
    void ofWritersWhoFoundNothingExactlyOneWins() throws Exception {
        for (String path : List.of(A, "api/packageData/blog", "api/appConfig")) {
            var json = path.equals(A)
                    ? css()
                    : path.endsWith("blog") ? "{}" : Golden.compact(Models.CATALOGUE.section("appConfig"));
            var statuses = new ConcurrentLinkedQueue<Integer>();
            var outcomes = Together.run(
                    8,
                    i -> () -> statuses.add(
                            when("PUT", path, json, "If-None-Match", "*").statusCode()));
            assertEquals(Collections.nCopies(8, Together.DONE), outcomes);
            assertEquals(7, Collections.frequency(statuses, 412), () -> path + statuses);
        }
    }
}
