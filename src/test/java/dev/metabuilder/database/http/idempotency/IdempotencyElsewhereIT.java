package dev.metabuilder.database.http.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.users.PasswordHashes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Calls that are sent again to another server on the same database, and sessions there, also after the first one was killed.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@OnceForMysqlFamily
class IdempotencyElsewhereIT {

    private static final String ADA = "{\"id\":\"ada\",\"username\":\"ada\",\"email\":\"ada@builder.com\","
            + "\"role\":\"user\",\"createdAt\":1}";

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> send(Launched server, String method, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + "api/cssClasses"))
                .method(
                        method,
                        method.equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{\"name\":\"" + key + "\",\"classes\":[]}"))
                .header("Authorization", "Bearer " + InServer.SERVICE_TOKEN)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Asks with a cookie, or with the password where that is null; returns the status and what cookie is set. */
    private String session(Launched server, String method, String cookie, String password) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + "api/session"))
                .method(
                        method,
                        password == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{\"username\":\"ada\",\"password\":\"" + password + "\"}"));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        if (password != null) {
            request.header("Content-Type", "application/json");
        }
        var response = client.send(request.build(), BodyHandlers.ofString());
        return response.statusCode()
                + response.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
    }

    private String logIn(Launched server, String password) throws Exception {
        var begun = session(server, "POST", null, password);
        assertTrue(begun.startsWith("201metabuilder_session="), begun);
        return begun.substring(3);
    }

    private Launched start(FreshDatabase database, String name) throws IOException {
        return Launched.start(Files.createDirectories(folder.resolve(name)), "KILL", database.settings());
    }

    private static int setPassword(Launched server, String password) throws IOException {
        var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512(password) + "\"}";
        return server.send("PUT", "api/credentials/ada", hash).statusCode();
    }

    @Test
    void twinsOnTwoServersHaveOneEffectAndAReplayIsAnsweredByTheOneThatIsLeft() throws Exception {
        var database = Changes.database(TestDatabase.current(), folder);
        try (var one = start(database, "one");
                var other = start(database, "other")) {
            one.awaitUp();
            other.awaitUp();
            var statuses = new ConcurrentLinkedQueue<Integer>();
            var outcomes = Together.run(
                    8,
                    i -> () -> statuses.add(
                            send(i % 2 == 0 ? one : other, "POST", "twins").statusCode()));
            assertEquals(Collections.nCopies(8, Together.DONE), outcomes);
            assertTrue(statuses.contains(201), statuses::toString);
            assertTrue(List.of(201, 409, 503).containsAll(statuses), statuses::toString);

            assertEquals(201, one.send("POST", "api/users", ADA).statusCode());
            assertEquals(204, setPassword(one, "first"));
            var ended = logIn(one, "first");
            var kept = logIn(one, "first");
            assertEquals("200", session(other, "GET", ended, null));
            assertTrue(session(other, "DELETE", ended, null).startsWith("204"), "logged out at the other one");
            assertEquals("401", session(one, "GET", ended, null));

            var first = send(one, "POST", "key");
            assertEquals(201, first.statusCode(), first.body());
            var process = one.handle();
            process.destroyForcibly();
            process.onExit().get(1, TimeUnit.MINUTES);
            var again = send(other, "POST", "key");
            assertEquals(201, again.statusCode(), again.body());
            assertEquals(first.body(), again.body());
            assertEquals(first.headers().firstValue("ETag"), again.headers().firstValue("ETag"));
            assertEquals(
                    "cssClasses/key", again.headers().firstValue("Location").orElse(""));
            assertEquals(
                    "[{\"name\":\"twins\",\"classes\":[]},{\"name\":\"key\",\"classes\":[]}]",
                    send(other, "GET", "none").body());

            assertEquals("200", session(other, "GET", kept, null), "the session outlives the server that began it");
            try (var restarted = start(database, "one").awaitUp()) {
                assertEquals("200", session(restarted, "GET", kept, null), "a restart ends no session");
                assertEquals(204, setPassword(other, "second"));
                assertEquals("401", session(restarted, "GET", kept, null), "the next call after the change");
                assertEquals("401", session(other, "GET", kept, null));
            }
        }
    }
}
