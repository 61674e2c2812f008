package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.SmallDisk;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Faults of SQLite's file while servers and commands use it: its disk is full, it or its folder is read-only, another file
 * replaces it, or a page is damaged.
 */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "sqlite")
class SqliteFaultsIT {

    private static final boolean LONG = Integer.getInteger("metabuilder.faults", 1) > 1;
    private static final int DISK_MEGABYTES = LONG ? 40 : 18;
    private static final int RECORDS = LONG ? 80_000 : 30_000;
    private static final int KEPT_LOG_BYTES = 1024 * 1024;

    private static final String FULL = "has run out of room";
    private static final String READ_ONLY = "The database can't be written to.";
    private static final String LOST = "The database can't be reached.";
    private static final String DAMAGED = "The database is damaged; the guide for operators says what to do.";

    @TempDir
    private Path folder;

    private int written;

    private static void assertUnavailable(String reason, HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains(reason), answer::body);
        assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0, answer.headers()::toString);
    }

    private static void assertReady(String reason, Launched server) throws IOException {
        HttpResponse<String> answer = server.send("GET", "health/ready", null);
        assertEquals(reason == null ? 200 : 503, answer.statusCode(), answer::body);
        assertTrue(reason == null || answer.body().contains("\"reason\":\"" + reason + "\""), answer::body);
        assertEquals(200, server.send("GET", "health/live", null).statusCode());
    }

    /** An answer that meets the damage is refused, or where it has begun is cut. */
    private static void assertBreaksOff(Launched server, String path) {
        try {
            assertUnavailable(DAMAGED, server.send("GET", path, null));
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }

    /** Every kind of call that writes. */
    private static void assertNobodyCanWrite(String reason, Launched server) throws IOException {
        assertUnavailable(reason, server.send("POST", "api/cssClasses", category("none")));
        assertUnavailable(reason, server.send("PUT", "api/cssClasses", "[" + category("none") + "]"));
        assertUnavailable(reason, server.send("PUT", "api/cssClasses/none", category("none")));
        assertUnavailable(reason, server.send("PATCH", "api/cssClasses/first", "{\"classes\":[\"none\"]}"));
        assertUnavailable(reason, server.send("DELETE", "api/cssClasses/first", null));
        String add = "{\"op\":\"add\",\"record\":" + category("none") + "}";
        assertUnavailable(reason, server.send("POST", "api/cssClasses/bulk", "[" + add + "]"));
        assertUnavailable(
                reason,
                server.send("POST", "api/database/import", "{\"comments\":[],\"workflows\":[" + workflow() + "]}"));
        assertUnavailable(reason, server.send("POST", "api/database/clear", null));
    }

    private static void assertAllCanRead(Launched server) throws IOException {
        assertEquals(200, server.send("GET", "api/cssClasses/first", null).statusCode());
        assertEquals(
                200, server.send("GET", "api/database/export?scope=full", null).statusCode());
    }

    private void assertWrites(Launched server) throws IOException {
        HttpResponse<String> answer = server.send("POST", "api/cssClasses", category("written-" + written++));
        assertEquals(201, answer.statusCode(), answer::body);
    }

    private static String category(String name) {
        return "{\"name\":\"" + name + "\",\"classes\":[]}";
    }

    private static String workflow() {
        return "{\"id\":\"w\",\"name\":\"" + "n".repeat(100_000) + "\",\"nodes\":[],\"edges\":[],\"enabled\":true}";
    }

    private Launched start(FreshDatabase database) throws IOException {
        return Launched.start(folder, "KILL", database.settings()).awaitUp();
    }

    /** With the data folder, and so with the log, beside the file. */
    private Launched start(FreshDatabase database, Path data) throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("METABUILDER_DATA_DIR", data.toString());
        return Launched.start(folder, "KILL", settings).awaitUp();
    }

    @Test
    void aFullDiskStopsWritersAndNotReadersAndALargeImportLeavesItsRoom() throws Exception {
        String large = Files.readString(GeneratedExport.write(folder.resolve("large.json"), 1, RECORDS, Fault.NONE));
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEGABYTES)) {
            FreshDatabase database = Changes.database(TestDatabase.SQLITE, disk.folder());
            Path log = disk.folder().resolve("fresh.db-wal");
            try (Launched server = start(database, disk.folder().resolve("data"))) {
                assertEquals(
                        201,
                        server.send("POST", "api/cssClasses", category("first")).statusCode());
                database.execute("ALTER TABLE databasechangelog RENAME COLUMN id TO number");
                disk.fillBut(0);
                assertNobodyCanWrite(FULL, server);
                assertAllCanRead(server);
                // So that something must be logged.
                assertReady("The database can't be read, and the log could not be written.", server);
                assertTrue(server.text().contains("\tat org.sqlite"), server::text);
                disk.makeRoom();
                database.execute("ALTER TABLE databasechangelog RENAME COLUMN number TO id");
                assertWrites(server);
                assertReady(null, server);

                disk.makeReadOnly();
                assertNobodyCanWrite(READ_ONLY, server);
                assertReady(READ_ONLY, server);
                assertAllCanRead(server);
                assertRefusesToStart(
                        "it cannot be opened or created there", disk.folder().resolve("new.db"));
                disk.makeWritable();
                assertReady(null, server);
                assertWrites(server);

                assertUnavailable(FULL, server.send("POST", "api/database/import", large));
                assertTrue(
                        Files.size(log) <= KEPT_LOG_BYTES,
                        () -> "the log keeps " + log.toFile().length());
                assertWrites(server);
                disk.fillBut(KEPT_LOG_BYTES);
                assertWrites(server);
            }
            try (Launched server = start(database)) {
                assertWrites(server);
                assertAllCanRead(server);
                assertEquals(
                        written + 1,
                        database.query("SELECT name FROM css_categories").size());
            }
            assertEquals(List.of("ok"), database.query("PRAGMA integrity_check"));
        }
    }

    @Test
    void aFileThatIsReplacedTakesNoCallAndADamagedPageIsToldFromThenOn() throws Exception {
        Path place = Files.createDirectories(folder.resolve("place"));
        FreshDatabase database = Changes.database(TestDatabase.SQLITE, place);
        Path file = place.resolve("fresh.db");
        fill(database);
        try (Launched server = start(database)) {
            assertEquals(
                    201,
                    server.send("POST", "api/cssClasses", category("first")).statusCode());
            assertReady(null, server);

            Path aside = Files.createLink(place.resolve("aside.db"), file);
            Files.copy(file, place.resolve("other.db"));
            Files.move(place.resolve("other.db"), file, StandardCopyOption.ATOMIC_MOVE);
            assertReady(LOST, server);
            assertNobodyCanWrite(LOST, server);
            assertUnavailable(LOST, server.send("GET", "api/cssClasses", null));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            assertReady(null, server);
            assertWrites(server);

            damage(database, file);
            assertUnavailable(DAMAGED, server.send("GET", "api/workflows/w2000", null));
            assertReady(DAMAGED, server);
            assertBreaksOff(server, "api/workflows");
            assertUnavailable(
                    DAMAGED, server.send("POST", "api/database/import", "{\"workflows\":[" + workflow() + "]}"));
            assertEquals(200, server.send("GET", "api/cssClasses/first", null).statusCode());
            assertWrites(server);
            assertReady(DAMAGED, server);
        }
        assertCommandFails(
                "The backup failed: the SQLite file is damaged; the guide for operators says what to do",
                database,
                "backup",
                folder.resolve("backup.db").toString());
        assertCommandFails(
                DAMAGED, database, "export", folder.resolve("export.json").toString());
        if (LONG) {
            Path json = Files.writeString(folder.resolve("new.json"), "{\"workflows\":[" + workflow() + "]}");
            assertCommandFails(DAMAGED, database, "import", json.toString());
            assertCommandFails(DAMAGED, database, "migrate");
            Changes.database(TestDatabase.SQLITE, Files.createDirectories(folder.resolve("sound")));
            String sound = "file:" + folder.resolve("sound/fresh.db");
            assertCommandFails(DAMAGED, database, "copy", "--from", "file:" + file, "--to", sound);
            assertCommandFails(DAMAGED, database, "copy", "--from", sound, "--to", "file:" + file, "--replace");
        }
    }

    private void assertRefusesToStart(String reason, Path file) throws IOException {
        Map<String, String> settings = Map.of("METABUILDER_DB", "sqlite", "METABUILDER_DB_URL", "jdbc:sqlite:" + file);
        try (Launched server = Launched.start(folder, "KILL", settings)) {
            assertEquals(
                    "1: The SQLite file " + file + " cannot be used: " + reason + "\n",
                    server.awaitEnd().replaceAll("Warning: .*\n", ""));
        }
    }

    private void assertCommandFails(String reason, FreshDatabase database, String... arguments) throws Exception {
        CommandLine.Result result = CommandLine.run(folder, database.settings(), arguments);
        assertEquals(1, result.status(), result::output);
        assertTrue(result.last().endsWith(reason), result::output);
    }

    /** Fills a table with more than a connection keeps in memory. */
    private static void fill(FreshDatabase database) throws SQLException {
        database.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
                + " INSERT INTO workflows (id, name, nodes, edges, enabled, row_position, row_version)"
                + " SELECT 'w' || i, hex(randomblob(1000)), '[]', '[]', TRUE, i, 1 FROM n");
    }

    /** Overwrites most pages of that table in the file, as a disk may that loses what it had. */
    private static void damage(FreshDatabase database, Path file) throws IOException, SQLException {
        int bytes = Integer.parseInt(database.query("PRAGMA page_size").get(0));
        byte[] rubbish = new byte[bytes];
        Arrays.fill(rubbish, (byte) 0x5A);
        List<String> pages = database.query("SELECT pageno FROM dbstat WHERE name = 'workflows' AND pagetype = 'leaf'");
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            for (String page : pages.subList(10, pages.size())) {
                open.seek((Long.parseLong(page) - 1) * bytes);
                open.write(rubbish);
            }
        }
    }
}
