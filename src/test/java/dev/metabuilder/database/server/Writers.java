package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write until their server ends, and know what it has acknowledged. Each writes its own records, one call after
 * the other. So there are at most two right states of its records: all acknowledged writes, with or without the one
 * unanswered call.
 */
final class Writers {

    private static final int CLIENTS = 16;
    private static final int RECORDS_EACH = 8;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Writer> writers = new ArrayList<>();
    private ExecutorService threads;
    private volatile boolean over;

    Writers(long seed) {
        Random seeds = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            writers.add(new Writer("w" + i + "-", new Random(seeds.nextLong())));
        }
    }

    /** Lets all of them write to a server until it does not answer any more. */
    void begin(Launched server) {
        begin(List.of(server), false);
    }

    /**
     * Lets all of them write, shared among servers, until a call is not answered.
     *
     * @param outage whether the database may go: that it is unavailable (503) is no answer to a write
     */
    void begin(List<Launched> servers, boolean outage) {
        over = false;
        threads = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            Writer writer = writers.get(i);
            URI server = servers.get(i % servers.size()).uri();
            threads.execute(() -> writer.writeUntilItFails(server, outage));
        }
    }

    /** Waits until so many more writes were acknowledged. */
    void awaitAcknowledged(int more) throws InterruptedException {
        int before = acknowledged();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (acknowledged() < before + more) {
            assertTrue(System.nanoTime() < deadline, "the writers get on too slowly: " + this);
            writers.forEach(writer -> assertEquals("", writer.wrong));
            Thread.sleep(20);
        }
    }

    private int acknowledged() {
        return writers.stream().mapToInt(writer -> writer.acknowledged.get()).sum();
    }

    /** Waits until none of them writes; what one of them has seen that is wrong fails here. */
    void awaitEnd() throws InterruptedException {
        over = true;
        threads.shutdown();
        assertTrue(threads.awaitTermination(2, TimeUnit.MINUTES), "a call to a server that is gone does not end");
        writers.forEach(writer -> assertEquals("", writer.wrong));
    }

    /** Looks at what a server has, sends what was not answered once more, and looks again. */
    void assertNothingIsLost(Launched server, String what) throws IOException {
        Map<String, String> found = all(server);
        for (Writer writer : writers) {
            writer.assertNothingIsLost(found, what);
            writer.sendAgain(server.uri(), what);
        }
        Map<String, String> then = all(server);
        writers.forEach(writer -> writer.assertNothingIsLost(then, what + ", sent again"));
    }

    private static Map<String, String> all(Launched server) throws IOException {
        Map<String, String> records = new TreeMap<>();
        String list = server.send("GET", "api/cssClasses", null).body();
        for (String record : JsonParts.elements(list)) {
            Map<String, String> members = JsonParts.members(record);
            String name = members.get("name");
            records.put(name.substring(1, name.length() - 1), members.get("classes"));
        }
        return records;
    }

    @Override
    public String toString() {
        return "%d writes acknowledged, none lost; %d were not answered, %d of them sent again"
                .formatted(
                        acknowledged(),
                        writers.stream().mapToInt(writer -> writer.unanswered).sum(),
                        writers.stream().mapToInt(writer -> writer.again).sum());
    }

    /** A call, and what each record that it is about is after it: null when it is gone. */
    private record Call(String method, String path, String body, String key, Map<String, String> then) {}

    private final class Writer {

        private final String prefix;
        private final Random random;
        private final Map<String, String> records = new TreeMap<>();
        private Call pending;
        private final AtomicInteger acknowledged = new AtomicInteger();
        private int unanswered;
        private int again;
        private volatile String wrong = "";

        Writer(String prefix, Random random) {
            this.prefix = prefix;
            this.random = random;
        }

        void writeUntilItFails(URI server, boolean outage) {
            while (!over) {
                pending = next();
                try {
                    HttpResponse<String> response = send(server, pending);
                    if (outage && response.statusCode() == 503) {
                        unanswered++;
                        return;
                    }
                    if (response.statusCode() >= 300) {
                        wrong = pending + " was answered with " + response.statusCode() + " " + response.body();
                        return;
                    }
                    done();
                } catch (IOException gone) {
                    unanswered++;
                    return;
                }
            }
        }

        private void done() {
            acknowledged.incrementAndGet();
            pending.then.forEach((name, value) -> records.compute(name, (same, old) -> value));
            pending = null;
        }

        private Call next() {
            String name = prefix + random.nextInt(RECORDS_EACH);
            String value = "[\"" + random.nextInt(1_000_000) + "\"]";
            String record = "{\"name\":\"" + name + "\",\"classes\":" + value + "}";
            Map<String, String> then = new TreeMap<>();
            then.put(name, value);
            if (random.nextInt(4) == 0) {
                // Two records that only change together.
                String twin = name + "-twin";
                then.put(twin, value);
                String body = "[{\"op\":\"upsert\",\"record\":" + record + "},{\"op\":\"upsert\",\"record\":"
                        + record.replace(name, twin) + "}]";
                return new Call("POST", "api/cssClasses/bulk", body, key(), then);
            }
            if (!records.containsKey(name)) {
                return new Call("POST", "api/cssClasses", record, key(), then);
            }
            if (random.nextBoolean()) {
                return new Call("PATCH", "api/cssClasses/" + name, "{\"classes\":" + value + "}", null, then);
            }
            then.put(name, null);
            return new Call("DELETE", "api/cssClasses/" + name, null, null, then);
        }

        private String key() {
            return UUID.randomUUID().toString();
        }

        private HttpResponse<String> send(URI server, Call call) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(call.path))
                    .header("Authorization", "Bearer " + InServer.SERVICE_TOKEN)
                    .method(
                            call.method,
                            call.body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body));
            if (call.body != null) {
                request.header("Content-Type", "application/json");
            }
            if (call.key != null) {
                request.header("Idempotency-Key", call.key);
            }
            try {
                return http.send(request.build(), BodyHandlers.ofString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        void assertNothingIsLost(Map<String, String> found, String what) {
            Map<String, String> own = new TreeMap<>(found);
            own.keySet().removeIf(name -> !name.startsWith(prefix));
            if (pending == null) {
                assertEquals(records, own, what);
                return;
            }
            Map<String, String> after = new TreeMap<>(records);
            pending.then.forEach((name, value) -> after.compute(name, (same, old) -> value));
            if (!own.equals(records) && !own.equals(after)) {
                fail(what + ": there is " + own + ", not " + records + " nor, with what was not answered, " + after);
            }
            if (pending.key == null) {
                // To send it again is for POST; whether it was done is seen now.
                records.clear();
                records.putAll(own);
                pending = null;
            }
        }

        void sendAgain(URI server, String what) {
            if (pending == null) {
                return;
            }
            try {
                HttpResponse<String> response = send(server, pending);
                assertTrue(
                        response.statusCode() < 300,
                        () -> what + ": " + pending + " sent again: " + response.statusCode() + " " + response.body());
                again++;
                done();
            } catch (IOException e) {
                throw new UncheckedIOException(what, e);
            }
        }
    }
}
