package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.GeneratedExport;
import dev.metabuilder.database.testing.GeneratedExport.Fault;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * SIGKILL at any moment: under writers, in a first start, in a command. The suite kills once. The profile {@code faults} kills
 * under writers a hundred times on each database, and ten first starts and ten of each command, because a round of these takes
 * several starts. The system properties are {@code metabuilder.kills} and, to repeat the moments of
 * an earlier run, {@code metabuilder.kills.seed}.
 */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 3, unit = TimeUnit.HOURS)
class KilledServerIT {

    private static final String MANY = "metabuilder.kills";
    private static final String SEVERAL = "\\d\\d+";
    private static final int KILLS = Integer.getInteger(MANY, 1);
    private static final int KILLS_OF_STARTS = Math.max(1, KILLS / 10);
    private static final long SEED = Long.getLong("metabuilder.kills.seed", System.nanoTime());
    private static final int RECORDS = 2_000;
    private static final int LONGEST_MILLIS = 3_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    private Launched start(FreshDatabase database, Map<String, String> settings) throws Exception {
        // What earlier servers left behind would fill the disk.
        Folders.delete(Files.createDirectories(folder.resolve("tmp")));
        Map<String, String> all = new HashMap<>(database.settings());
        all.putAll(settings);
        return Launched.start(folder, "KILL", all);
    }

    @Test
    void noAcknowledgedWriteIsLostAndWhatWasNotAnsweredIsDoneOnceWhenItIsSentAgain() throws Exception {
        FreshDatabase database = Changes.database(TestDatabase.current(), folder);
        Writers writers = new Writers(random.nextLong());
        for (int kill = 1; kill <= KILLS; kill++) {
            String what = "kill %d of %d with seed %d".formatted(kill, KILLS, SEED);
            try (Launched server = start(database, Map.of()).awaitUp()) {
                writers.assertNothingIsLost(server, what);
                writers.begin(server);
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
            }
            writers.awaitEnd();
        }
        try (Launched server = start(database, Map.of()).awaitUp()) {
            writers.assertNothingIsLost(server, "after the last of %d kills with seed %d".formatted(KILLS, SEED));
        }
        System.out.printf("%s: %d kills, %s%n", TestDatabase.current(), KILLS, writers);
    }

    @EnabledIfSystemProperty(named = MANY, matches = SEVERAL, disabledReason = "MigrationIT is the short form")
    @Test
    void aFirstStartThatIsKilledIsDoneByTheNextOne() throws Exception {
        Map<String, String> settings = Map.of("METABUILDER_MIGRATE", "update", "METABUILDER_INITIALIZE", "true");
        long millis = LONGEST_MILLIS;
        for (int kill = 1; kill <= KILLS_OF_STARTS; kill++) {
            String what = "kill %d of %d with seed %d".formatted(kill, KILLS_OF_STARTS, SEED);
            Path own = Files.createDirectories(folder.resolve("first-" + kill));
            FreshDatabase database = FreshDatabase.of(TestDatabase.current(), own);
            Map<String, String> all = new HashMap<>(database.settings());
            all.putAll(settings);
            long begun = System.nanoTime();
            try (Launched server = Launched.start(own, "KILL", all)) {
                Thread.sleep(random.nextLong(millis));
                System.out.println(what + ": killed while " + (server.isStarting() ? "it starts" : "it serves"));
            }
            try (Launched server = Launched.start(own, "KILL", all).awaitUp()) {
                millis = Math.max(millis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                assertEquals(200, server.send("GET", "health/ready", null).statusCode(), what);
                String export = server.send("GET", "api/database/export?scope=full", null)
                        .body();
                for (String name : List.of("supergod", "god", "admin", "demo")) {
                    assertTrue(export.contains("\"username\": \"" + name + "\""), () -> what + ": no user " + name);
                    assertTrue(
                            export.contains("\"" + name + "\": \"PBKDF2WithHmacSHA512:"),
                            () -> what + ": no password of " + name);
                }
                assertTrue(export.contains("\"name\": \"Interactivity\""), () -> what + ": no CSS categories");
            }
            Folders.delete(own);
        }
    }

    @EnabledIfSystemProperty(named = MANY, matches = SEVERAL, disabledReason = "CopyIT is the short form")
    @Test
    void aCommandThatIsKilledLeavesTheOldOrTheNew() throws Exception {
        FreshDatabase database = FreshDatabase.of(TestDatabase.current(), folder);
        Path first = export(1);
        Path second = export(2);
        run(database, "migrate");
        run(database, "import", first.toString());
        List<String> old = content(database);
        run(database, "import", second.toString());
        List<String> changed = content(database);
        assertTrue(!old.equals(changed), "old and new can be told apart");
        boolean isOld = false;
        for (int kill = 1; kill <= KILLS_OF_STARTS; kill++) {
            String what = "kill %d of %d with seed %d".formatted(kill, KILLS_OF_STARTS, SEED);
            killed(database, what, "import", (isOld ? second : first).toString());
            List<String> found = content(database);
            assertTrue(found.equals(old) || found.equals(changed), () -> what + ": neither the old nor the new");
            isOld = found.equals(old);

            Path file = folder.resolve("killed.json");
            killed(database, what, "export", file.toString(), "--full");
            if (Files.exists(file)) {
                assertTrue(
                        Files.readString(file).endsWith("}\n")
                                || Files.readString(file).endsWith("}"),
                        what);
                Files.delete(file);
            }
        }
    }

    private Path export(int seed) throws Exception {
        return GeneratedExport.write(folder.resolve("export-" + seed + ".json"), seed, RECORDS, Fault.NONE);
    }

    private void run(FreshDatabase database, String... arguments) throws Exception {
        CommandLine.Result result = CommandLine.run(folder, database.settings(), arguments);
        assertEquals(0, result.status(), result::output);
    }

    private void killed(FreshDatabase database, String what, String... arguments) throws Exception {
        try (CommandLine command = CommandLine.start(folder, database.settings(), arguments)) {
            command.awaitWork();
            Thread.sleep(random.nextInt(LONGEST_MILLIS / 2));
            System.out.println(
                    what + ": " + arguments[0] + (command.isAlive() ? " killed at its work" : " was done already"));
        }
    }

    /** What tells one of the two imports from the other, and a half from a whole. */
    private static List<String> content(FreshDatabase database) throws Exception {
        return database.query(
                "SELECT id || ' ' || name FROM workflows UNION ALL SELECT id || ' ' || content FROM comments"
                        + " UNION ALL SELECT id || ' ' || username FROM users ORDER BY 1");
    }
}
