package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.OnceForServers;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Together;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers on machines with another language, time zone, names of folders or Java than a developer's. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
@OnceForServers
class LocalesAndJavasIT {

    private static final int CALLERS = 8;

    /** Of each caller: more than the server of a test may have files. */
    private static final int CONNECTIONS = 40;

    @TempDir
    private Path folder;

    /** Only such a process can name the folders of these tests. */
    private static boolean isUtf8() {
        return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    }

    /**
     * A server that came up in its own way is ready, and takes and gives all models; its migration left no file elsewhere.
     */
    private static void assertServes(Launched server) throws IOException {
        server.awaitUp();
        server.awaitReady();
        String all = Golden.document(Models.CATALOGUE.sections());
        HttpResponse<String> imported = server.send("POST", "api/database/import", all);
        assertEquals(200, imported.statusCode(), imported::body);
        String export =
                server.send("GET", "api/database/export?scope=full", null).body();
        HttpResponse<String> again = server.send("POST", "api/database/import", export);
        assertEquals(200, again.statusCode(), again::body);
        assertEquals(
                export,
                server.send("GET", "api/database/export?scope=full", null).body());
        // Words whose case changes otherwise in Turkish: role=ADMIN, Role, id.
        String filtered = server.send("GET", "api/users?filter=role==admin&sort=id&fields=id,isInstanceOwner", null)
                .body();
        assertTrue(filtered.contains("\"user_ada\""), filtered);
        HttpResponse<String> api = server.send("GET", "openapi", null);
        assertTrue(api.statusCode() == 200 && api.body().contains("InstalledPackage"), api::body);
        assertEquals(404, server.send("GET", "api/users/nobody", null).statusCode());
    }

    @Test
    void inTurkishInKathmanduInAFolderWithMarksOfUrlsAllWorks() throws Exception {
        // Marks of URLs, and of Java's patterns and property files, and letters that Payara changes when it reads such
        // a file.
        Path data = folder.resolve("data ?#%41&+;=!'" + (isUtf8() ? "\u00e4\u65e5\u672c" : ""));
        Map<String, String> settings = new HashMap<>(
                Map.of("LC_ALL", "C.UTF-8", "TZ", "Asia/Kathmandu", "METABUILDER_DATA_DIR", data.toString()));
        settings.put("METABUILDER_MIGRATE", "update");
        boolean sqlite = TestDatabase.current() == TestDatabase.SQLITE;
        if (sqlite) {
            // In the data folder.
            settings.put("METABUILDER_DB", "sqlite");
        } else {
            settings.putAll(FreshDatabase.of(TestDatabase.current(), folder).settings());
        }
        try (Launched server =
                Launched.start(folder.resolve("server"), "TERM", settings, "-Duser.language=tr", "-Duser.country=TR")) {
            assertServes(server);
        }
        List<Path> expected =
                new ArrayList<>(List.of(data.resolve("log/server.0.log"), data.resolve("log/audit.0.log")));
        if (sqlite) {
            expected.addAll(List.of(data.resolve("metabuilder.db"), data.resolve("metabuilder.db-migration")));
        }
        expected.forEach(file -> assertTrue(Files.exists(file), file::toString));
        String log = Files.readString(expected.get(0));
        assertTrue(log.contains("+0545"), "the time of the zone, with digits that others read: " + log);
        try (var others = Files.list(folder)) {
            List<String> names = others.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("d")
                            && !name.equals(data.getFileName().toString()))
                    .toList();
            assertEquals(List.of(), names, "nothing lies where another reading of the name leads");
        }
        if (sqlite) {
            Path backup = data.resolve("b?ackup.db");
            List<String> arguments = new ArrayList<>(Artefact.quickly());
            arguments.addAll(List.of("backup", backup.toString()));
            try (Launched command =
                    Launched.start(folder.resolve("server"), "TERM", settings, Ports.free(), arguments)) {
                String end = command.awaitEnd();
                assertTrue(end.startsWith("0: "), end);
            }
            assertTrue(Files.size(backup) > 0);
        }
    }

    @OnceForAll
    @ParameterizedTest
    @ValueSource(strings = {"METABUILDER_DATA_DIR", "METABUILDER_DB_URL", "An argument"})
    void aNameThatTheLocaleHasNotIsToldAtTheStart(String what) throws Exception {
        assumeTrue(isUtf8(), "The tests run in a locale without UTF-8.");
        String name = folder.resolve("d\u00e4ta").toString();
        Map<String, String> settings = new HashMap<>(Map.of("LC_ALL", "C", "METABUILDER_DB", "sqlite"));
        if (what.startsWith("M")) {
            settings.put(what, what.endsWith("URL") ? "jdbc:sqlite:" + name : name);
        }
        List<String> arguments = new ArrayList<>(Artefact.quickly());
        arguments.addAll(what.startsWith("M") ? List.of() : List.of("export", name));
        try (Launched server = Launched.start(folder.resolve("server"), "TERM", settings, Ports.free(), arguments)) {
            assertEquals(
                    "2: " + what + " has letters beyond ASCII, and the locale has names of files in ANSI_X3.4-1968:"
                            + " set LC_ALL=C.UTF-8, or another locale with UTF-8\n",
                    server.awaitEnd());
        }
    }

    /** Connections and the files of SQLite take all that it may have open. Whoever is answered gets an answer of ours. */
    @Test
    @EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "sqlite")
    void aServerThatMayOpenFewFilesAnswersInItsOwnWordsAndGoesOnWhenThereAreSome() throws Exception {
        Map<String, String> settings =
                new HashMap<>(FreshDatabase.of(TestDatabase.current(), folder).settings());
        settings.put("METABUILDER_MIGRATE", "update");
        List<String> java =
                new ArrayList<>(List.of("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        java.addAll(Artefact.quickly());
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 256; exec \"$0\" \"$@\""));
        command.addAll(Artefact.java(java));
        int port = Ports.free();
        try (Launched server = Launched.command(folder, "TERM", settings, port, command)) {
            server.awaitUp();
            server.awaitReady();
            assertEquals(
                    Collections.nCopies(CALLERS, Together.DONE),
                    Together.run(CALLERS, i -> () -> callOnManyConnections(port)));
            server.awaitReady();
            assertEquals(200, server.send("GET", "api/users", null).statusCode());
        }
    }

    /** Opens more connections than a share of the server's files; the system may take one that the server never gets to. */
    private static void callOnManyConnections(int port) throws IOException {
        byte[] request = ("GET /api/users HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + InServer.SERVICE_TOKEN + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(socket);
                socket.setSoTimeout(500);
                socket.getOutputStream().write(request);
            }
            for (Socket socket : open) {
                assertIsNoPage(socket);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void assertIsNoPage(Socket socket) {
        byte[] begin = new byte[8192];
        int length = 0;
        try {
            length = Math.max(0, socket.getInputStream().read(begin));
        } catch (IOException e) {
            // Not answered in time, or cut off.
            length = 0;
        }
        String text = new String(begin, 0, length, StandardCharsets.UTF_8);
        assertFalse(text.toLowerCase(Locale.ROOT).contains("<html"), text);
    }

    /** In the locale C too, which many containers have. */
    @Test
    void aServerRunsOnEachOtherJavaThatIsHere() throws Exception {
        List<Path> homes = Artefact.otherJavas();
        assumeFalse(homes.isEmpty(), "There is no other Java here.");
        for (Path home : homes) {
            Path own = Files.createDirectories(folder.resolve(home.getFileName()));
            Map<String, String> settings =
                    new HashMap<>(FreshDatabase.of(TestDatabase.current(), own).settings());
            settings.putAll(Map.of("LC_ALL", "C", "METABUILDER_MIGRATE", "update"));
            List<String> command =
                    new ArrayList<>(List.of(home.resolve("bin/java").toString()));
            command.addAll(Artefact.QUICK);
            command.addAll(List.of("-Djava.io.tmpdir=" + Files.createDirectories(own.resolve("tmp"))));
            command.addAll(List.of("-jar", Artefact.JAR.toString()));
            try (Launched server = Launched.command(own, "TERM", settings, Ports.free(), command)) {
                assertServes(server);
            }
        }
    }
}
