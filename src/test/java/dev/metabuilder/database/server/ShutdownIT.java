package dev.metabuilder.database.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The stop of a server: running calls end or are rolled back before it, and no new calls begin. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@OnceForMysqlFamily
class ShutdownIT {

    private static final String SIGTERM = "143: ";
    private static final String A = "{\"name\":\"a\",\"classes\":[]}";
    private static final int RECORDS = 3_000;
    private static final String KEPT = "Idempotency-Key: kept";

    @TempDir
    private Path folder;

    private FreshDatabase database;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        database = Changes.database(TestDatabase.current(), folder);
    }

    /** A request on a connection of its own, of which a part is held back. */
    private static final class Held implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private String rest = "";

        Held(Launched server) throws IOException {
            socket = new Socket(server.uri().getHost(), server.uri().getPort());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        void send(String method, String path, String body, int length, String... headers) throws IOException {
            write(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + InServer.SERVICE_TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n" + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n" : "") + "\r\n"
                    + body.substring(0, length));
            rest = body.substring(length);
        }

        void sendRest() throws IOException {
            write(rest);
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
        }

        /** Reads the status line and the headers, and of a body in chunks the first. */
        String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                answer.append(line).append('\n');
            }
            if (answer.toString().contains("chunked")) {
                int size = Integer.parseInt(in.readLine(), 16);
                for (int i = 0; i < size; i++) {
                    answer.append((char) in.read());
                }
                in.readLine();
                if (size > 0) {
                    in.readLine();
                    in.readLine();
                }
            }
            return answer.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Launched start(Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(more);
        return Launched.start(folder, "TERM", settings).awaitUp();
    }

    /** Keeps others from writing, as another program would, until it is closed. */
    private Connection lock() throws SQLException {
        Connection connection = database.connect();
        database.lock(connection, "css_categories");
        if (TestDatabase.current() == TestDatabase.POSTGRESQL) {
            // There even readers can be kept waiting.
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE css_categories IN ACCESS EXCLUSIVE MODE");
            }
        }
        return connection;
    }

    private static String many() {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> "{\"name\":\"n" + i + "\",\"classes\":[]}")
                .collect(Collectors.joining(",", "{\"cssClasses\":[", "]}"));
    }

    private List<CompletableFuture<Integer>> write(Launched server, int count) {
        return call(count, i -> send(server, "POST", "api/cssClasses", A.replace("a\"", "a" + i + "\"")));
    }

    private List<CompletableFuture<Integer>> call(int count, IntFunction<HttpResponse<String>> call) {
        return IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i).statusCode(), threads))
                .toList();
    }

    private static HttpResponse<String> send(Launched server, String method, String path, String body) {
        try {
            return server.send(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a call is in the server whose body is still on its way. */
    private static void awaitExchange(Launched server) throws IOException {
        server.await(
                () -> send(server, "GET", "metrics", null).body().matches("(?s).*metabuilder_exchanges\\S* [1-9].*"));
    }

    private static void awaitJob(Launched server, String what) throws IOException {
        server.await(() -> send(server, "GET", "api/database/jobs", null).body().contains(what));
    }

    private List<String> names() throws SQLException {
        return database.query("SELECT name FROM css_categories ORDER BY name");
    }

    private void assertNoFolderIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertEquals(List.of(), files.filter(Files::isDirectory).toList());
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertNoFolderIsLeft();
        assertFalse(Files.exists(folder.resolve("fresh.db-wal")), "the pool is closed");
    }

    @Test
    void whatHasBegunIsDoneAndNothingElseBegins() throws Exception {
        try (Launched server = start(Map.of("METABUILDER_SHUTDOWN_TIMEOUT", "600"));
                Held kept = new Held(server);
                Held sent = new Held(server)) {
            assertEquals(201, server.send("POST", "api/cssClasses", A).statusCode());
            kept.send("GET", "/api/cssClasses", "", 0);
            assertTrue(kept.answer().startsWith("HTTP/1.1 200 "), "and its connection stays open");
            String record = "{\"name\":\"b\",\"classes\":[]}";
            sent.send("POST", "/api/cssClasses", record, record.length() / 2, KEPT);
            awaitExchange(server);
            String accepted;
            try (Held importing = new Held(server)) {
                String export = "{\"dropdownConfigs\":[]" + " ".repeat(100_000) + "}";
                importing.send("POST", "/api/database/import", export, export.length() / 2);
                awaitJob(server, "\"state\":\"running\"");

                server.handle().destroy();
                // Not by the kept connection: a call that was let in just before is answered, and told that it closes.
                server.await(
                        () -> send(server, "GET", "health/ready", null).body().contains("The server is stopping"));
                kept.send("GET", "/api/cssClasses", "", 0);
                assertRefused(kept.answer());
                try (Held fresh = new Held(server)) {
                    fresh.send("POST", "/api/cssClasses", A, A.length());
                    assertRefused(fresh.answer());
                }
                assertEquals(200, server.send("GET", "health/live", null).statusCode());
                var ready = server.send("GET", "health/ready", null);
                assertEquals(503, ready.statusCode());
                assertTrue(ready.body().contains("The server is stopping"), ready::body);

                sent.sendRest();
                assertTrue(sent.answer().startsWith("HTTP/1.1 201 "));
                importing.sendRest();
                accepted = importing.answer();
            }
            assertTrue(accepted.startsWith("HTTP/1.1 200 "), accepted);
            assertTrue(accepted.contains("\"dropdownConfigs\":{\"added\":0"), accepted);
            assertTrue(server.awaitEnd().startsWith(SIGTERM));
        }
        assertEquals(List.of("a", "b"), names());
        assertNothingIsLeft();
    }

    private static void assertRefused(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        assertTrue(answer.contains("Connection: close"), answer);
        assertTrue(answer.contains("Retry-After: "), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("The server is stopping, and takes no new calls."), answer);
    }

    @Test
    void aJobWhoseCallerDidNotWaitIsDoneToo() throws Exception {
        try (Launched server = start(Map.of("METABUILDER_SHUTDOWN_TIMEOUT", "600"))) {
            try (Connection other = lock();
                    Held asking = new Held(server)) {
                String export = many();
                asking.send("POST", "/api/database/import", export, export.length(), "Prefer: respond-async");
                assertTrue(asking.answer().startsWith("HTTP/1.1 202 "));
                awaitJob(server, "\"state\":\"running\"");
                server.handle().destroy();
                server.await(
                        () -> send(server, "GET", "api/database/jobs", null).statusCode() == 503);
                other.rollback();
            }
            assertTrue(server.awaitEnd().startsWith(SIGTERM));
        }
        assertEquals(RECORDS, names().size());
        assertNothingIsLeft();
    }

    @Test
    void whatIsNotDoneInTimeIsCutOffAndHasChangedNothing() throws Exception {
        try (Launched server = start(Map.of("METABUILDER_SHUTDOWN_TIMEOUT", "1"))) {
            assertEquals(201, server.send("POST", "api/cssClasses", A).statusCode());
            try (Connection other = lock();
                    Held importing = new Held(server);
                    Held sent = new Held(server)) {
                String export = many();
                importing.send("POST", "/api/database/import", export, export.length());
                sent.send("POST", "/api/cssClasses", A.replace("\"a\"", "\"b\""), A.length(), KEPT);
                awaitJob(server, "\"state\":\"running\"");
                server.handle().destroy();
                assertTrue(server.awaitEnd().startsWith(SIGTERM), "while the lock is held");
                other.rollback();
            }
        }
        assertEquals(List.of("a"), names());
        assertNoFolderIsLeft();
    }

    @Test
    void aCommandThatIsToldToStopHasChangedNothingAndLeavesNothing() throws Exception {
        database.execute(
                "INSERT INTO css_categories (name, classes, row_position, row_version) VALUES ('a', '[]', 1, 1)");
        Path export = Files.writeString(folder.resolve("export.json"), many());
        try (Connection other = lock();
                CommandLine command = CommandLine.start(folder, database.settings(), "import", export.toString())) {
            command.awaitWork();
            command.terminate();
            CommandLine.Result result = command.await();
            assertEquals(143, result.status(), result::output);
            other.rollback();
        }
        assertEquals(List.of("a"), names());
        assertNothingIsLeft();
    }

    @Test
    void oneThatIsToldTwiceGoesAtOnce() throws Exception {
        try (Launched server = start(Map.of("METABUILDER_SHUTDOWN_TIMEOUT", "600"));
                Held held = new Held(server)) {
            held.send("POST", "/api/database/import", "{} ", 1);
            awaitJob(server, "\"state\":\"running\"");
            ProcessHandle process = server.handle();
            // What comes within a second counts as one signal.
            while (process.isAlive()) {
                process.destroy();
                Thread.sleep(500);
            }
            assertTrue(server.awaitEnd().startsWith(SIGTERM));
        }
        assertEquals(List.of(), names());
        assertNoFolderIsLeft();
    }

    @Test
    void whenAllConnectionsAreInUseCallersAndReadinessAreToldAndAllIsWellAfterwards() throws Exception {
        try (Launched server = start(Map.of("METABUILDER_DB_POOL_SIZE", "3"))) {
            List<CompletableFuture<Integer>> writes;
            try (Connection other = lock()) {
                writes = write(server, 3);
                server.await(() -> send(server, "GET", "health/ready", null)
                        .body()
                        .contains("All 3 connections to the database are in use"));
                var refused = server.send("GET", "api/cssClasses", null);
                assertEquals(503, refused.statusCode(), refused::body);
                assertTrue(refused.headers().firstValue("Retry-After").isPresent());
                assertTrue(refused.body().contains("All connections to the database are in use"), refused::body);
                assertEquals(200, server.send("GET", "health/live", null).statusCode());
                other.rollback();
            }
            for (CompletableFuture<Integer> write : writes) {
                assertEquals(201, write.get());
            }
            server.awaitReady();
            assertEquals(200, server.send("GET", "api/cssClasses", null).statusCode());
        }
        assertEquals(List.of("a0", "a1", "a2"), names());
    }

    @Test
    void whenCallsThatChangeWaitOthersReadAndWhenAllWaitHealthIsStillTold() throws Exception {
        try (Launched server = start(Map.of("METABUILDER_HTTP_THREADS", "16"))) {
            List<CompletableFuture<Integer>> writes;
            try (Connection other = lock()) {
                writes = write(server, 60);
                awaitRefused(server, writes, 60 - 4);
                assertFull(
                        "The server has reached its limit of 4 calls that may change data",
                        send(server, "POST", "api/cssClasses", A));
                assertEquals(200, server.send("GET", "api/users", null).statusCode());
                String password = "{\"password\":\"none\"}";
                assertEquals(
                        200,
                        server.send("POST", "api/credentials/nobody/verify", password)
                                .statusCode());
                assertEquals(
                        404,
                        server.send("DELETE", "api/database/jobs/none", null).statusCode());
                server.awaitReady();
                if (TestDatabase.current() == TestDatabase.POSTGRESQL) {
                    // A reader there can be kept waiting too.
                    assertHealthIsToldWhileAllWait(server);
                } else {
                    assertEquals(200, server.send("GET", "api/cssClasses", null).statusCode());
                }
                other.rollback();
            }
            int written = 0;
            for (CompletableFuture<Integer> write : writes) {
                written += write.get() == 201 ? 1 : 0;
            }
            assertEquals(4, written);
            assertEquals(4, names().size());
            server.awaitReady();
            assertEquals(201, server.send("POST", "api/cssClasses", A).statusCode());
        }
    }

    private void assertHealthIsToldWhileAllWait(Launched server) throws Exception {
        awaitRefused(server, call(20, i -> send(server, "GET", "api/cssClasses", null)), 20 - 4);
        assertFull("The server has reached its limit of 8 calls,", send(server, "GET", "api/users", null));
        assertEquals(200, server.send("GET", "health/live", null).statusCode());
        var ready = server.send("GET", "health/ready", null);
        assertEquals(503, ready.statusCode(), ready::body);
        assertTrue(ready.body().contains("The server has reached its limit of 8 calls,"), ready::body);
        assertEquals(200, server.send("GET", "metrics", null).statusCode());
    }

    /** Waits until so many calls have ended, which all must have been turned away. */
    private static void awaitRefused(Launched server, List<CompletableFuture<Integer>> calls, long count)
            throws Exception {
        server.await(() -> calls.stream().filter(CompletableFuture::isDone).count() >= count);
        for (CompletableFuture<Integer> call : calls) {
            assertTrue(!call.isDone() || call.get() == 503);
        }
    }

    private static void assertFull(String reason, HttpResponse<String> refused) {
        assertEquals(503, refused.statusCode(), refused::body);
        assertTrue(refused.headers().firstValue("Retry-After").isPresent());
        assertTrue(refused.body().contains(reason), refused::body);
    }
}
