package dev.metabuilder.database.http;

import static dev.metabuilder.database.http.UnavailableIT.assertUnavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.EmbeddedMysql;
import dev.metabuilder.database.testing.EmbeddedMysql.Flavour;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Faults of MySQL and MariaDB: each has its own message, and ends when the database works again. */
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "mysql|mariadb")
@Execution(ExecutionMode.CONCURRENT)
// One test after the other: they share the server and its database.
@ResourceLock("MysqlOutageIT")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MysqlOutageIT {

    private static final int CALLS = 12;

    /** As the guide for operators says. Without limits of ours it is minutes. */
    private static final int LONGEST_SECONDS = 30;

    private static final int POOL_SIZE = 8;

    @TempDir
    private static Path folder;

    private static EmbeddedMysql mysql;
    private static Launched server;

    @BeforeAll
    static void start() throws Exception {
        mysql = EmbeddedMysql.separate(Flavour.valueOf(TestDatabase.current().name()));
        server = Launched.start(folder, "TERM", settings(mysql.url())).awaitUp();
    }

    @AfterAll
    static void stop() {
        server.close();
        mysql.stop();
    }

    @BeforeEach
    void beWell() throws IOException {
        server.awaitReady();
        assertEquals(204, send("PUT", "api/cssClasses", "[]").statusCode());
    }

    private static Map<String, String> settings(String url) {
        return Map.of(
                "METABUILDER_DB",
                TestDatabase.current().id(),
                "METABUILDER_DB_URL",
                url,
                "METABUILDER_DB_USER",
                mysql.user(),
                "METABUILDER_DB_PASSWORD",
                mysql.password(),
                "METABUILDER_DB_POOL_SIZE",
                Integer.toString(POOL_SIZE),
                "METABUILDER_MIGRATE",
                "update");
    }

    private static HttpResponse<String> send(String method, String path, String body) throws IOException {
        return server.send(method, path, body);
    }

    private static HttpResponse<String> add(String name) throws IOException {
        return send("POST", "api/cssClasses", "{\"name\":\"" + name + "\",\"classes\":[]}");
    }

    private static void assertUnavailableBecause(String detail, HttpResponse<String> answer) {
        assertUnavailable(answer);
        assertEquals('"' + detail + '"', JsonParts.members(answer.body()).get("detail"));
    }

    /** On a slow machine a probe may say first that there was no answer in time. */
    private static void awaitNotReady(String reason) throws IOException {
        server.await(() -> {
            try {
                HttpResponse<String> ready = send("GET", "health/ready", null);
                return ready.statusCode() == 503 && ready.body().contains('"' + reason + '"');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals(200, send("GET", "health/live", null).statusCode());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                mysql.url().replaceFirst("jdbc:\\w+:", "jdbc:mariadb:"), mysql.user(), mysql.password());
    }

    /** Every new call has to be let in anew. */
    private static void endSessions() throws SQLException {
        for (String session :
                mysql.query("SELECT id FROM information_schema.processlist WHERE user = '" + mysql.user() + "'")) {
            mysql.execute("KILL " + session);
        }
    }

    @Test
    void aDatabaseThatIsStoppedCannotBeReachedAndIsFoundAgainWhenItIsBack() throws Exception {
        assertEquals(201, add("a").statusCode());
        FailingCalls.assertTheLogIsNotFlooded(server, folder.resolve("data"), mysql::stop);
        try {
            for (int i = 0; i < 3; i++) {
                assertUnavailable(send("GET", "api/cssClasses", null));
                assertUnavailable(send("GET", "api/users/u1", null));
                assertUnavailableBecause("The database can't be reached.", add("b" + i));
                assertUnavailable(send("PUT", "api/cssClasses", "[]"));
                assertUnavailable(send("GET", "api/database/export?scope=full", null));
                assertUnavailable(send("POST", "api/database/import", "{\"users\":[]}"));
            }
            awaitNotReady("The database can't be reached.");
        } finally {
            mysql.resume();
        }
        server.awaitReady();
        HttpResponse<String> list = send("GET", "api/cssClasses", null);
        assertEquals(200, list.statusCode(), list::body);
        // One of the calls that ran when the server was stopped may have been in time.
        assertTrue(list.body().startsWith("[{\"name\":\"a\","), list::body);
        assertFalse(list.body().contains("{\"name\":\"b"), list::body);
        assertEquals(201, add("c").statusCode());
        assertEquals(200, send("GET", "health/ready", null).statusCode());
    }

    @Test
    void aServerThatMayHaveNoMoreConnectionsIsNotToldAsOneThatCannotBeReached() throws Exception {
        String full = "The database has run out of room or of connections.";
        mysql.execute("ALTER USER " + mysql.user() + " WITH MAX_USER_CONNECTIONS 1");
        try {
            endSessions();
            try (Connection only = connect()) {
                assertTrue(only.isValid(LONGEST_SECONDS));
                assertUnavailableBecause(full, send("GET", "api/cssClasses", null));
                assertUnavailableBecause(full, add("a"));
                assertUnavailableBecause(full, send("GET", "api/database/export?scope=full", null));
                awaitNotReady(full);
            }
        } finally {
            mysql.execute("ALTER USER " + mysql.user() + " WITH MAX_USER_CONNECTIONS 0");
        }
        server.awaitReady();
        assertEquals(201, add("a").statusCode());
    }

    @Test
    void whatTakesNoWritesIsReadAndNotReadyAndNoMigrationStartsOnIt() throws Exception {
        String readOnly = "The database can't be written to.";
        assertEquals(201, add("a").statusCode());
        String empty = mysql.createDatabase("empty-" + UUID.randomUUID());
        mysql.execute("SET GLOBAL read_only = ON");
        try {
            assertUnavailableBecause(readOnly, add("b"));
            assertUnavailableBecause(readOnly, send("PUT", "api/cssClasses", "[]"));
            assertUnavailableBecause(readOnly, send("POST", "api/database/import", "{\"users\":[]}"));
            assertEquals(
                    "[{\"name\":\"a\",\"classes\":[]}]",
                    send("GET", "api/cssClasses", null).body());
            assertEquals(
                    200, send("GET", "api/database/export?scope=full", null).statusCode());
            awaitNotReady(readOnly);
            try (Launched second = Launched.start(folder.resolve("second"), "TERM", settings(empty))) {
                String end = second.awaitEnd();
                assertTrue(end.startsWith("1: "), end);
                assertTrue(end.endsWith("The schema could not be updated: the database can't be written to.\n"), end);
            }
        } finally {
            mysql.execute("SET GLOBAL read_only = OFF");
        }
        server.awaitReady();
        assertEquals(201, add("c").statusCode());
    }

    /** Its sessions too, as on a machine that hangs: the connections of the pool are there, and nobody answers. */
    @Test
    void aDatabaseThatHangsKeepsNoCallForLongerThanTheReadmeSays() throws Exception {
        assertAnswered(2);
        mysql.freeze();
        try {
            assertAnswered(5);
            assertEquals(503, send("GET", "health/ready", null).statusCode());
            assertEquals(200, send("GET", "health/live", null).statusCode());
        } finally {
            mysql.thaw();
        }
        server.awaitReady();
        assertEquals(201, add("a").statusCode());
    }

    /** Nobody else opens a connection then, and finds out. */
    @Test
    void callsThatHoldAllConnectionsEndWhenTheDatabaseHangs() throws Exception {
        try (Connection other = connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT name FROM table_locks WHERE name = 'css_categories' FOR UPDATE");
            var calls = CompletableFuture.supplyAsync(() -> outcomes(i -> () -> assertUnavailable(add("c" + i))));
            awaitWaiting(POOL_SIZE);
            mysql.freeze();
            long begun = System.nanoTime();
            try {
                assertEquals(Collections.nCopies(CALLS, Together.DONE), calls.get());
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                assertTrue(seconds <= LONGEST_SECONDS, () -> "answered after " + seconds + " s");
            } finally {
                mysql.thaw();
            }
        }
        server.awaitReady();
        assertEquals(201, add("a").statusCode());
    }

    /** Returns when so many sessions wait for the lock. */
    private static void awaitWaiting(int sessions) throws IOException {
        String sql = "SELECT id FROM information_schema.processlist WHERE info LIKE '%table_locks%LOCK IN SHARE MODE'";
        server.await(() -> mysql.query(sql).size() >= sessions);
    }

    private static List<String> outcomes(IntFunction<Together.Action> call) {
        try {
            return Together.run(CALLS, call);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends calls at once, more than the pool has connections at first. */
    private static void assertAnswered(int kind) throws Exception {
        assertEquals(Collections.nCopies(CALLS, Together.DONE), Together.run(CALLS, i -> () -> {
            long begun = System.nanoTime();
            HttpResponse<String> answer =
                    i % 2 == 0 ? send("GET", "api/cssClasses", null) : send("PUT", "api/cssClasses", "[]");
            assertEquals(kind, answer.statusCode() / 100, answer::body);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            assertTrue(seconds <= LONGEST_SECONDS, () -> "answered after " + seconds + " s");
        }));
    }
}
