package dev.metabuilder.database.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A killed server leaves either all old or all new records of an import. The suite kills once;
 * the profile {@code kills} does it fifty times on each database, {@code faults} a hundred times. The system properties are
 * {@code metabuilder.kills} and, to choose the moments as another run did, {@code metabuilder.kills.seed}.
 */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class KilledImportIT {

    private static final int RECORDS = 10_000;
    private static final int KILLS = Integer.getInteger("metabuilder.kills", 1);
    private static final long SEED = Long.getLong("metabuilder.kills.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private FreshDatabase database;
    private Launched server;

    @BeforeEach
    void makeDatabase() throws Exception {
        database = Changes.database(TestDatabase.current(), folder);
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private void startServer() throws IOException {
        server = Launched.start(folder, "KILL", database.settings()).awaitUp();
    }

    @Test
    void whatIsThereAfterAKillIsAllOldOrAllNewAndTheNextImportWorks() throws Exception {
        String[] exports = {export(1), export(2)};
        String[] digests = new String[2];
        startServer();
        // In the end how long the second import of a server takes, which is the one that is killed later.
        long nanos = 0;
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            assertEquals(200, importAll(exports[i]));
            nanos = System.nanoTime() - start;
            digests[i] = digest();
        }
        assertNotEquals(digests[0], digests[1], "old and new can be told apart");

        Random random = new Random(SEED);
        int old = 1;
        int kept = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int next = 1 - old;
            // Half of them anywhere, half about the time of the commit.
            double share = random.nextBoolean() ? random.nextDouble() : 0.8 + 0.4 * random.nextDouble();
            long moment = (long) (share * nanos / 1_000_000);
            boolean acknowledged = killDuring(exports[next], moment);
            String what = "kill %d of %d with seed %d, %d ms into the import".formatted(kill, KILLS, SEED, moment);
            assertNothingIsKept(what);
            startServer();
            String found = digest();
            assertTrue(List.of(digests).contains(found), () -> what + ": neither all old nor all new");
            assertTrue(!acknowledged || found.equals(digests[next]), () -> what + ": answered, and lost");
            assertWhole(what);
            kept += found.equals(digests[old]) ? 1 : 0;
            System.out.println(what + ": " + (found.equals(digests[old]) ? "old" : "new"));

            assertEquals(200, importAll(exports[next]), () -> what + ": the next import");
            assertEquals(digests[next], digest(), () -> what + ": the next import");
            old = next;
        }
        System.out.printf(
                "%s: %d kills, %d left the old and %d the new%n", TestDatabase.current(), KILLS, kept, KILLS - kept);
    }

    private String export(long seed) throws IOException {
        return Files.readString(GeneratedExport.write(folder.resolve("export.json"), seed, RECORDS, Fault.NONE));
    }

    private int importAll(String export) throws IOException {
        return server.send("POST", "api/database/import", export).statusCode();
    }

    /** Kills the server so many milliseconds after an import was sent; returns whether it had been answered by then. */
    private boolean killDuring(String export, long millis) throws InterruptedException {
        CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(() -> {
            try {
                return importAll(export) == 200;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Thread.sleep(millis);
        server.close();
        return answered.exceptionally(lost -> false).join();
    }

    private String digest() throws Exception {
        var response = server.send("GET", "api/database/export?scope=full", null);
        assertEquals(200, response.statusCode());
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha256.digest(response.body().getBytes(StandardCharsets.UTF_8)));
    }

    /** What an import keeps in files while it runs goes with it, however it ends. */
    private void assertNothingIsKept(String what) throws IOException {
        Path temporary = folder.resolve("tmp");
        try (var files = Files.find(temporary, 2, (file, any) -> file.toString().endsWith(".scratch"))) {
            assertEquals(List.of(), files.toList(), what);
        }
        // The server itself leaves a hundred megabytes, which fifty kills would make too many.
        Folders.delete(temporary);
    }

    /** SQLite can tell what is wrong inside of a file that reads well. */
    private void assertWhole(String what) throws Exception {
        if (TestDatabase.current() == TestDatabase.SQLITE) {
            assertEquals(List.of("ok"), database.query("PRAGMA integrity_check"), what);
            assertEquals(List.of(), database.query("PRAGMA foreign_key_check"), what);
        }
    }
}
