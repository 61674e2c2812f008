package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.Artefact;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.OnceForServers;
import dev.metabuilder.database.testing.Ports;
import dev.metabuilder.database.testing.TestDatabase;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The launcher as a process of its own, as an operator runs it, with the WAR that the build has made. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
@OnceForServers
class ServerIT {

    @TempDir
    private Path folder;

    private Path data;
    private int port;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void environment() throws Exception {
        data = folder.resolve("the data");
        port = Ports.free();
        environment.put("METABUILDER_DB", TestDatabase.current().id());
        environment.put("METABUILDER_DATA_DIR", data.toString());
        environment.put("METABUILDER_HTTP_PORT", Integer.toString(port));
        environment.put("METABUILDER_MIGRATE", "update");
        environment.put("METABUILDER_INITIALIZE", "true");
        if (TestDatabase.current() != TestDatabase.SQLITE) {
            environment.putAll(FreshDatabase.of(TestDatabase.current(), folder).settings());
            environment.put("METABUILDER_SERVICE_TOKEN", "the-token-of-the-launcher-test-0123456789");
        }
    }

    @Test
    void saysWhatToDoServesAndStopsAndFindsItsDataAgain() throws Exception {
        try (ServerProcess server = startJar()) {
            List<String> lines = server.waitUntilUp("Initial passwords");
            assertEquals("MetaBuilder Database is up at http://127.0.0.1:" + port, lines.get(0));
            assertTrue(
                    lines.get(1).matches("Database  (SQLite|PostgreSQL|MySQL|MariaDB) [\\w.-]+ at (/|127[.]).*"),
                    lines.get(1));
            assertTrue(lines.get(2).matches("Schema    \\d+"), lines.get(2));
            assertTrue(curl(lines.get(3)).startsWith("{"), "the line works as printed");
            Path passwords = data.resolve("initial-passwords");
            assertEquals(List.of("Initial passwords are in " + passwords), lines.subList(4, lines.size()));
            assertEquals("rw-------", permissions(passwords));
            assertNothingIsOpenToOthers();
            Files.delete(passwords);
            // Ctrl-C; and a terminal that is closed.
            assertStopsCleanly(server, ServerProcess.heedsInterrupts() ? "INT" : "TERM");
        }
        // As a file of settings may leave them.
        environment.put("METABUILDER_DB", TestDatabase.current().id() + " ");
        environment.put("METABUILDER_DB_POOL_SIZE", " ");
        Path abandoned = Files.createDirectories(folder.resolve("tmp/metabuilder-database-killed/within"))
                .getParent();
        Files.createFile(abandoned.resolve("in-use"));
        Path others = Files.createDirectories(folder.resolve("tmp/metabuilder-database-others"));
        try (ServerProcess server = start()) {
            List<String> lines = server.waitUntilUp("Try");
            assertTrue(curl(lines.get(3)).startsWith("{"));
            assertFalse(Files.exists(abandoned), "what a killed process left is gone");
            Files.delete(others);
            assertNothingIsOpenToOthers();
            assertPayaraAddedNothingToItsConfiguration();
            assertStopsCleanly(server, "HUP");
            assertEquals(4, server.output().lines().count(), "no new passwords, since the data was found");
        }
        assertNoSecretInLog();
        assertTrue(Files.readString(data.resolve("log/audit.0.log")).contains("\"who\":\"service\""));
    }

    /** What is within a folder that is closed to others is so too: in the data folder each file is closed by itself. */
    private void assertNothingIsOpenToOthers() throws Exception {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> written = Files.walk(data);
                Stream<Path> temporary = Files.list(folder.resolve("tmp"))) {
            written.forEach(all::add);
            temporary.forEach(all::add);
        }
        assertTrue(all.size() > 4, all::toString);
        for (Path file : all) {
            assertTrue(permissions(file).endsWith("------"), () -> file + " is open to others");
            assertEquals(Files.getOwner(data), Files.getOwner(file), file::toString);
        }
    }

    @OnceForAll
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            METABUILDER_DB           | oracle | METABUILDER_DB must be sqlite or postgresql or mysql or mariadb, not oracle
            METABUILDER_HTTP_PORT    | 80x   | METABUILDER_HTTP_PORT must be a number from 1 to 65535, not 80x
            METABUILDER_HTTP_PORT    | 65536 | METABUILDER_HTTP_PORT must be a number from 1 to 65535, not 65536
            METABUILDER_DB_POOL_SIZE | 0     | METABUILDER_DB_POOL_SIZE must be a number from 1 to 10000, not 0
            METABUILDER_LOGIN_FAILURES | 0   | METABUILDER_LOGIN_FAILURES must be a number from 1 to 1000000, not 0
            METABUILDER_MAX_SPOOL_BYTES | 0  | METABUILDER_MAX_SPOOL_BYTES must be a number from 1 to 9223372036854775807, not 0
            METABUILDER_MAX_JOBS     | none  | METABUILDER_MAX_JOBS must be a number from 1 to 1000, not none
            METABUILDER_HISTORY_DAYS | -1    | METABUILDER_HISTORY_DAYS must be a number from 0 to 36500, not -1
            METABUILDER_SESSION_IDLE_TIMEOUT | 59 | METABUILDER_SESSION_IDLE_TIMEOUT must be a number from 60 to 31536000, not 59
            METABUILDER_HTTP_THREADS | 8     | METABUILDER_HTTP_THREADS must be a number from 16 to 1000, not 8
            METABUILDER_SHUTDOWN_TIMEOUT | 0 | METABUILDER_SHUTDOWN_TIMEOUT must be a number from 1 to 3600, not 0
            METABUILDER_CORS_ORIGINS | *     | METABUILDER_CORS_ORIGINS must be origins such as https://app.example.org, separated by commas
            METABUILDER_CORS_ORIGINS | null  | METABUILDER_CORS_ORIGINS must be origins such as https://app.example.org, separated by commas
            METABUILDER_CORS_ORIGINS | https://a.example/path | METABUILDER_CORS_ORIGINS must be origins such as https://app.example.org, separated by commas
            """)
    void settingThatMakesNoSenseIsNamed(String name, String value, String reason) throws Exception {
        environment.put(name, value);
        assertRefuses(2, reason);
    }

    @OnceForAll
    @Test
    void oldFormOfTheUrlIsRefusedWithoutBeingRepeated() throws Exception {
        environment.put("METABUILDER_DB", "postgresql");
        environment.put("METABUILDER_DB_URL", "postgresql://user:secret@host:5432/db?schema=public");
        assertRefuses(2, "METABUILDER_DB_URL must begin with jdbc:postgresql: when METABUILDER_DB is postgresql");
    }

    @OnceForAll
    @Test
    void postgresThatIsNotThereIsNamed() throws Exception {
        int nobody = Ports.free();
        environment.put("METABUILDER_DB", "postgresql");
        environment.put("METABUILDER_DB_URL", "jdbc:postgresql://127.0.0.1:" + nobody + "/metabuilder");
        assertRefuses(1, "PostgreSQL at 127.0.0.1:" + nobody + " cannot be reached");
    }

    @OnceForAll
    @Test
    void fileThatIsNoDatabaseIsNamedAndWhatOthersMayLookIntoIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "Not a database at all.\n".repeat(100));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(Files.createDirectory(data), PosixFilePermissions.fromString("rwx--x---"));
        environment.put("METABUILDER_DB", "sqlite");
        environment.put("METABUILDER_DB_URL", "jdbc:sqlite:" + file);
        environment.put("METABUILDER_HTTP_PROT", "80");
        try (ServerSocket taken = new ServerSocket(0)) {
            // The database is looked at before the port.
            environment.put("METABUILDER_HTTP_PORT", Integer.toString(taken.getLocalPort()));
            String misspelt =
                    "The variable METABUILDER_HTTP_PROT is not a setting and has no effect; the most similar setting is"
                            + " METABUILDER_HTTP_PORT";
            assertRefuses(
                    1,
                    "Warning: other users can read the data folder; to prevent that: chmod 700 " + data + "\n"
                            + "Warning: other users can read the SQLite file; to prevent that: chmod 600 " + file
                            + "*\n"
                            + "Warning: " + misspelt + "\n"
                            + "The SQLite file " + file
                            + " cannot be used: it is not an SQLite database, or is damaged; the guide for operators says what to do");
            assertTrue(Files.readString(data.resolve("log/server.0.log")).contains(misspelt));
        }
    }

    @OnceForAll
    @Test
    void portThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            environment.put("METABUILDER_HTTP_PORT", Integer.toString(taken.getLocalPort()));
            assertRefuses(
                    1,
                    "Cannot listen at 127.0.0.1:" + taken.getLocalPort()
                            + ": the port is taken, or is not for this user");
        }
    }

    @OnceForAll
    @Test
    void warThatIsMissingIsNamed() throws Exception {
        Path missing = folder.resolve("missing.war");
        assertRefuses(1, missing + " is missing: build it with mvn package", "-Dmetabuilder.war=" + missing);
    }

    @OnceForAll
    @Test
    void configurationThatIsBrokenEndsTheServer() throws Exception {
        Path config = Files.createDirectory(folder.resolve("server-config"));
        Files.copy(Path.of("server-config/logging.properties"), config.resolve("logging.properties"));
        assertRefuses(
                1,
                config.resolve("domain.xml") + " is missing: build it with mvn package",
                "-Dmetabuilder.config=" + config);

        String domain = Files.readString(Path.of("server-config/domain.xml"));
        Files.writeString(config.resolve("domain.xml"), domain.replace("</configs>", ""));
        assertRefuses(1, "Payara Micro does not boot", "-Dmetabuilder.config=" + config);
    }

    /** Starts the jar, as it is built. */
    private ServerProcess startJar() throws Exception {
        List<String> arguments = new ArrayList<>(Artefact.QUICK);
        arguments.addAll(List.of("-jar", Artefact.JAR.toString()));
        return ServerProcess.start(folder, environment, arguments, "022");
    }

    private ServerProcess start(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(Artefact.quickly());
        return ServerProcess.start(folder, environment, arguments);
    }

    private void assertRefuses(int exitCode, String reason, String... options) throws Exception {
        try (ServerProcess server = start(options)) {
            assertEquals(exitCode, server.waitForExit(), server::errors);
            assertEquals("", server.output());
            assertEquals(reason + "\n", server.errors());
        }
    }

    private void assertStopsCleanly(ServerProcess server, String signal) throws Exception {
        server.signal(signal);
        assertEquals(128 + Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal), server.waitForExit());
        assertEquals("", server.errors());
        assertFalse(Files.exists(data.resolve("metabuilder.db-wal")), "the pool is closed");
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertEquals(List.of(), files.filter(Files::isDirectory).toList(), "nothing is left behind");
        }
    }

    /**
     * What is missing in server-config/domain.xml Payara adds at each start, which takes it time: an upgrade may want more.
     */
    private void assertPayaraAddedNothingToItsConfiguration() throws Exception {
        Set<String> elements = new TreeSet<>();
        try (Stream<Path> files =
                Files.find(folder.resolve("tmp"), 4, (file, any) -> file.endsWith(Path.of("config", "domain.xml")))) {
            elements.addAll(elements(files.findFirst().orElseThrow()));
        }
        elements.removeIf(element -> element.contains("/application"));
        Set<String> ours = elements(Path.of("server-config/domain.xml"));
        ours.removeIf(element -> element.contains("/application"));
        assertEquals(ours, elements);
    }

    private static Set<String> elements(Path xml) throws Exception {
        Set<String> elements = new TreeSet<>();
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            StringBuilder path = new StringBuilder();
            for (Node node = all.item(i); node instanceof Element; node = node.getParentNode()) {
                path.insert(0, "/" + node.getNodeName());
            }
            elements.add(path.toString());
        }
        return elements;
    }

    private void assertNoSecretInLog() throws Exception {
        String log = Files.readString(data.resolve("log/server.0.log"));
        String token = environment.get("METABUILDER_SERVICE_TOKEN");
        assertFalse(log.contains(
                token == null ? Files.readString(data.resolve("service-token")).trim() : token));
        String password = environment.get("METABUILDER_DB_PASSWORD");
        assertFalse(password != null && log.contains(password));
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private String curl(String line) throws Exception {
        String command = line.replaceFirst("Try\\s+curl", "curl --silent --fail");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command);
        shell.environment().putAll(environment);
        Process process = shell.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), command);
        return answer.trim();
    }
}
