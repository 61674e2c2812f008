package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.users.PasswordHashes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Payara removes a timer for good whose method fails twice in a row. It takes minutes, as the timers do. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
@EnabledIfSystemProperty(
        named = "metabuilder.faults",
        matches = "\\d\\d+",
        disabledReason = "SessionsIT and ScheduledTaskTest are the short form")
class TimersIT {

    /** In which each minute begins three times. */
    private static final Duration THREE_TIMES = Duration.ofSeconds(185);

    @TempDir
    private Path folder;

    @Test
    void aTimerGoesOnWhenTheDatabaseHasRefusedItForMinutes() throws Exception {
        FreshDatabase database = Changes.database(TestDatabase.current(), folder);
        try (Launched server =
                Launched.start(folder, "TERM", database.settings()).awaitUp()) {
            server.awaitReady();
            String people =
                    "{\"users\":[{\"id\":\"u\",\"username\":\"u\",\"email\":\"u@y\",\"role\":\"user\",\"createdAt\":1,"
                            + "\"isInstanceOwner\":false}],\"credentials\":{\"u\":\"" + PasswordHashes.sha512("secret")
                            + "\"}}";
            assertEquals(200, server.send("POST", "api/database/import", people).statusCode());
            String cookie = logIn(server.uri());
            database.execute("UPDATE sessions SET used_at = created_at - 1000");
            assertEquals(200, ask(server.uri(), cookie));
            database.execute("ALTER TABLE sessions RENAME COLUMN used_at TO other");
            try {
                Thread.sleep(THREE_TIMES.toMillis());
            } finally {
                database.execute("ALTER TABLE sessions RENAME COLUMN other TO used_at");
            }
            String log = Files.readString(folder.resolve("data/log/server.0.log"));
            assertTrue(log.contains("Failed, and will be tried again: the storing of the last use of sessions"), log);
            assertFalse(isWritten(database));
            server.await(() -> isWritten(database));
        }
    }

    private static boolean isWritten(FreshDatabase database) {
        try {
            return !database.query("SELECT id FROM sessions WHERE used_at >= created_at")
                    .isEmpty();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String logIn(URI server) throws Exception {
        var request = HttpRequest.newBuilder(server.resolve("api/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"u\",\"password\":\"secret\"}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static int ask(URI server, String cookie) throws Exception {
        var request = HttpRequest.newBuilder(server.resolve("api/session"))
                .header("Cookie", cookie)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
