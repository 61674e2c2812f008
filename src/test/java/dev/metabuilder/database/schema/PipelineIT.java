package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.GuardedProcess;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Liquibase's own command line on {@code liquibase/}, as a pipeline runs it, and the server's migration, one after the
 * other.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PipelineIT {

    private static final String CHANGELOG = TestDatabase.current().changelogTable();

    @TempDir
    private Path folder;

    private FreshDatabase database;

    @BeforeEach
    void makeDatabase() {
        database = FreshDatabase.of(TestDatabase.current(), folder);
    }

    private String liquibase(String... arguments) throws Exception {
        Map<String, String> settings = database.settings();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "--search-path=liquibase",
                "--show-banner=false"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "liquibase-", ".txt");
        try (GuardedProcess process = GuardedProcess.start(
                List.of(),
                command,
                "TERM",
                Map.of(
                        "LIQUIBASE_COMMAND_CHANGELOG_FILE", "changelog.yaml",
                        "LIQUIBASE_COMMAND_URL",
                                settings.get("METABUILDER_DB_URL").replace("jdbc:mysql:", "jdbc:mariadb:"),
                        "LIQUIBASE_COMMAND_USERNAME", settings.getOrDefault("METABUILDER_DB_USER", ""),
                        "LIQUIBASE_COMMAND_PASSWORD", settings.getOrDefault("METABUILDER_DB_PASSWORD", "")),
                output)) {
            while (process.isAlive()) {
                Thread.sleep(50);
            }
            assertEquals(0, process.exitStatus(), () -> read(output));
        }
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CommandLine.Result server(String... arguments) throws Exception {
        return CommandLine.run(folder, database.settings(), arguments);
    }

    private List<String> made() throws Exception {
        return database.query("SELECT id || ' ' || dateexecuted FROM " + CHANGELOG + " ORDER BY orderexecuted");
    }

    @Test
    void whatTheOneHasMadeTheOtherDoesNotMakeAgain() throws Exception {
        liquibase("validate");
        String status = liquibase("status");
        String sql = liquibase("update-sql");
        assertTrue(sql.contains("CREATE TABLE ") && sql.contains("idempotency_keys"), sql);
        assertEquals(List.of(), database.query("SELECT 1 FROM " + CHANGELOG), "nothing was made yet");
        liquibase("update");
        List<String> byLiquibase = made();
        int all = byLiquibase.size();
        assertTrue(status.contains(all + " changesets have not been applied"), status);

        CommandLine.Result check = server("migrate", "--check");
        assertEquals(0, check.status(), check::output);

        liquibase("rollback-count", "--count=3");
        assertEquals(byLiquibase.subList(0, all - 3), made());
        CommandLine.Result migrated = server("migrate");
        assertEquals(0, migrated.status(), migrated::output);
        List<String> byBoth = made();
        assertEquals(byLiquibase.subList(0, all - 3), byBoth.subList(0, all - 3), "what was there was not made again");
        assertEquals(all, byBoth.size());

        liquibase("update");
        assertEquals(byBoth, made());
    }
}
