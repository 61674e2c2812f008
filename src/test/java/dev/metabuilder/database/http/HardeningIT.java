package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.users.PasswordHashes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server like an operator's: the headers of its answers, and what its log contains and must not contain. */
class HardeningIT {

    private static final String ORIGIN = "https://app.example.org";
    private static final int MOST_BYTES = 100_000;
    private static final String BEARER = "Bearer " + InServer.SERVICE_TOKEN;

    @TempDir
    private static Path folder;

    private static Map<String, String> settings;
    private static Launched server;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        settings =
                new HashMap<>(Changes.database(TestDatabase.current(), folder).settings());
        settings.put("METABUILDER_CORS_ORIGINS", "https://other.example.org, " + ORIGIN);
        settings.put("METABUILDER_MAX_BODY_BYTES", String.valueOf(MOST_BYTES));
        server = Launched.start(folder, "TERM", settings).awaitUp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private HttpResponse<String> send(String authorization, String method, String path, String body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(server.uri().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    private static String log() throws IOException {
        try (var files = Files.list(folder.resolve("data/log"))) {
            var text = new StringBuilder();
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    @Test
    void everyAnswerKeepsTheBrowserFromDoingMoreThanItShould() throws Exception {
        for (var response : List.of(
                send(BEARER, "GET", "api/users", null),
                send(BEARER, "GET", "api/database/export", null),
                send(null, "GET", "api/users", null),
                send(BEARER, "GET", "api/nothing", null),
                send(BEARER, "PATCH", "api/users", "{}"),
                send(BEARER, "POST", "api/users", "nonsense"))) {
            assertEquals("no-store", header(response, "Cache-Control"), response.toString());
            assertEquals("default-src 'none'; frame-ancestors 'none'", header(response, "Content-Security-Policy"));
            saysNoMoreThanItShould(response);
        }
        for (var response : List.of(
                send(null, "GET", "health/live", null),
                send(null, "GET", "openapi", null),
                send(null, "GET", "nothing", null))) {
            assertTrue(
                    header(response, "Content-Security-Policy").contains("frame-ancestors 'none'"),
                    response.toString());
            saysNoMoreThanItShould(response);
        }
    }

    private static void saysNoMoreThanItShould(HttpResponse<String> response) {
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals("no-referrer", header(response, "Referrer-Policy"));
        assertEquals("same-origin", header(response, "Cross-Origin-Resource-Policy"));
        assertFalse(header(response, "X-Request-Id").isEmpty());
        assertEquals("", header(response, "Server"));
        assertEquals("", header(response, "X-Powered-By"));
        assertFalse(response.headers().toString().contains("Payara"));
        assertFalse(response.body().contains("Payara"), response.body());
    }

    @Test
    void onlyPagesOfOriginsThatTheOperatorNamedMayReadAnswers() throws Exception {
        var preflight =
                send(null, "OPTIONS", "api/users", null, "Origin", ORIGIN, "Access-Control-Request-Method", "PUT");
        assertEquals(204, preflight.statusCode());
        assertEquals(ORIGIN, header(preflight, "Access-Control-Allow-Origin"));
        assertTrue(header(preflight, "Access-Control-Allow-Methods").contains("PUT"));
        assertTrue(header(preflight, "Access-Control-Allow-Headers").contains("Authorization"));
        assertEquals("true", header(preflight, "Access-Control-Allow-Credentials"), "a session comes along");
        assertEquals(List.of("Accept-Encoding", "Origin"), preflight.headers().allValues("Vary"));
        var refused = send(null, "GET", "api/users", null, "Origin", ORIGIN);
        assertEquals(401, refused.statusCode());
        assertEquals(ORIGIN, header(refused, "Access-Control-Allow-Origin"), "the page may read why");
        for (String other : List.of(
                "https://app.example.org.evil.example",
                "http://app.example.org",
                "https://APP.example.org",
                "null",
                "*")) {
            var response = send(BEARER, "GET", "api/users", null, "Origin", other);
            assertEquals(200, response.statusCode());
            assertEquals("", header(response, "Access-Control-Allow-Origin"), other);
            var asked =
                    send(null, "OPTIONS", "api/users", null, "Origin", other, "Access-Control-Request-Method", "PUT");
            assertEquals(401, asked.statusCode(), other);
            assertEquals("", header(asked, "Access-Control-Allow-Origin"), other);
        }
    }

    @Test
    void onlyPagesOfOriginsThatTheOperatorNamedMayWriteAsWhoIsLoggedIn() throws Exception {
        send(
                BEARER,
                "PUT",
                "api/users",
                "[{\"id\":\"w\",\"username\":\"w\",\"email\":\"w@example.org\",\"role\":\"god\","
                        + "\"createdAt\":1}]");
        var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512("pass") + "\"}";
        assertEquals(204, send(BEARER, "PUT", "api/credentials/w", hash).statusCode());
        var basic = "Basic " + Base64.getEncoder().encodeToString("w:pass".getBytes(StandardCharsets.UTF_8));
        var record = "{\"name\":\"written\",\"classes\":[]}";
        assertEquals(
                403,
                send(basic, "PUT", "api/cssClasses/w", record, "Origin", "https://evil.example")
                        .statusCode());
        assertEquals(
                403,
                send(basic, "DELETE", "api/cssClasses/w", null, "Origin", "null", "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        var written =
                send(basic, "PUT", "api/cssClasses/written", record, "Origin", ORIGIN, "Sec-Fetch-Site", "cross-site");
        assertEquals(201, written.statusCode(), written.body());
        assertEquals(ORIGIN, header(written, "Access-Control-Allow-Origin"));
        assertEquals(
                204,
                send(basic, "DELETE", "api/cssClasses/written", null, "Origin", ORIGIN)
                        .statusCode());
    }

    @Test
    void aBodyOverTheOperatorsLimitIs413AndChangesNothing() throws Exception {
        send(BEARER, "PUT", "api/cssClasses", "[{\"name\":\"kept\",\"classes\":[]}]");
        var large = "[" + " ".repeat(MOST_BYTES) + "]";
        for (var response : List.of(
                send(BEARER, "PUT", "api/cssClasses", large),
                send(BEARER, "POST", "api/database/import", "{\"cssClasses\":" + large + "}"))) {
            assertEquals(413, response.statusCode(), response.body());
            assertTrue(response.body().contains("100000 bytes"), response.body());
        }
        assertTrue(send(BEARER, "GET", "api/cssClasses", null).body().contains("kept"));
    }

    @Test
    void theIdOfARequestIsInItsAnswerAndInItsLogLines() throws Exception {
        var id = "test-" + UUID.randomUUID();
        assertEquals(id, header(send(BEARER, "POST", "api/database/clear", null, "X-Request-Id", id), "X-Request-Id"));
        assertTrue(log().lines().anyMatch(line -> line.contains("[" + id + "]") && line.contains("clearDatabase")));
        for (String bad : List.of("a b", "<script>", "x".repeat(65), "{}")) {
            var made = header(send(BEARER, "GET", "api/users", null, "X-Request-Id", bad), "X-Request-Id");
            assertEquals(UUID.fromString(made).toString(), made, "one is made in its place");
        }
    }

    @Test
    void whoDidWhatIsInTheLogAndNoSecretIs() throws Exception {
        var secrets = new ArrayList<>(List.of(InServer.SERVICE_TOKEN));
        secrets.add(settings.getOrDefault("METABUILDER_DB_PASSWORD", InServer.SERVICE_TOKEN));
        var password = secret(secrets);
        var basic = basic("ada", password);
        var bare = PasswordHashes.sha512(password);
        secrets.addAll(List.of(bare, basic.substring(6)));
        var token = secret(secrets);
        var smtp = secret(secrets);
        var mark = UUID.randomUUID().toString();
        var ada = "{\"id\":\"id-ada\",\"username\":\"ada\",\"email\":\"a\",\"role\":\"supergod\",\"createdAt\":1}";
        ok(send(BEARER, "POST", "api/database/clear", null, "X-Request-Id", mark));
        ok(send(BEARER, "POST", "api/users", ada));
        ok(send(
                BEARER,
                "POST",
                "api/users",
                ada.replace("ada", "bob").replace("supergod", "god").replace("\"a\"", "\"b\"")));
        ok(send(BEARER, "PUT", "api/credentials/ada", "{\"passwordHash\":\"" + bare + "\"}", "X-Request-Id", mark));
        var stored = JsonParts.unquoted(
                JsonParts.members(send(BEARER, "GET", "api/credentials", null).body())
                        .get("ada"));
        secrets.addAll(List.of(stored, stored.substring(stored.lastIndexOf(':'))));
        ok(send(basic, "GET", "api/users", null, "X-Request-Id", mark));
        ok(send(basic, "GET", "api/users", null, "X-Request-Id", mark));
        ok(send(BEARER, "PUT", "api/passwordResetTokens/ada", "{\"token\":\"" + token + "\"}", "X-Request-Id", mark));
        ok(send(
                BEARER,
                "PUT",
                "api/smtpConfig",
                "{\"host\":\"h\",\"port\":25,\"secure\":true,\"username\":\"u\",\"password\":\"" + smtp
                        + "\",\"fromEmail\":\"e\",\"fromName\":\"n\"}"));
        var verify = "api/credentials/ada/verify";
        ok(send(BEARER, "POST", verify, "{\"password\":\"" + password + "\"}", "X-Request-Id", mark));
        var backup = send(BEARER, "GET", "api/database/export?scope=full", null, "X-Request-Id", mark)
                .body();
        ok(send(BEARER, "POST", "api/database/import", backup, "X-Request-Id", mark));
        ok(send(
                BEARER,
                "POST",
                "api/superGod/transfer",
                "{\"fromUserId\":\"id-ada\",\"toUserId\":\"id-bob\"}",
                "X-Request-Id",
                mark));
        ok(send(BEARER, "DELETE", "api/passwordResetTokens/ada", null, "X-Request-Id", mark));

        // What goes wrong is where secrets slip out.
        send(basic("ada", secret(secrets)), "GET", "api/users", null, "X-Request-Id", mark);
        send(basic("ada\nforged line", secret(secrets)), "GET", "api/users", null, "X-Request-Id", mark);
        send("Bearer " + secret(secrets), "GET", "api/users", null);
        send("Basic " + secret(secrets), "GET", "api/users", null);
        send(BEARER, "POST", verify, "{\"password\":\"" + secret(secrets) + "\"}", "X-Request-Id", mark);
        send(BEARER, "POST", verify, "{\"password\":[\"" + secret(secrets));
        send(BEARER, "PUT", "api/credentials/ada", "{\"passwordHash\":\"" + secret(secrets) + "\"}");
        send(BEARER, "PUT", "api/passwordResetTokens/ada", "{\"token\":[\"" + secret(secrets) + "\"]}");
        send(BEARER, "PUT", "api/smtpConfig", "{\"password\":\"" + secret(secrets) + "\"}");
        send(BEARER, "POST", "api/database/import", "{\"credentials\":{\"ada\":\"" + secret(secrets) + "\"}}");
        send(
                BEARER,
                "POST",
                "api/database/import",
                backup.replace(token, secret(secrets) + "\\u0000"),
                "X-Request-Id",
                mark);

        var log = log();
        for (String secret : secrets) {
            assertFalse(log.contains(secret), () -> "in the log: " + secret);
        }
        var events = log.lines()
                .filter(line -> line.contains("dev.metabuilder.audit") && line.contains(mark))
                .map(line -> JsonParts.members(line.substring(line.indexOf('{'))))
                .toList();
        assertEquals(
                List.of(
                        "clearDatabase",
                        "setCredential",
                        "login",
                        "setPasswordResetToken",
                        "login",
                        "exportDatabase",
                        "importDatabase",
                        "transferSuperGodPower",
                        "deletePasswordResetToken",
                        "login",
                        "login",
                        "login",
                        "importDatabase"),
                events.stream()
                        .map(event -> JsonParts.unquoted(event.get("event")))
                        .toList());
        assertEquals(
                "user id-ada: ada, service: ada, nobody: ada, nobody: ada\\nforged line, service: ada",
                events.stream()
                        .filter(event -> event.get("event").equals("\"login\""))
                        .map(event ->
                                JsonParts.unquoted(event.get("who")) + ": " + JsonParts.unquoted(event.get("username")))
                        .collect(Collectors.joining(", ")));
        assertEquals(
                "true, true, false, false, false",
                events.stream()
                        .filter(event -> event.containsKey("good"))
                        .map(event -> event.get("good"))
                        .collect(Collectors.joining(", ")));
        for (Map<String, String> event : events) {
            assertTrue(event.get("time").matches("\"\\d{4}-\\d\\d-\\d\\dT.*Z\""), event::toString);
            assertEquals("\"127.0.0.1\"", event.get("address"));
        }
        assertEquals("\"/problems/invalid\"", events.get(12).get("failed"));
        assertEquals("6", events.get(5).get("records"), "two users, a hash and its time, a token, the mail settings");
    }

    private static String secret(List<String> secrets) {
        var secret = "secret-" + UUID.randomUUID();
        secrets.add(secret);
        return secret;
    }

    private static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static void ok(HttpResponse<String> response) {
        assertTrue(response.statusCode() < 300, () -> response + " " + response.body());
    }
}
