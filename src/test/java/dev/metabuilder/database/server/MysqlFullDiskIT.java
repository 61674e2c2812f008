package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.EmbeddedMysql;
import dev.metabuilder.database.testing.EmbeddedMysql.Flavour;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.SmallDisk;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The disk of MySQL or MariaDB is full: an import is refused as a whole, and nothing that was there is lost. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "mysql|mariadb")
class MysqlFullDiskIT {

    /** The logs of both servers take 100 to 200 before the first row. */
    private static final int DISK_MEGABYTES = 600;

    private static final int RECORDS = 20_000;

    @TempDir
    private Path folder;

    @Test
    void anImportThatFindsNoRoomIsRefusedAsAWholeAndLeavesWhatItTook() throws Exception {
        String large = Files.readString(GeneratedExport.write(folder.resolve("large.json"), 1, RECORDS, Fault.NONE));
        // Not in the test's own folder, which the account of the database may not enter.
        Path place = Files.createTempDirectory(Path.of("/tmp"), "metabuilder-disk-");
        try (SmallDisk disk = SmallDisk.mount(place, DISK_MEGABYTES)) {
            EmbeddedMysql mysql = EmbeddedMysql.separate(
                    Flavour.valueOf(TestDatabase.current().name()), disk);
            try (Launched server =
                    Launched.start(folder, "TERM", settings(mysql)).awaitUp()) {
                assertEquals(201, add(server, "before").statusCode());
                disk.fillBut(0);
                for (int i = 0; i < 3; i++) {
                    assertRunOutOfRoom(server.send("POST", "api/database/import", large));
                    assertEquals(
                            "[{\"name\":\"before\",\"classes\":[]}]",
                            server.send("GET", "api/cssClasses", null).body());
                    assertEquals(
                            200,
                            server.send("GET", "api/database/export?scope=full", null)
                                    .statusCode());
                    assertEquals(200, server.send("GET", "health/ready", null).statusCode());
                }
                disk.makeRoom();
                assertEquals(201, add(server, "after").statusCode());
                HttpResponse<String> imported = server.send("POST", "api/database/import", large);
                assertEquals(200, imported.statusCode(), imported::body);
            } finally {
                mysql.stop();
            }
        } finally {
            Files.delete(place);
        }
    }

    private static void assertRunOutOfRoom(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains("The database has run out of room or of connections."), answer::body);
        assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0, answer.headers()::toString);
    }

    private static HttpResponse<String> add(Launched server, String name) throws IOException {
        return server.send("POST", "api/cssClasses", "{\"name\":\"" + name + "\",\"classes\":[]}");
    }

    private static Map<String, String> settings(EmbeddedMysql mysql) {
        return Map.of(
                "METABUILDER_DB",
                TestDatabase.current().id(),
                "METABUILDER_DB_URL",
                mysql.url(),
                "METABUILDER_DB_USER",
                mysql.user(),
                "METABUILDER_DB_PASSWORD",
                mysql.password(),
                "METABUILDER_MIGRATE",
                "update");
    }
}
