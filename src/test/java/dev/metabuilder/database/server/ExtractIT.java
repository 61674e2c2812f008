package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server laid out in a folder: made by the jar, started from there. */
@Execution(ExecutionMode.CONCURRENT)
class ExtractIT {

    @TempDir
    private Path folder;

    @Test
    void serverThatIsLaidOutServesAsTheJarDoes() throws Exception {
        Path laidOut = Artefact.laidOut();
        Path options = laidOut.resolve("java.options");

        Path used = folder.resolve("classes.txt");
        FreshDatabase database = Changes.database(TestDatabase.current(), Files.createDirectory(folder.resolve("db")));
        List<String> java = List.of("-Xlog:class+load:file=" + used, "@" + options);
        try (Launched server = Launched.start(folder, "TERM", database.settings(), Ports.free(), java)) {
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
                Artefact.run(List.of(
                        "@" + options, "extract", folder.resolve("again").toString())));
        assertEquals("1: The folder " + laidOut + " is not empty\n", extract(laidOut));
        Path spaced = folder.resolve("laid out");
        assertEquals(
                "1: The path " + spaced + " must do without spaces and the like, or Java finds no class there\n",
                extract(spaced));
        assertFalse(Files.exists(spaced));
    }

    private static String extract(Path where) throws IOException {
        return Artefact.run(List.of("-jar", Artefact.JAR.toString(), "extract", where.toString()));
    }
}
