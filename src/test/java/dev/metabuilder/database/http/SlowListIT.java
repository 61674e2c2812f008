package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A page of a list that takes too long is stopped in the database, and the server serves others. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class SlowListIT {

    private static final String TABLE = "css_categories";

    @TempDir
    private Path folder;

    /** In place of the table stands a view of it, which takes ten minutes. */
    private static String slow() {
        return "CREATE VIEW " + TABLE + " AS SELECT kept.* FROM kept"
                + switch (TestDatabase.current()) {
                    case SQLITE ->
                        " WHERE (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 1000000000000) SELECT MAX(i) FROM n) > 0";
                    case POSTGRESQL -> " WHERE pg_sleep(600)::text = ''";
                    case MYSQL, MARIADB -> " WHERE SLEEP(600) = 0";
                };
    }

    @Test
    void aListThatTakesTooLongIsStoppedAndToldToBeSo() throws Exception {
        FreshDatabase database = FreshDatabase.of(TestDatabase.current(), folder);
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("METABUILDER_MIGRATE", "update");
        try (Launched server = Launched.start(Files.createDirectories(folder.resolve("server")), "TERM", settings)
                .awaitUp()) {
            assertEquals(
                    201,
                    server.send("POST", "api/cssClasses", "{\"name\":\"a\",\"classes\":[]}")
                            .statusCode());
            database.execute("ALTER TABLE " + TABLE + " RENAME TO kept", slow());
            for (String query :
                    new String[] {"limit=1", "limit=1&sort=-name", "filter=name%3Dcontains%3Da&count=true"}) {
                long begun = System.nanoTime();
                var answer = server.send("GET", "api/cssClasses?" + query, null);
                double seconds = (System.nanoTime() - begun) / 1e9;
                UnavailableIT.assertUnavailable(answer);
                assertTrue(answer.body().contains("a list does after 5 s"), answer::body);
                assertTrue(seconds > 4.5 && seconds < 30, query + " took " + seconds + " s");
                assertFalse(database.isStalled(), "the database does not go on with it");
                assertEquals(200, server.send("GET", "api/users?limit=1", null).statusCode(), "others are served");
            }
            database.execute("DROP VIEW " + TABLE, "ALTER TABLE kept RENAME TO " + TABLE);
            var answer = server.send("GET", "api/cssClasses?limit=1&filter=name%3Dstarts%3Da", null);
            assertEquals("[{\"name\":\"a\",\"classes\":[]}]", answer.body());
        }
    }
}
