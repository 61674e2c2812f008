package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The WAR on an untouched Payara Micro, by the command of the page that tells operators how. */
@EnabledIfSystemProperty(
        named = "metabuilder.test.database",
        matches = "postgresql",
        disabledReason = "a plain pool makes no SQLite file safe")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class StockPayaraIT {

    private static final Path PAGE = Path.of("src/site/markdown/stock-payara.md");
    private static final Pattern COMMAND = Pattern.compile("(?s)```sh\njava (.*?)\n```");

    @TempDir
    private Path folder;

    @Test
    void itIsReadyImportsAndExports() throws Exception {
        FreshDatabase database = Changes.database(TestDatabase.current(), folder);
        int port = Ports.free();
        try (Launched server = Launched.start(folder, "TERM", database.settings(), port, command(port))) {
            server.awaitReady();
            String sample = Files.readString(Path.of("src/site/resources/sample-export.json"));
            assertEquals(200, importAll(server, sample));
            String export = server.send("GET", "api/database/export", null).body();
            assertTrue(export.contains("easier to ask for forgiveness"), export);
            assertEquals(200, importAll(server, export));
            assertEquals(export, server.send("GET", "api/database/export", null).body());
        }
    }

    private static int importAll(Launched server, String export) throws IOException {
        return server.send("POST", "api/database/import", export).statusCode();
    }

    private static List<String> command(int port) throws Exception {
        Matcher command = COMMAND.matcher(Files.readString(PAGE));
        if (!command.find()) {
            throw new AssertionError(PAGE + " has no command that begins with java");
        }
        Map<String, String> here = Map.of(
                "payara-micro.jar",
                        Folders.TARGET.resolve("server/payara-micro.jar").toString(),
                "postgresql.jar",
                        Folders.TARGET.resolve("server/postgresql.jar").toString(),
                "metabuilder-database.war",
                        Folders.TARGET.resolve("metabuilder-database.war").toString(),
                "8080", Integer.toString(port));
        List<String> arguments = new ArrayList<>();
        for (String argument : command.group(1).replace("\\\n", " ").trim().split("\\s+", -1)) {
            arguments.add(here.getOrDefault(argument, argument));
        }
        return arguments;
    }
}
