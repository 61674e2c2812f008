package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A lost or locked database has an error of ours, and the server continues when the database is back. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@OnceForMysqlFamily
class UnavailableIT {

    private static final List<String> DRIVERS_WORDS = List.of(
            "sqlite",
            "postgres",
            "mysql",
            "mariadb",
            "sqlexception",
            "jdbc",
            "org.",
            "fatal",
            "[",
            "select",
            "insert",
            "pool");

    private static final int SPOOL_BYTES = 1_000_000;

    @TempDir
    private Path folder;

    private static String category(String name) {
        return "{\"name\":\"" + name + "\",\"classes\":[]}";
    }

    static void assertUnavailable(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer::body);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
        int seconds =
                Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0"));
        assertTrue(seconds > 0, answer.headers()::toString);
        for (String word : DRIVERS_WORDS) {
            assertFalse(answer.body().toLowerCase(Locale.ROOT).contains(word), word + " in " + answer.body());
        }
    }

    private Launched start(Map<String, String> settings, String... options) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("METABUILDER_MIGRATE", "update");
        return Launched.start(folder, "TERM", all, options).awaitUp();
    }

    /** The shipped configuration, but that it waits a second for a lock, for which there is no setting. */
    private Path impatient() throws IOException {
        Path config = Files.createDirectories(folder.resolve("server-config"));
        try (var files = Files.newDirectoryStream(Folders.TARGET.resolveSibling("server-config"))) {
            for (Path file : files) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        Path domain = config.resolve("domain.xml");
        String shipped = Files.readString(domain);
        String postgresql = shipped.replace("lock_timeout=30s", "lock_timeout=1s");
        String url = "<property name=\"url\" value=\"${MPCONFIG=METABUILDER_DB_URL:jdbc:sqlite:}\"/>";
        String sqlite = postgresql.replace(url, url + "<property name=\"busyTimeout\" value=\"1000\"/>");
        String server = "://localhost:3306/metabuilder}";
        String mysql = sqlite.replace(server, server + "?sessionVariables=innodb_lock_wait_timeout=1");
        assertNotEquals(shipped, postgresql);
        assertNotEquals(postgresql, sqlite);
        assertNotEquals(sqlite, mysql);
        Files.writeString(domain, mysql);
        return config;
    }

    @Test
    void aLockOfAnotherProgramIsToldAndStopsNoReaderAndWritingGoesOnAfterIt() throws Exception {
        FreshDatabase database = Changes.database(TestDatabase.current(), folder);
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("METABUILDER_MAX_SPOOL_BYTES", Integer.toString(SPOOL_BYTES));
        try (Launched server = start(settings, "-Dmetabuilder.config=" + impatient())) {
            assertEquals(
                    201, server.send("POST", "api/cssClasses", category("a")).statusCode());
            assertUnavailable(server.send("POST", "api/database/import", " ".repeat(2 * SPOOL_BYTES) + "{}"));
            assertEquals(
                    200,
                    server.send("POST", "api/database/import", " ".repeat(SPOOL_BYTES / 2) + "{}")
                            .statusCode(),
                    "what was kept is let go of");
            try (Connection other = database.connect()) {
                database.lock(other, "css_categories");
                assertUnavailable(server.send("POST", "api/cssClasses", category("b")));
                assertUnavailable(server.send("DELETE", "api/cssClasses/a", null));
                assertUnavailable(server.send("PUT", "api/cssClasses", "[]"));
                assertEquals(
                        "[{\"name\":\"a\",\"classes\":[]}]",
                        server.send("GET", "api/cssClasses", null).body());
                other.rollback();
            }
            assertARenameWaitsForWhoReplacesCredentials(database, server);
            assertEquals(
                    201, server.send("POST", "api/cssClasses", category("b")).statusCode());
            assertEquals(
                    "[{\"name\":\"a\",\"classes\":[]},{\"name\":\"b\",\"classes\":[]}]",
                    server.send("GET", "api/cssClasses", null).body());
        }
    }

    /** The credential follows its user: its table is written, too. */
    private static void assertARenameWaitsForWhoReplacesCredentials(FreshDatabase database, Launched server)
            throws Exception {
        String user = "{\"users\":[{\"id\":\"u\",\"username\":\"u\",\"email\":\"u@example.org\",\"role\":\"user\","
                + "\"createdAt\":1,\"isInstanceOwner\":false}],\"credentials\":{\"u\":\"" + "b".repeat(128) + "\"}}";
        HttpResponse<String> imported = server.send("POST", "api/database/import", user);
        assertEquals(200, imported.statusCode(), imported::body);
        String renamed = "{\"username\":\"renamed\"}";
        try (Connection other = database.connect()) {
            database.lock(other, "credentials");
            assertUnavailable(server.send("PATCH", "api/users/u", renamed));
            other.rollback();
        }
        assertEquals(200, server.send("PATCH", "api/users/u", renamed).statusCode());
        assertEquals(List.of("renamed"), database.query("SELECT username FROM credentials"));
    }

    @Test
    @EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "sqlite")
    void anSqliteFileThatIsMovedAwayTakesNoCallUntilItIsBack() throws Exception {
        FreshDatabase database = Changes.database(TestDatabase.SQLITE, folder);
        Path file = folder.resolve("fresh.db");
        Path aside = folder.resolve("aside.db");
        try (Launched server = start(database.settings())) {
            assertEquals(
                    201, server.send("POST", "api/cssClasses", category("a")).statusCode());
            FailingCalls.assertTheLogIsNotFlooded(server, folder.resolve("data"), () -> Files.move(file, aside));
            assertUnavailable(server.send("POST", "api/cssClasses", category("b")));
            assertUnavailable(server.send("GET", "api/cssClasses", null));
            assertEquals(503, server.send("GET", "health/ready", null).statusCode());
            assertFalse(Files.exists(file), "a file was made in its place");
            Files.move(aside, file);
            assertEquals(200, server.send("GET", "health/ready", null).statusCode());
            assertEquals(
                    201, server.send("POST", "api/cssClasses", category("b")).statusCode());
        }
    }
}
