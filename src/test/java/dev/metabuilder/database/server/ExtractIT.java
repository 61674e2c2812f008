package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server laid out in a folder: made by the jar, started from there. */
class ExtractIT {

    private static final Path JAR = Folders.TARGET.resolve("metabuilder-database.jar");

    @TempDir
    private Path folder;

    @Test
    void serverThatIsLaidOutServesAsTheJarDoes() throws Exception {
        Path laidOut = folder.resolve("laid-out");
        Path options = laidOut.resolve("java.options");
        assertEquals("0: Start the server with: java @" + options + "\n", extract(laidOut));

        Path used = folder.resolve("classes.txt");
        FreshDatabase database = FreshDatabase.of(TestDatabase.current(), Files.createDirectory(folder.resolve("db")));
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("METABUILDER_MIGRATE", "update");
        List<String> java = List.of("-Xlog:class+load:file=" + used, "@" + options);
        try (Launched server = Launched.start(folder, "TERM", settings, Ports.free(), java)) {
            server.awaitUp();
            String css = "{\"name\":\"grid\",\"classes\":[\"grid\"]}";
            assertEquals(201, server.send("POST", "api/cssClasses", css).statusCode());
            assertEquals(
                    "[" + css + "]", server.send("GET", "api/cssClasses", null).body());
        }
        try (var lines = Files.lines(used)) {
            assertTrue(
                    lines.anyMatch(line -> line.contains("fish.payara.micro.impl.PayaraMicroImpl ")
                            && line.contains("shared objects file (top)")),
                    "the classes come from the archive");
        }

        assertEquals(
                "1: This server is laid out in a folder already: extract is for the jar\n",
                run(List.of("@" + options, "extract", folder.resolve("again").toString())));
        assertEquals("1: The folder " + laidOut + " is not empty\n", extract(laidOut));
        Path spaced = folder.resolve("laid out");
        assertEquals(
                "1: The path " + spaced + " must do without spaces and the like, or Java finds no class there\n",
                extract(spaced));
        assertFalse(Files.exists(spaced));
    }

    private static String extract(Path where) throws IOException, InterruptedException {
        return run(List.of("-jar", JAR.toString(), "extract", where.toString()));
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("METABUILDER_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + output;
    }
}
