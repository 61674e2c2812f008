package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The reports of a server and of {@code migrate --check} about a schema that is not the one that this build needs. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DriftIT {

    private static final boolean MYSQL = TestDatabase.current().isMysqlOrMariadb();
    private static final String CHANGELOG = TestDatabase.current().changelogTable();
    private static final String LAST = MYSQL ? "0010-history-on-mysql-and-mariadb" : "0010-history";

    private static final String DIFFERS = "The database's schema is not what this build needs: ";

    @TempDir
    private Path folder;

    private FreshDatabase database;
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void makeDatabase() throws Exception {
        database = Changes.database(TestDatabase.current(), folder);
        settings.putAll(database.settings());
        if (TestDatabase.current() == TestDatabase.POSTGRESQL) {
            // In a schema with another name; what stands in public is for nobody to look at.
            database.execute(
                    "ALTER SCHEMA public RENAME TO builder",
                    "CREATE SCHEMA public",
                    "CREATE TABLE public.users (id INTEGER)",
                    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = builder', current_database());"
                            + " END $$");
            settings.put("METABUILDER_DB_SCHEMA", "builder");
        }
    }

    private Launched start(boolean initialize) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("METABUILDER_MIGRATE", "validate");
        all.put("METABUILDER_INITIALIZE", Boolean.toString(initialize));
        return Launched.start(Files.createDirectories(folder.resolve("server")), "TERM", all)
                .awaitUp();
    }

    /** Returns why a server is not ready, or null when it is; what it can't tell within 2 s, it is asked again. */
    private static String reason(Launched server) throws Exception {
        String[] reason = {null};
        server.await(() -> {
            reason[0] = reasonNow(server);
            return reason[0] == null || !reason[0].contains("has not answered within");
        });
        return reason[0];
    }

    private static String reasonNow(Launched server) {
        HttpResponse<String> answer;
        try {
            answer = server.send("GET", "health/ready", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> health = JsonParts.members(answer.body());
        boolean up = health.get("status").equals("\"UP\"");
        assertEquals(up ? 200 : 503, answer.statusCode(), answer::body);
        Map<String, String> check =
                JsonParts.members(JsonParts.elements(health.get("checks")).get(0));
        return up
                ? null
                : JsonParts.unquoted(JsonParts.members(check.get("data")).get("reason"));
    }

    @Test
    void aServerIsReadyJustAsLongAsTheSchemaIsWhatItNeeds() throws Exception {
        try (Launched server = start(false)) {
            assertEquals(null, reason(server));
            for (Alteration alteration : Alteration.of(TestDatabase.current())) {
                alteration.change().on(database);
                assertEquals(alteration.told() == null ? null : DIFFERS + alteration.told() + ".", reason(server));
                alteration.back().on(database);
                assertEquals(null, reason(server));
            }
            database.execute("UPDATE " + CHANGELOG + " SET id = '0099-later' WHERE id = '" + LAST + "'");
            assertEquals(
                    "The database's schema lacks " + LAST + "."
                            + " Run migrate or liquibase update, or set METABUILDER_MIGRATE=update.",
                    reason(server));
            database.execute("INSERT INTO " + CHANGELOG
                    + " (id, author, filename, dateexecuted, orderexecuted, exectype) VALUES"
                    + " ('" + LAST + "', 'x', 'x', CURRENT_TIMESTAMP, 98, 'EXECUTED')");
            assertEquals(
                    "The database's schema has 0099-later, which this build does not know. Run a newer build.",
                    reason(server));
            database.execute("DELETE FROM " + CHANGELOG + " WHERE id = '0099-later'");
            assertEquals(null, reason(server));
            database.execute("ALTER TABLE " + CHANGELOG + " RENAME COLUMN id TO number");
            assertEquals("The database can't be read; the log says why.", reason(server));
            database.execute("ALTER TABLE " + CHANGELOG + " RENAME COLUMN number TO id");
            assertEquals(null, reason(server));
        }
    }

    @Test
    void aServerThatFindsItChangedByHandStartsAndAddsNothingAndTellsOfTwentyDifferencesAtMost() throws Exception {
        for (int i = 1; i <= 24; i++) {
            database.execute("CREATE UNIQUE INDEX by_hand_" + i + " ON comments "
                    + (MYSQL ? "(content(" + i + "))" : "(content) WHERE created_at = " + i));
        }
        String reason;
        try (Launched server = start(true)) {
            reason = reason(server);
            assertEquals(200, server.send("GET", "api/comments", null).statusCode(), "it serves those who ask");
        }
        assertTrue(reason.startsWith(DIFFERS + "constraint of comments: expected none, found UNIQUE (content"), reason);
        assertTrue(reason.endsWith("; and 4 more."), reason);
        assertEquals(20, reason.split("constraint of comments", -1).length - 1, reason);
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM users"), "no defaults were made");
        Path log = folder.resolve("server/data/log/server.0.log");
        assertTrue(Files.readString(log).contains("The server starts, but is not ready. " + reason), reason);

        CommandLine.Result check = CommandLine.run(folder, settings, "migrate", "--check");
        assertEquals(3, check.status(), check::output);
        assertEquals(reason, check.last());
    }
}
