package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Together;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The loss of the database under many calls, and its effect on the log. */
final class FailingCalls {

    private static final int CALLERS = 12;

    /** As many as once filled all files of the log. */
    private static final int FAILURES = 1_200;

    /** A line, with the message of the driver. */
    private static final int BYTES_OF_ONE = 600;

    /** For each kind of failure there is a trace; there are not many. */
    private static final int BYTES_OF_TRACES = 500_000;

    private FailingCalls() {}

    /**
     * Has a server called until so many calls have failed, and takes the database from it meanwhile. Fails when the log is
     * flooded, or the audit has lost what it had.
     *
     * @param data the server's data folder
     */
    static void assertTheLogIsNotFlooded(Launched server, Path data, Together.Action outage) throws Exception {
        assertEquals(
                200,
                server.send("POST", "api/database/import", "{\"comments\":[]}").statusCode());
        Path auditLog = data.resolve("log/audit.0.log");
        String audit = Files.readString(auditLog);
        assertTrue(audit.contains("\"event\":\"importDatabase\""), audit);
        long before = bytes(data);
        AtomicInteger failed = new AtomicInteger();
        CompletableFuture<List<String>> calls = CompletableFuture.supplyAsync(() -> {
            try {
                return Together.run(CALLERS, i -> () -> call(server, i, failed));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        outage.run();
        assertEquals(Collections.nCopies(CALLERS, Together.DONE), calls.get());
        long bytes = bytes(data) - before;
        System.out.printf(
                "%s: %d calls that failed left %d bytes in the log%n", TestDatabase.current(), failed.get(), bytes);
        assertTrue(bytes > 0, "the log says nothing");
        assertTrue(
                bytes < BYTES_OF_TRACES + (long) failed.get() * BYTES_OF_ONE,
                () -> failed + " calls that failed left " + bytes + " bytes");
        assertTrue(Files.readString(auditLog).startsWith(audit), "the audit has what it had");
    }

    private static void call(Launched server, int number, AtomicInteger failed) throws IOException {
        for (int i = 0; failed.get() < FAILURES; i++) {
            String category = "{\"name\":\"c" + number + "-" + i + "\",\"classes\":[]}";
            HttpResponse<String> answer = number % 2 == 0
                    ? server.send("GET", "api/cssClasses/none", null)
                    : server.send("POST", "api/cssClasses", category);
            if (answer.statusCode() == 503) {
                failed.incrementAndGet();
            } else {
                assertEquals(number % 2 == 0 ? 404 : 201, answer.statusCode(), answer::body);
            }
        }
    }

    private static long bytes(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("log"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("server."))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
