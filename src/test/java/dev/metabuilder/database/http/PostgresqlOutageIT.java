package dev.metabuilder.database.http;

import static dev.metabuilder.database.http.UnavailableIT.assertUnavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.EmbeddedPostgres;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
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

/** Faults of PostgreSQL: each has its own message, and ends when PostgreSQL works again. */
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "postgresql")
@Execution(ExecutionMode.CONCURRENT)
// One test after the other: they share the server and its database.
@ResourceLock("PostgresqlOutageIT")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PostgresqlOutageIT {

    private static final int CALLS = 12;

    /** As the guide for operators says. Without limits of ours it is minutes. */
    private static final int LONGEST_SECONDS = 30;

    private static final int POOL_SIZE = 8;

    private static final String SESSIONS =
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = '%s'";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Launched server;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.replicated();
        server = Launched.start(folder, "TERM", settings(postgres.url())).awaitUp();
    }

    @AfterAll
    static void stop() {
        server.close();
        postgres.stop();
    }

    @BeforeEach
    void beWell() throws IOException {
        server.awaitReady();
        assertEquals(204, send("PUT", "api/cssClasses", "[]").statusCode());
    }

    private static Map<String, String> settings(String url) {
        return Map.of(
                "METABUILDER_DB",
                "postgresql",
                "METABUILDER_DB_URL",
                url,
                "METABUILDER_DB_USER",
                postgres.user(),
                "METABUILDER_DB_PASSWORD",
                postgres.password(),
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

    /** Every new call has to be let in anew: returns when the sessions have ended. */
    private static void endSessions() {
        postgres.execute(SESSIONS.formatted(postgres.user()));
    }

    @Test
    void aPostgresqlThatIsStoppedCannotBeReachedAndIsFoundAgainWhenItIsBack() throws Exception {
        assertEquals(201, add("a").statusCode());
        FailingCalls.assertTheLogIsNotFlooded(server, folder.resolve("data"), postgres::stop);
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
            postgres.resume();
        }
        server.awaitReady();
        HttpResponse<String> list = send("GET", "api/cssClasses", null);
        assertEquals(200, list.statusCode(), list::body);
        assertEquals(201, add("c").statusCode());
        assertEquals(200, send("GET", "health/ready", null).statusCode());
    }

    @Test
    void aServerThatMayHaveNoMoreConnectionsIsNotToldAsOneThatCannotBeReached() throws Exception {
        String full = "The database has run out of room or of connections.";
        postgres.execute("ALTER ROLE " + postgres.user() + " CONNECTION LIMIT 0");
        try {
            endSessions();
            assertUnavailableBecause(full, send("GET", "api/cssClasses", null));
            assertUnavailableBecause(full, add("a"));
            assertUnavailableBecause(full, send("GET", "api/database/export?scope=full", null));
            awaitNotReady(full);
        } finally {
            postgres.execute("ALTER ROLE " + postgres.user() + " CONNECTION LIMIT -1");
        }
        assertEquals(201, add("a").statusCode());
    }

    @Test
    void whatTakesNoWritesIsReadAndNotReadyAndNoMigrationStartsOnIt() throws Exception {
        String readOnly = "The database can't be written to.";
        assertEquals(201, add("a").statusCode());
        String name = "empty-" + UUID.randomUUID();
        String empty = postgres.createDatabase(name);
        List<String> databases = List.of("metabuilder", name);
        for (String database : databases) {
            postgres.execute("ALTER DATABASE \"" + database + "\" SET default_transaction_read_only = on");
        }
        try {
            endSessions();
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
            for (String database : databases) {
                postgres.execute("ALTER DATABASE \"" + database + "\" RESET default_transaction_read_only");
            }
            endSessions();
        }
    }

    @Test
    void aSessionThatEndsAtTheCommitLeavesUnknownWhetherTheCallWasDone() throws Exception {
        atTheCommit("PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5);");
        try {
            assertUnavailableBecause(
                    "The database failed at the commit: whether the call was done is not known. Send it again with its"
                            + " Idempotency-Key, or look before you do.",
                    add("a"));
        } finally {
            asBefore();
        }
        assertEquals(201, add("a").statusCode());
    }

    /** By the code that PostgreSQL gives, whatever its words are and whichever language they are in. */
    @Test
    void aCommitThatPostgresqlRefusesIsToldByTheCodeOfTheRefusal() throws Exception {
        Map<String, Integer> statuses = Map.of("23503", 409, "40001", 503, "53100", 503, "25006", 503);
        Map<String, String> words = Map.of(
                "40001", "The database is busy with other calls; try again.",
                "53100", "The database has run out of room or of connections.",
                "25006", "The database can't be written to.");
        for (Map.Entry<String, Integer> status : statuses.entrySet()) {
            atTheCommit("RAISE EXCEPTION 'nein' USING ERRCODE = '" + status.getKey() + "';");
            try {
                HttpResponse<String> answer = add("a");
                assertEquals(status.getValue(), answer.statusCode(), () -> status.getKey() + ": " + answer.body());
                if (words.containsKey(status.getKey())) {
                    assertUnavailableBecause(words.get(status.getKey()), answer);
                }
            } finally {
                asBefore();
            }
        }
        assertEquals(201, add("a").statusCode());
    }

    /** PostgreSQL ends the session then, with a code that is no other's. */
    @Test
    void aTransactionThatTakesLongerThanItsRoleMayIsOneWhoseConnectionIsLost() throws Exception {
        postgres.execute("ALTER ROLE " + postgres.user() + " SET transaction_timeout = '1s'");
        try {
            endSessions();
            inTheInsert("PERFORM pg_sleep(20);");
            try {
                assertUnavailableBecause("The database can't be reached.", add("a"));
            } finally {
                asBefore();
            }
            atTheCommit("PERFORM pg_sleep(20);");
            try {
                HttpResponse<String> answer = add("a");
                assertUnavailable(answer);
                assertTrue(answer.body().contains("whether the call was done is not known"), answer::body);
            } finally {
                asBefore();
            }
        } finally {
            postgres.execute("ALTER ROLE " + postgres.user() + " RESET transaction_timeout");
            endSessions();
        }
        assertEquals(201, add("a").statusCode());
        assertTrue(Files.readString(folder.resolve("data/log/server.0.log")).contains("transaction timeout"));
    }

    private static void inTheInsert(String what) throws Exception {
        run(
                "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + what + " RETURN NEW; END $$",
                "CREATE TRIGGER late BEFORE INSERT ON css_categories FOR EACH ROW EXECUTE FUNCTION late()");
    }

    private static void atTheCommit(String what) throws Exception {
        run(
                "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + what + " RETURN NULL; END $$",
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON css_categories DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION late()");
    }

    private static void asBefore() throws Exception {
        run("DROP TRIGGER late ON css_categories", "DROP FUNCTION late");
    }

    private static void run(String... statements) throws Exception {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Its sessions too, as on a machine that hangs: the connections of the pool are there, and nobody answers. */
    @Test
    void aPostgresqlThatHangsKeepsNoCallForLongerThanTheReadmeSays() throws Exception {
        assertAnswered(2);
        postgres.freeze();
        try {
            assertAnswered(5);
            assertEquals(503, send("GET", "health/ready", null).statusCode());
            assertEquals(200, send("GET", "health/live", null).statusCode());
        } finally {
            postgres.thaw();
        }
        server.awaitReady();
        assertEquals(201, add("a").statusCode());
    }

    /** Nobody else opens a connection then, and finds out. */
    @Test
    void callsThatHoldAllConnectionsEndWhenPostgresqlHangs() throws Exception {
        try (var other = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE css_categories IN SHARE ROW EXCLUSIVE MODE");
            var calls = CompletableFuture.supplyAsync(() -> outcomes(i -> () -> assertUnavailable(add("c" + i))));
            awaitWaiting(POOL_SIZE);
            postgres.freeze();
            long begun = System.nanoTime();
            try {
                assertEquals(Collections.nCopies(CALLS, Together.DONE), calls.get());
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                assertTrue(seconds <= LONGEST_SECONDS, () -> "answered after " + seconds + " s");
            } finally {
                postgres.thaw();
            }
        }
        server.awaitReady();
        assertEquals(201, add("a").statusCode());
    }

    /** Who has a session goes on; who needs a new one gets an answer. */
    @Test
    void aPostgresqlThatLetsNobodyInServesThoseWhoAreIn() throws Exception {
        assertEquals(200, send("GET", "api/cssClasses", null).statusCode());
        try (var other = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE css_categories IN SHARE ROW EXCLUSIVE MODE");
            var waits = CompletableFuture.supplyAsync(
                    () -> Together.outcome(() -> assertEquals(201, add("a").statusCode())));
            awaitWaiting(1);
            postgres.freezePostmaster();
            try {
                long begun = System.nanoTime();
                assertEquals(Collections.nCopies(CALLS, Together.DONE), outcomes(i -> () -> {
                    int status = send("GET", "api/cssClasses", null).statusCode();
                    assertTrue(status == 200 || status == 503, () -> "status " + status);
                }));
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                assertTrue(seconds <= LONGEST_SECONDS, () -> "answered after " + seconds + " s");
                other.rollback();
                assertEquals(Together.DONE, waits.get());
            } finally {
                postgres.thaw();
            }
        }
        server.awaitReady();
    }

    /** Returns when so many sessions wait for a lock. */
    private static void awaitWaiting(int sessions) throws IOException {
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        server.await(() -> Integer.parseInt(postgres.query(sql)) >= sessions);
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
