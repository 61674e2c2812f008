package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each row of the table of errors that can be reached from outside, as a problem document. */
@RunAsClient
class ErrorsIT extends InServer {

    private static final String OTHERS = """
            GET appConfig, PUT appConfig, DELETE appConfig, GET smtpConfig, PUT smtpConfig, DELETE smtpConfig,
            GET credentials, PUT credentials/a, POST credentials/a/verify,
            GET passwordChangeTimestamps, PATCH passwordChangeTimestamps,
            GET firstLoginFlags, PUT firstLoginFlags/a,
            GET passwordResetTokens, PUT passwordResetTokens/a, DELETE passwordResetTokens/a,
            GET superGod, POST superGod/transfer,
            GET godCredentials/expiry, PUT godCredentials/expiry,
            GET godCredentials/expiryDuration, PUT godCredentials/expiryDuration, POST godCredentials/reset,
            POST database/initialize, GET database/export, GET database/export?scope=full, POST database/import,
            POST database/clear, GET database/statistics""";

    private final Web web = Web.service();

    private static List<String> routes() {
        var routes = new ArrayList<>(Arrays.asList(OTHERS.strip().split("\\s*,\\s*")));
        for (Section<?> section : Models.CATALOGUE.sections()) {
            var name = section.name();
            if (section.kind() != Section.Kind.SINGLETON && !section.isSorted()) {
                routes.addAll(List.of("GET " + name, "PUT " + name, "GET " + name + "/k", "PUT " + name + "/k"));
                routes.addAll(List.of("DELETE " + name + "/k", "POST " + name, "PATCH " + name + "/-?key=k"));
            }
        }
        return routes;
    }

    /** Requires a problem document of that status and kind, and returns it. */
    private static String problem(int status, String type, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
        var problem = JsonParts.members(response.body());
        assertEquals("\"/problems/" + type + "\"", problem.get("type"), response.body());
        assertEquals(String.valueOf(status), problem.get("status"), response.body());
        assertTrue(problem.get("title").length() > 4, response.body());
        assertTrue(problem.get("detail").length() > 4, response.body());
        assertFalse(response.body().contains("Exception"), response.body());
        return response.body();
    }

    @Test
    void nobodyAndWhoeverHasAnotherTokenIsTurnedAwayFromEveryRoute() {
        web.send("POST", "api/database/clear");
        web.send("POST", "api/cssClasses", "{\"name\":\"k\",\"classes\":[]}");
        var callers = List.of(
                Web.nobody(),
                Web.as("Bearer wrong"),
                Web.as("Bearer " + SERVICE_TOKEN.substring(1)),
                Web.as("Bearer"),
                Web.as(SERVICE_TOKEN),
                Web.as("Basic nonsense"));
        assertAll(routes().stream().map(route -> (Executable) () -> {
            var words = route.split(" ", 2);
            for (Web caller : route.startsWith("GET") ? callers : callers.subList(0, 2)) {
                var body = words[0].equals("GET") || words[0].equals("DELETE") ? null : "{}";
                var response = caller.send(words[0], "api/" + words[1], body);
                problem(401, "unauthenticated", response);
                assertTrue(response.headers().firstValue("WWW-Authenticate").isPresent(), route);
            }
        }));
        assertEquals(
                "[{\"name\":\"k\",\"classes\":[]}]",
                web.send("GET", "api/cssClasses").body());
        assertEquals(200, Web.nobody().send("GET", "api/godCredentials/visible").statusCode());
        assertEquals(
                200, Web.as("bearer  " + SERVICE_TOKEN).send("GET", "api/users").statusCode(), "as RFC 9110 has it");
    }

    @Test
    void aBodyThatIsNoJsonIs400() {
        for (String body : List.of("", "{", "{\"name\":}", "nope", "{\"name\":\"a\"} x", "\u0001")) {
            var answer = problem(400, "malformed", web.send("POST", "api/cssClasses", body));
            assertTrue(answer.contains("\"line\":1,\"column\":"), answer);
            problem(400, "malformed", web.send("PUT", "api/cssClasses", body));
            problem(400, "malformed", web.send("POST", "api/database/import", body));
            problem(400, "malformed", web.send("PUT", "api/godCredentials/expiry", body));
        }
    }

    @Test
    void aQueryParameterThatARouteDoesNotHaveIs422AndNothingIsDone() {
        web.send("PUT", "api/cssClasses", "[{\"name\":\"Layout\",\"classes\":[]}]");
        var body = "{\"cssClasses\":[]}";
        var answer = problem(422, "invalid", web.send("POST", "api/database/import?dryrun=true", body));
        assertTrue(answer.contains("the query parameter dryrun is unknown here: there is dryRun, mode"), answer);
        problem(422, "invalid", web.send("GET", "api/cssClasses?limt=1"));
        problem(422, "invalid", web.send("POST", "api/database/clear?key=x"));
        problem(422, "invalid", web.send("DELETE", "api/cssClasses/Layout?limit=1"));
        problem(401, "unauthenticated", Web.nobody().send("GET", "api/cssClasses?limt=1"));
        assertEquals(200, web.send("GET", "api/cssClasses/-?key=Layout").statusCode());
    }

    @Test
    void whatIsNotThereIs404() {
        web.send("POST", "api/database/clear");
        for (String path : List.of(
                "api",
                "api/",
                "api/nothing",
                "api/nothing/k",
                "api/users/nobody",
                "api/users/a/b",
                "api/systemConfig",
                "api/database",
                "api/database/drop",
                "api/Users",
                "nothing",
                "index.html")) {
            problem(404, "not-found", web.send("GET", path));
        }
        problem(404, "not-found", web.send("DELETE", "api/nothing/k"));
        problem(404, "not-found", web.send("PUT", "api/systemConfig", "{}"));
        problem(404, "not-found", Web.nobody().send("GET", "nothing"));
    }

    @Test
    void aMethodThatARouteDoesNotHaveIs405AndAllowNamesThoseItHas() {
        allows("GET POST PUT", web.send("DELETE", "api/users"));
        allows("GET POST PUT", web.send("PATCH", "api/users", "{}"));
        allows("DELETE GET PATCH PUT", web.send("POST", "api/users/k", "{}"));
        allows("GET PUT", web.send("POST", "api/packageData", "{}"));
        allows("DELETE GET PUT", web.send("PATCH", "api/packageData/k", "{}"));
        allows("DELETE GET PUT", web.send("POST", "api/appConfig", "{}"));
        allows("GET", web.send("PUT", "api/credentials", "{}"));
        allows("PUT", web.send("GET", "api/credentials/a"));
        allows("POST", web.send("GET", "api/database/import"));
        allows("POST", web.send("GET", "api/database/clear"));
        allows("GET", web.send("POST", "api/database/export", "{}"));
        allows("GET", web.send("POST", "api/godCredentials/visible", "{}"));
    }

    private static void allows(String methods, HttpResponse<String> response) {
        problem(405, "method-not-allowed", response);
        var allowed = new TreeSet<>(
                List.of(response.headers().firstValue("Allow").orElse("").split("\\s*,\\s*")));
        allowed.removeAll(Set.of("HEAD", "OPTIONS"));
        assertEquals(methods, String.join(" ", allowed));
    }

    @Test
    void anAnswerOfAnotherTypeIs406AndABodyOfAnotherType415() {
        problem(406, "not-acceptable", web.send("GET", "api/users", null, null, "Accept", "text/html"));
        assertEquals(
                200,
                web.send("GET", "api/users", null, null, "Accept", "application/*")
                        .statusCode());
        problem(415, "unsupported-media-type", web.send("POST", "api/users", "<user/>", "application/xml"));
        problem(415, "unsupported-media-type", web.send("PATCH", "api/users/k", "{}", "text/plain"));
        assertEquals(
                201,
                web.send(
                                "PUT",
                                "api/cssClasses/k415",
                                "{\"name\":\"k415\",\"classes\":[]}",
                                "application/json; charset=utf-8")
                        .statusCode());
    }

    @Test
    void aConflictIs409AndNamesItsPlaces() {
        web.send("POST", "api/database/clear");
        var record = "{\n \"name\": \"a\",\n \"classes\": []}";
        web.send("POST", "api/cssClasses", record);
        var answer = problem(409, "conflict", web.send("POST", "api/cssClasses", record));
        assertEquals(List.of("/name 2:10"), places(answer), answer);
        answer = problem(409, "conflict", web.send("PUT", "api/cssClasses", "[" + record + "," + record + "]"));
        assertEquals(List.of("/1/name 4:10"), places(answer), answer);
        answer = problem(
                409,
                "conflict",
                web.send(
                        "POST", "api/comments", "{\"id\":\"c\",\"userId\":\"gone\",\"content\":\"\",\"createdAt\":1}"));
        assertEquals(List.of("/userId 1:20"), places(answer), answer);
    }

    @Test
    void aBodyOverTheLimitIs413() {
        var large = "{\"name\":\"a\",\"classes\":[]" + " ".repeat(33 * 1024 * 1024) + "}";
        problem(413, "too-large", web.send("POST", "api/cssClasses", large));
    }

    @Test
    void whatIsInvalidIs422AndAllOfItIsTold() {
        var user = "{\n  \"id\": 1,\n  \"username\": \"\",\n  \"role\": \"root\", \"createdAt\": 1.5\n}";
        var answer = problem(422, "invalid", web.send("POST", "api/users", user));
        assertEquals(
                List.of("/createdAt 4:32", "/email 1:1", "/id 2:9", "/role 4:11", "/username 3:15"),
                places(answer),
                answer);
        assertEquals("5", JsonParts.members(answer).get("errorCount"));
        answer = problem(422, "invalid", web.send("PUT", "api/users", "[" + "{},".repeat(99) + "{}]"));
        assertEquals(100, places(answer).size());
        assertEquals("500", JsonParts.members(answer).get("errorCount"), "the first 100, and how many there were");
    }

    @Test
    void smallBodiesAreCheckedToo() {
        web.send("POST", "api/database/clear");
        invalid("PUT", "api/credentials/a", "{}", "/passwordHash");
        invalid("PUT", "api/credentials/a", "{\"passwordHash\":null}", "/passwordHash");
        invalid("PUT", "api/credentials/a", "{\"passwordHash\":\"secret\"}", "/passwordHash");
        invalid("PUT", "api/credentials/a", "{\"passwordHash\":\"\",\"x\":1}", "/x");
        invalid("POST", "api/credentials/a/verify", "{\"password\":1}", "/password");
        invalid("PATCH", "api/passwordChangeTimestamps", "{\"a\":\"1\"}", "/a");
        invalid("PATCH", "api/passwordChangeTimestamps", "[]", "");
        invalid("PUT", "api/firstLoginFlags/a", "1", "");
        invalid("PUT", "api/passwordResetTokens/a", "{\"token\":[]}", "/token");
        invalid("POST", "api/superGod/transfer", "{\"fromUserId\":\"a\"}", "/toUserId");
        invalid("PUT", "api/godCredentials/expiry", "\"1\"", "");
        invalid("PUT", "api/godCredentials/expiry", "1.0", "");
        invalid("PUT", "api/godCredentials/expiryDuration", "9223372036854775808", "");
        invalid("PUT", "api/packageData/a", "{\"b\":{}}", "/b");
        invalid("PUT", "api/appConfig", "[]", "");
        invalid("PATCH", "api/users/nobody", "{\"role\":1}", "/role");
    }

    private void invalid(String method, String path, String body, String pointer) {
        var answer = problem(422, "invalid", web.send(method, path, body));
        assertEquals(
                List.of(pointer),
                places(answer).stream()
                        .map(place -> place.substring(0, place.indexOf(' ')))
                        .toList(),
                method + " " + path + " " + body);
    }

    /** The pointer, line and column of each error, sorted. */
    private static List<String> places(String problem) {
        return JsonParts.elements(JsonParts.members(problem).get("errors")).stream()
                .map(JsonParts::members)
                .map(error ->
                        JsonParts.unquoted(error.get("pointer")) + " " + error.get("line") + ":" + error.get("column"))
                .sorted()
                .toList();
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        for (String path : List.of("api/users", "api/database/statistics", "api/database/export")) {
            var head = web.send("HEAD", path);
            assertEquals(200, head.statusCode(), path);
            assertEquals("", head.body());
        }
        assertEquals(404, web.send("HEAD", "api/users/nobody").statusCode());
        assertEquals(401, Web.nobody().send("HEAD", "api/users").statusCode());
    }
}
