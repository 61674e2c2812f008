package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.EmbeddedPostgres;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.PgBouncer;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Together;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server behind PgBouncer in transaction pooling: everything works as without it, and no setting of a transaction stays
 * for the next one. The database has another default isolation, which must not matter, behind a pooler or not.
 */
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "postgresql")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PgBouncerIT {

    private static final int WRITERS = 3;
    private static final int EXPORTERS = 2;
    private static final int ROUNDS = 10;

    /** What a session was told, but for what PgBouncer itself passes on for each client, and what is the transaction's. */
    private static final String TOLD = "SELECT name FROM pg_settings WHERE source = 'session' AND name NOT IN"
            + " ('client_encoding', 'DateStyle', 'TimeZone', 'application_name', 'standard_conforming_strings')"
            + " AND name NOT LIKE 'transaction%'";

    @TempDir
    private Path folder;

    @BeforeEach
    void beThere() {
        assumeTrue(Files.isExecutable(PgBouncer.PROGRAM), "There is no PgBouncer here: apt-get install pgbouncer.");
    }

    private static FreshDatabase serializable(FreshDatabase database) throws Exception {
        String url = database.settings().get("METABUILDER_DB_URL");
        database.execute("ALTER DATABASE \"" + url.substring(url.lastIndexOf('/') + 1)
                + "\" SET default_transaction_isolation = 'serializable'");
        return database;
    }

    private static Map<String, String> settings(FreshDatabase database, PgBouncer pooler) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.computeIfPresent("METABUILDER_DB_URL", (name, url) -> pooler.through(url));
        return settings;
    }

    @Test
    void aServerBehindItDoesAllThatOneWithoutItDoes() throws Exception {
        FreshDatabase database = serializable(FreshDatabase.of(TestDatabase.POSTGRESQL, folder));
        try (PgBouncer pooler = PgBouncer.before(EmbeddedPostgres.running())) {
            Map<String, String> settings = settings(database, pooler);
            settings.put("METABUILDER_MIGRATE", "update");
            try (Launched server = Launched.start(folder, "TERM", settings).awaitUp()) {
                server.awaitReady();
                assertSuccess(server.send("POST", "api/database/import", Golden.document(Models.CATALOGUE.sections())));
                String export = export(server);
                assertSuccess(server.send("POST", "api/database/import", export));
                assertEquals(export, export(server));
                assertSuccess(server.send("PUT", "api/cssClasses", "[]"));
                assertWritersAndExportersDoNotMeet(server);
                assertNothingStays(database);
            }
            copy(database, pooler);
            assertNothingStays(database);
        }
    }

    private static HttpResponse<String> assertSuccess(HttpResponse<String> answer) {
        assertEquals(2, answer.statusCode() / 100, answer::body);
        return answer;
    }

    private static String export(Launched server) throws IOException {
        return assertSuccess(server.send("GET", "api/database/export?scope=full", null))
                .body();
    }

    /**
     * More of them than PgBouncer has sessions. Writers change two records together: an export has both as one of them made
     * both.
     */
    private static void assertWritersAndExportersDoNotMeet(Launched server) throws Exception {
        List<Together.Action> calls = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "writer" + i;
            calls.add(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    String record = "{\"op\":\"upsert\",\"record\":{\"name\":\"%s\",\"classes\":[\"" + round + "\"]}}";
                    assertSuccess(server.send(
                            "POST",
                            "api/cssClasses/bulk",
                            "[" + record.formatted(name) + "," + record.formatted(name + "-twin") + "]"));
                }
            });
        }
        for (int i = 0; i < EXPORTERS; i++) {
            calls.add(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    assertTwins(JsonParts.members(export(server)).get("cssClasses"));
                    assertTwins(assertSuccess(server.send("GET", "api/cssClasses", null))
                            .body());
                }
            });
        }
        assertEquals(Collections.nCopies(calls.size(), Together.DONE), Together.run(calls));
    }

    private static void assertTwins(String categories) {
        Map<String, String> classes = JsonParts.elements(categories).stream()
                .map(JsonParts::members)
                .collect(Collectors.toMap(members -> members.get("name"), members -> members.get("classes")));
        classes.forEach((name, value) -> assertEquals(
                value, classes.getOrDefault(name.replaceFirst("\"$", "-twin\""), value), name + " and its twin"));
    }

    private void copy(FreshDatabase from, PgBouncer pooler) throws Exception {
        FreshDatabase to = Changes.database(TestDatabase.POSTGRESQL, folder);
        Map<String, String> settings = new HashMap<>(settings(from, pooler));
        settings.put("METABUILDER_FROM", settings.get("METABUILDER_DB_URL"));
        settings.put("METABUILDER_TO", settings(to, pooler).get("METABUILDER_DB_URL"));
        CommandLine.Result copied = CommandLine.run(
                folder, settings, "copy", "--from", "env:METABUILDER_FROM", "--to", "env:METABUILDER_TO");
        assertEquals(0, copied.status(), copied::output);
        String rows = "SELECT username FROM users UNION ALL SELECT name || classes FROM css_categories ORDER BY 1";
        assertEquals(from.query(rows), to.query(rows));
    }

    /** Looks at the sessions that PgBouncer has opened, by way of one that it has not. */
    private static void assertNothingStays(FreshDatabase database) throws Exception {
        assertEquals(List.of(), database.query("SELECT relname FROM pg_class WHERE relpersistence = 't'"));
        assertEquals(
                List.of(),
                database.query("SELECT locktype FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    @Test
    void aTransactionThatHasEndedLeavesTheSessionAsItWas() throws Exception {
        FreshDatabase database = serializable(FreshDatabase.of(TestDatabase.POSTGRESQL, folder));
        EmbeddedPostgres postgres = EmbeddedPostgres.running();
        try (PgBouncer pooler = PgBouncer.before(postgres)) {
            for (boolean pooled : List.of(true, false)) {
                String url = database.settings().get("METABUILDER_DB_URL");
                PostgresqlDataSource source = new PostgresqlDataSource();
                source.setUrl(pooled ? pooler.through(url) : url);
                source.setUser(postgres.user());
                source.setPassword(postgres.password());
                source.setOptions("--lock_timeout=30s --default_transaction_isolation=read\\ committed");
                try (var connection = source.getConnection();
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    for (int i = 0; i < 2; i++) {
                        try (var own = connection.createStatement()) {
                            assertEquals("read committed", first(own, "SHOW transaction_isolation"));
                            assertEquals("30s", first(own, "SHOW lock_timeout"));
                        }
                        connection.commit();
                    }
                    connection.setAutoCommit(true);
                    if (pooled) {
                        assertEquals("serializable", first(statement, "SHOW transaction_isolation"));
                        assertEquals(null, first(statement, TOLD));
                        assertEquals(null, first(statement, "SELECT name FROM pg_prepared_statements"));
                    }
                }
            }
        }
    }

    private static String first(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    @Test
    void aSchemaThatThePoolerDropsIsAskedForAtTheStart() throws Exception {
        FreshDatabase database = FreshDatabase.of(TestDatabase.POSTGRESQL, folder);
        EmbeddedPostgres postgres = EmbeddedPostgres.running();
        String url = database.settings().get("METABUILDER_DB_URL");
        String name = url.substring(url.lastIndexOf('/') + 1);
        database.execute("CREATE SCHEMA own");
        try (PgBouncer pooler = PgBouncer.before(postgres)) {
            String message = assertThrows(StartupException.class, () -> check(pooler.through(url), postgres))
                    .getMessage();
            String remedy =
                    "ALTER ROLE \"%s\" IN DATABASE \"%s\" SET search_path = \"own\"".formatted(postgres.user(), name);
            assertTrue(message.endsWith(" is behind a pooler that drops the schema own: " + remedy), message);
            database.execute(remedy);
        }
        try (PgBouncer pooler = PgBouncer.before(postgres)) {
            check(pooler.through(url), postgres);
        }
    }

    private static void check(String url, EmbeddedPostgres postgres) {
        PostgresqlKind.check("METABUILDER_DB_URL", url, postgres.user(), postgres.password(), "own", true);
    }
}
