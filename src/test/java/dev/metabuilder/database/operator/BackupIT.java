package dev.metabuilder.database.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A backup of a database that a server writes to. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
class BackupIT {

    @TempDir
    private Path folder;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void aBackupIsOneMomentOfADatabaseInUseOrOnAServerRefused() throws Exception {
        FreshDatabase database = Changes.database(TestDatabase.current(), folder);
        Path backup = folder.resolve("backup.db");
        if (TestDatabase.current() != TestDatabase.SQLITE) {
            String tool =
                    switch (TestDatabase.current()) {
                        case MYSQL -> "MySQL use mysqldump";
                        case MARIADB -> "MariaDB use mariadb-dump";
                        default -> "PostgreSQL use pg_dump";
                    };
            CommandLine.Result refused = CommandLine.run(folder, database.settings(), "backup", backup.toString());
            assertEquals(2, refused.status());
            assertEquals("backup is for SQLite; on " + tool + "\n", refused.output());
            // A folder is a wrong file too; that backup is refused at all comes first.
            assertEquals(
                    2,
                    CommandLine.run(folder, database.settings(), "backup", folder.toString())
                            .status());
            return;
        }
        try (Launched server =
                Launched.start(folder, "TERM", database.settings()).awaitUp()) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(server));
            server.await(() -> written.get() >= 10);
            int before = written.get();
            CommandLine.Result result = CommandLine.run(folder, database.settings(), "backup", backup.toString());
            int after = written.get();
            stop.set(true);
            writer.join();
            assertEquals(0, result.status(), result::output);
            assertTrue(result.last().matches("\\S+ has [\\d,]+ bytes, and is sound"), result::output);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
            List<String> kept = settings(backup);
            assertEquals(
                    IntStream.range(0, kept.size()).mapToObj(i -> "key-" + i).toList(), kept, "none is left out");
            assertTrue(
                    kept.size() >= before && kept.size() <= after + 1,
                    () -> before + " before, " + after + " after, and " + kept.size() + " in the backup");
        }
        byte[] there = Files.readAllBytes(backup);
        CommandLine.Result again = CommandLine.run(folder, database.settings(), "backup", backup.toString());
        assertEquals(1, again.status());
        assertEquals("The file " + backup + " exists already, and backup never overwrites a file\n", again.output());
        assertEquals(there.length, Files.size(backup));
    }

    private void write(Launched server) {
        try {
            while (!stop.get()) {
                String name = "key-" + written.get();
                assertEquals(
                        201,
                        server.send("POST", "api/cssClasses", "{\"name\":\"" + name + "\",\"classes\":[]}")
                                .statusCode());
                written.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> settings(Path file) throws Exception {
        List<String> names = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT name FROM css_categories ORDER BY row_position")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
