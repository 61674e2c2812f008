package dev.metabuilder.database.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Requests;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is valid and true: the test calls every operation. */
@RunAsClient
class OpenApiIT extends InServer {

    static final Set<String> OPEN = Set.of(
            "GET /openapi",
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "GET /health/started",
            "GET /api/godCredentials/visible",
            "POST /api/session");

    private static final Map<String, String> BODIES = Map.ofEntries(
            // The tenant of the golden one goes with it.
            Map.entry(
                    "POST /api/users",
                    "{\"id\":\"u\",\"username\":\"u\",\"email\":\"u@builder.com\",\"role\":\"user\",\"createdAt\":1}"),
            Map.entry("PUT /api/credentials/{username}", "{\"passwordHash\":\"\"}"),
            Map.entry("POST /api/credentials/{username}/verify", "{\"password\":\"x\"}"),
            Map.entry("POST /api/session", "{\"username\":\"ada\",\"password\":\"secret\"}"),
            Map.entry("PATCH /api/passwordChangeTimestamps", "{\"ada\":1}"),
            Map.entry("PUT /api/firstLoginFlags/{username}", "true"),
            Map.entry("PUT /api/passwordResetTokens/{username}", "{\"token\":\"t\"}"),
            Map.entry("POST /api/superGod/transfer", "{\"fromUserId\":\"user_ada\",\"toUserId\":\"user_bob\"}"),
            Map.entry("PUT /api/godCredentials/expiry", "1"),
            Map.entry("PUT /api/godCredentials/expiryDuration", "1"),
            Map.entry("POST /api/database/initialize", "{}"),
            Map.entry("POST /api/database/import", "{\"workflows\":[]}"),
            Map.entry("POST /api/batch", "[{\"op\":\"delete\",\"collection\":\"workflows\",\"key\":\"wf_full\"}]"));

    private final Web service = Web.service();
    private final ApiDocument document;
    private final List<String> faults = new ArrayList<>();

    OpenApiIT() throws IOException {
        document = new ApiDocument(ApiDocument.fetch());
    }

    @Test
    void whatTheServerGivesIsAGoodDescriptionAndAlwaysTheSame() throws IOException {
        var json = ApiDocument.fetch();
        assertEquals(json, ApiDocument.fetch());
        var rules = new DescriptionRules(json);
        rules.theDocumentIsOpenApi();
        rules.itHasEveryRouteOfTheServerAndNoOther();
        rules.everyModelIsThereWithItsProperties();
        rules.itsExamplesAreAsItsSchemasSay();
        assertFalse(json.contains("localhost"), "the document names no host");
    }

    /** So that what unit tests say of the one is true of the other. */
    @Test
    void whatTheServerGivesIsWhatTheCodeMakes() throws IOException {
        var differences = new ArrayList<String>();
        compare("", new ApiDocument(ApiDocument.make()).root(), document.root(), differences);
        assertEquals(List.of(), differences.stream().limit(3).toList());
    }

    private static void compare(String pointer, JsonNode made, JsonNode given, List<String> differences) {
        if (made.isObject() && given.isObject()) {
            var names = new TreeSet<String>();
            made.fieldNames().forEachRemaining(names::add);
            given.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(pointer + "/" + name, made.path(name), given.path(name), differences));
        } else if (!made.equals(given) && !same(made, given) && !isDefault(pointer, given)) {
            differences.add(pointer + " is made as " + made + " and given as " + given);
        }
    }

    /** Numbers that are equal, and lists in which the order means nothing: those of required properties. */
    private static boolean same(JsonNode made, JsonNode given) {
        if (made.isArray() && given.isArray()) {
            return elements(made).equals(elements(given));
        }
        return made.isNumber() && given.isNumber() && made.decimalValue().compareTo(given.decimalValue()) == 0;
    }

    private static List<String> elements(JsonNode array) {
        var elements = new ArrayList<String>();
        array.forEach(element -> elements.add(element.toString()));
        elements.sort(null);
        return elements;
    }

    /** Of headers there is but one style, which Payara does not write. */
    private static boolean isDefault(String pointer, JsonNode given) {
        return pointer.matches("/components/headers/[^/]+/style") && given.isMissingNode();
    }

    @Test
    void everyOperationAnswersAsItPromises() {
        document.operations().forEach((route, operation) -> {
            if (route.endsWith("/restore")) {
                // Only the history knows what to send; HistoryIT calls it.
                return;
            }
            fill();
            var path = path(route, operation);
            var body = body(route);
            if (route.startsWith("POST /api/") && Models.CATALOGUE.section(route.substring(10)) != null) {
                // What is added must not be there.
                mustBe(204, service.send("DELETE", path(route + "/{key}", operation)));
            }
            var good = expect(route, service, path, body, accepted(route));
            if (good.statusCode() >= 300) {
                faults.add(route + " fails: " + good.statusCode() + " " + good.body());
            }
            callWrongly(route, operation, path, body, good);
        });
        assertEquals(List.of(), faults);
    }

    /** Calls the operation in all the ways that it documents as wrong, where a client can bring them about. */
    private void callWrongly(String route, JsonNode operation, String path, String body, HttpResponse<String> good) {
        if (!OPEN.contains(route)) {
            mustBe(401, expect(route, Web.nobody(), path, body, accepted(route)));
        }
        if (!route.contains(" /api/")) {
            return;
        }
        mustBe(406, expect(route, service, path, body, "text/html"));
        if (operation.has("requestBody")) {
            mustBe(400, expect(route, service, path, "nonsense", "application/json"));
            mustBe(415, check(route, service.send(method(route), path, body, "text/csv")));
            mustBe(422, expect(route, service, path, "\"x\"", "application/json"));
        }
        if (path.contains("key=") || route.contains("{key}")) {
            var other = path.replaceFirst("/-([^?]*)[?].*", "/unknown$1");
            var unknown = check(route, service.send(method(route), other, body));
            assertTrue(unknown.statusCode() >= 200, route);
        }
        if (operation.path("responses").has("304")) {
            var tag = good.headers().firstValue("ETag");
            if (tag.isPresent()) {
                mustBe(304, expect(route, service, path, null, "application/json", "If-None-Match", tag.get()));
            }
        }
        if (operation.toString().contains("/parameters/If-Match")) {
            fill();
            mustBe(412, expect(route, service, path, body, "application/json", "If-Match", "\"x\""));
        }
        if (operation.toString().contains("/parameters/limit")) {
            var list = path + (path.contains("?") ? "&" : "?");
            var counted = operation.toString().contains("/parameters/count") ? "&count=true" : "";
            mustBe(200, expect(route, service, list + "limit=1" + counted, null, "application/json"));
            mustBe(422, expect(route, service, list + "limit=0", null, "application/json"));
        }
        if (route.equals("POST /api/database/import")) {
            mustBe(202, expect(route, service, path, body, "application/json", "Prefer", "respond-async"));
        }
    }

    private static String accepted(String route) {
        return route.equals("GET /metrics") ? "*/*" : "application/json";
    }

    private HttpResponse<String> expect(
            String route, Web as, String path, String body, String accept, String... headers) {
        var all = new ArrayList<>(List.of("Accept", accept));
        all.addAll(List.of(headers));
        var type = body == null ? null : "application/json";
        return check(route, as.send(method(route), path, body, type, all.toArray(String[]::new)));
    }

    private HttpResponse<String> check(String route, HttpResponse<String> response) {
        faults.addAll(document.faults(route, response));
        return response;
    }

    private void mustBe(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            faults.add(response.request().method() + " " + response.request().uri() + " is " + response.statusCode()
                    + " " + response.body() + ", not " + status);
        }
    }

    private static void fill() {
        Requests.toServer().importAll(Golden.document(Models.CATALOGUE.sections()));
        Requests.toServer().send("PATCH", "users/user_ada", "{\"role\":\"supergod\"}");
    }

    private static String method(String route) {
        return route.substring(0, route.indexOf(' '));
    }

    private static Section<?> section(String route) {
        return Models.CATALOGUE.section(route.replaceFirst("^\\w+ /api/", "").replaceFirst("/.*", ""));
    }

    private static Map.Entry<String, String> first(Section<?> section) {
        var json = Golden.compact(section);
        if (json.startsWith("{")) {
            return JsonParts.members(json).entrySet().iterator().next();
        }
        var record = JsonParts.elements(json).get(0);
        var key = JsonParts.members(record).get(section.model().key().name());
        return Map.entry(key.substring(1, key.length() - 1), record);
    }

    private String path(String route, JsonNode operation) {
        var path = route.replaceFirst("^\\w+ /", "");
        if (path.contains("session")) {
            beginSession();
        }
        if (path.contains("{key}")) {
            var key = URLEncoder.encode(first(section(route)).getKey(), StandardCharsets.UTF_8);
            path = path.replace("{key}", "-") + "?key=" + key;
        }
        if (path.contains("sessions/{id}")) {
            var listed = service.send("GET", "api/users/user_ada/sessions").body();
            path = path.replace(
                    "{id}",
                    JsonParts.unquoted(
                            JsonParts.members(JsonParts.elements(listed).get(0)).get("id")));
        }
        if (path.contains("{id}")) {
            var begun =
                    service.send("POST", "api/database/import", "{}", "application/json", "Prefer", "respond-async");
            var location = begun.headers().firstValue("Location").orElseThrow();
            path = path.replace("{id}", location.replaceFirst(".*/", ""));
        }
        assertTrue(operation.has("summary"), route);
        if (path.contains("passwordResetTokens/{")) {
            path = path.replace("{username}", first(section(route)).getKey());
        }
        return path.replace("{username}", "bob");
    }

    private void beginSession() {
        var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512("secret") + "\"}";
        mustBe(204, service.send("PUT", "api/credentials/ada", hash));
        mustBe(201, Web.nobody().send("POST", "api/session", BODIES.get("POST /api/session")));
    }

    private static String body(String route) {
        if (BODIES.containsKey(route)) {
            return BODIES.get(route);
        }
        var section = section(route);
        if (section == null || section.isSorted() || route.matches("(GET|DELETE) .*")) {
            return null;
        }
        if (route.startsWith("PATCH")) {
            return "{}";
        }
        if (route.endsWith("/bulk")) {
            return "[{\"op\":\"delete\",\"key\":"
                    + JsonParts.quoted(first(section).getKey()) + "}]";
        }
        var whole = route.startsWith("PUT") && !route.contains("{key}");
        return whole ? Golden.compact(section) : first(section).getValue();
    }
}
