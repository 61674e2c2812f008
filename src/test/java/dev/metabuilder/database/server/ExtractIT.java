package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server that the jar has extracted to a folder, and that starts from there. */
@Execution(ExecutionMode.CONCURRENT)
@OnceForAll
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
            assertEquals(200, server.send("GET", "openapi", null).statusCode());
            assertEquals(200, server.send("GET", "docs/", null).statusCode());
        }
        try (var lines = Files.lines(used)) {
            assertTrue(
                    lines.anyMatch(line -> line.contains("fish.payara.micro.impl.PayaraMicroImpl ")
                            && line.contains("shared objects file (top)")),
                    "the classes come from the archive");
        }

        assertEquals(
                "1: This server runs from a folder already: extract is a command of the jar\n",
                Artefact.run(List.of(
                        "@" + options, "extract", folder.resolve("again").toString())));
        assertEquals("1: The folder " + laidOut + " is not empty\n", extract(laidOut));
        Path spaced = folder.resolve("laid out");
        assertEquals(
                "1: The path " + spaced
                        + " must not have spaces or other special characters, or Java finds no class there\n",
                extract(spaced));
        assertFalse(Files.exists(spaced));
    }

    /**
     * Of most names the first counts, as on a class path; what an upgrade of Payara may bring beside is for a person to look
     * at.
     */
    @Test
    void nothingIsLostWhereSeveralJarsBecomeOne() throws Exception {
        Map<String, Set<String>> contents = new TreeMap<>();
        try (JarFile jar = new JarFile(Artefact.JAR.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches("MICRO-INF/runtime/.*[.]jar")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        collect(in, contents);
                    }
                }
            }
            try (ZipInputStream war = new ZipInputStream(jar.getInputStream(jar.getEntry(BundledFiles.WAR)))) {
                for (ZipEntry entry = war.getNextEntry(); entry != null; entry = war.getNextEntry()) {
                    if (entry.getName().startsWith("WEB-INF/lib/")) {
                        collect(war, contents);
                    } else if (!entry.isDirectory()) {
                        assertArrayEquals(
                                war.readAllBytes(),
                                Files.readAllBytes(Artefact.laidOut()
                                        .resolve("application")
                                        .resolve(entry.getName())));
                    }
                }
            }
        }
        contents.keySet().removeIf(name -> name.matches("META-INF/(MANIFEST.MF|INDEX.LIST)|(.*/)?module-info.class"));
        Set<String> several = new TreeSet<>();
        try (JarFile runtime =
                new JarFile(Artefact.laidOut().resolve("runtime.jar").toFile())) {
            for (Map.Entry<String, Set<String>> file : contents.entrySet()) {
                JarEntry entry = runtime.getJarEntry(file.getKey());
                assertTrue(entry != null, file::getKey);
                String content = new String(runtime.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                if (file.getKey().endsWith("/jakarta.servlet.ServletContainerInitializer")) {
                    // One of them is where it starts for our module only.
                    content += Files.readString(
                            Artefact.laidOut().resolve("application/WEB-INF/classes/" + file.getKey()));
                }
                boolean whole = file.getValue().stream().allMatch(content::contains);
                if (!whole && file.getKey().matches("META-INF/.*(?<![.]class)")) {
                    several.add(file.getKey().replaceFirst("META-INF/(maven)/.*", "$1"));
                }
                assertTrue(whole || file.getValue().contains(content), file::getKey);
            }
        }
        several.removeIf(name -> name.matches("META-INF/(.*LICENSE.*|.*NOTICE.*|jpms[.]args)|maven|.*[.]tld"));
        assertEquals(Set.of(), several, "files that count in each jar, and are not put together");
    }

    private static void collect(InputStream jar, Map<String, Set<String>> contents) throws IOException {
        ZipInputStream in = new ZipInputStream(jar);
        for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
            contents.computeIfAbsent(file.getName(), any -> new TreeSet<>())
                    .add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private static String extract(Path where) throws IOException {
        return Artefact.run(List.of("-jar", Artefact.JAR.toString(), "extract", where.toString()));
    }
}
