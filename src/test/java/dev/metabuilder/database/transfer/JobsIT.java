package dev.metabuilder.database.transfer;

import static dev.metabuilder.database.transfer.SmallData.comment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watching and cancelling running imports and exports. */
@Timeout(120)
class JobsIT extends InServer {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern RUNNING =
            Pattern.compile("\\{\"id\":\"([^\"]+)\",\"kind\":\"import\",\"state\":\"running\"");

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUri() + path))
                .header("Authorization", "Bearer " + SERVICE_TOKEN)
                .header("Content-Type", "application/json");
    }

    private static String jobs() {
        return Requests.toServer().send("GET", "database/jobs", "").body();
    }

    private static List<String> running() {
        return RUNNING.matcher(jobs()).results().map(found -> found.group(1)).toList();
    }

    /** Returns what {@code /metrics} say of the imports that run. */
    private static double gauge(String name) throws IOException, InterruptedException {
        var metrics =
                CLIENT.send(request("metrics").build(), BodyHandlers.ofString()).body();
        var series = Pattern.compile("(?m)^metabuilder_jobs_" + name + "\\{.*kind=\"import\".*} (\\S+)$")
                .matcher(metrics);
        assertTrue(series.find(), metrics);
        return Double.parseDouble(series.group(1));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    /** An import whose text stops in the middle until it may go on. */
    private static final class Held extends InputStream {

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final byte[] text;
        private int at;

        Held(String text) {
            this.text = text.getBytes(UTF_8);
        }

        CompletableFuture<HttpResponse<String>> send() {
            return CLIENT.sendAsync(
                    request("api/database/import")
                            .POST(BodyPublishers.ofInputStream(() -> this))
                            .build(),
                    BodyHandlers.ofString());
        }

        @Override
        public int read() throws IOException {
            if (at == text.length / 2) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
            return at < text.length ? text[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int half = text.length / 2;
            int count = Math.min(length, (at < half ? half : text.length) - at);
            if (count <= 0 || at == half) {
                int b = read();
                if (b >= 0) {
                    buffer[offset] = (byte) b;
                }
                return b < 0 ? -1 : 1;
            }
            System.arraycopy(text, at, buffer, offset, count);
            at += count;
            return count;
        }
    }

    /** Enough that its first half leaves the client before all is there. */
    private static String large() {
        return IntStream.range(0, 3_000)
                .mapToObj(i -> comment("x" + i, "u1"))
                .collect(Collectors.joining(",\n", "{\"comments\": [", "]}"));
    }

    @Test
    @RunAsClient
    void anImportAnswersAtOnceToWhoPrefersThatAndIsWatchedToItsEnd() throws Exception {
        var server = Requests.toServer();
        server.clear();
        server.importAll(SmallData.EXPORT);
        var accepted = CLIENT.send(
                request("api/database/import")
                        .header("Prefer", "respond-async")
                        .POST(BodyPublishers.ofString(large()))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(202, accepted.statusCode(), accepted::body);
        assertEquals(
                "respond-async",
                accepted.headers().firstValue("Preference-Applied").orElse(""));
        var job = accepted.uri()
                .resolve(accepted.headers().firstValue("Location").orElseThrow())
                .getPath()
                .substring(5);
        await(() -> !server.send("GET", job, "").body().contains("\"state\":\"running\""));
        var end = server.send("GET", job, "").body();
        assertTrue(
                end.matches("\\{\"id\":\"[-0-9a-f]{36}\",\"kind\":\"import\",\"state\":\"done\",\"startedAt\":\\d{13},"
                        + "\"finishedAt\":\\d{13},\"report\":\\{\"sections\":\\{\"comments\":\\{\"added\":3000,\"changed\":0,"
                        + "\"removed\":1,.*"),
                end);
        assertTrue(jobs().contains(end), "it stands among the others");
    }

    @Test
    @RunAsClient
    void whyAnImportFailedIsToldByItsJob() throws Exception {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        var before = server.export();
        var accepted = CLIENT.send(
                request("api/database/import")
                        .header("Prefer", "respond-async")
                        .POST(BodyPublishers.ofString("{\"comments\": [" + comment("c", "nobody") + "]}"))
                        .build(),
                BodyHandlers.ofString());
        var job = accepted.uri()
                .resolve(accepted.headers().firstValue("Location").orElseThrow())
                .getPath()
                .substring(5);
        await(() -> !server.send("GET", job, "").body().contains("\"state\":\"running\""));
        var end = server.send("GET", job, "").body();
        assertTrue(end.contains("\"state\":\"failed\""), end);
        assertTrue(end.contains("\"problem\":{\"type\":\"/problems/conflict\""), end);
        assertTrue(end.contains("\"pointer\":\"/comments/0/userId\",\"line\":1,\"column\":"), end);
        assertEquals(before, server.export());
    }

    @Test
    @RunAsClient
    void aRunningImportIsShownAndOneThatIsCancelledChangesNothing() throws Exception {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        var before = server.export();
        var held = new Held(large());
        var answer = held.send();
        await(() -> running().size() == 1);
        var id = running().get(0);
        await(() -> server.send("GET", "database/jobs/" + id, "").body().matches(".*\"bytes\":[1-9].*"));
        var shown = server.send("GET", "database/jobs/" + id, "").body();
        assertTrue(shown.contains("\"progress\":{\"step\":\"receiving\",\"section\":\"\",\"bytes\":"), shown);
        assertTrue(shown.contains("\"bytesPerSecond\":"), shown);
        assertEquals(1, gauge("running"));
        assertTrue(gauge("bytes") > 0, "the metrics tell how far it is");
        assertEquals(0, gauge("records"), "none is read before all is there");
        assertEquals(204, server.send("DELETE", "database/jobs/" + id, "").statusCode());
        held.goOn.countDown();
        var end = answer.get(60, TimeUnit.SECONDS);
        assertEquals(503, end.statusCode(), end::body);
        assertTrue(end.body().contains("The work was cancelled; it has changed nothing."), end::body);
        assertTrue(server.send("GET", "database/jobs/" + id, "").body().contains("\"state\":\"cancelled\""));
        assertEquals(0, gauge("running"));
        assertEquals(before, server.export());
    }

    @Test
    @RunAsClient
    void oneMoreThanMayRunIsUnavailable() throws Exception {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        List<Held> held = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                held.add(new Held("{ }" + " ".repeat(100_000)));
                answers.add(held.get(i).send());
            }
            await(() -> running().size() == 4);
            var refused = server.send("POST", "database/import", "{}");
            assertEquals(503, refused.statusCode(), refused::body);
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            assertTrue(
                    refused.body().contains("Too many imports and exports run at the same time; the limit is 4."),
                    refused::body);
            assertEquals(503, server.send("GET", "database/export", "").statusCode());
        } finally {
            held.forEach(one -> one.goOn.countDown());
        }
        for (var answer : answers) {
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
        assertEquals(200, server.send("POST", "database/import", "{}").statusCode(), "and then there is room");
    }

    @Test
    @RunAsClient
    void anImportWhoseCallerGoesAwayChangesNothing() throws Exception {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        var before = server.export();
        var text = large();
        try (var socket = new Socket(baseUri().getHost(), baseUri().getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/database/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + SERVICE_TOKEN
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + text.length()
                                    + "\r\n\r\n" + text.substring(0, text.length() / 2))
                            .getBytes(UTF_8));
            socket.getOutputStream().flush();
            await(() -> running().size() == 1);
        }
        await(() -> running().isEmpty());
        assertTrue(jobs().endsWith("}}]"), "it failed, and says why");
        assertTrue(jobs().contains("The input broke off"), JobsIT::jobs);
        assertEquals(before, server.export());
    }

    @Test
    @RunAsClient
    void aJobThatIsNotThereIsNotFound() {
        var server = Requests.toServer();
        assertEquals(404, server.send("GET", "database/jobs/none", "").statusCode());
        assertEquals(404, server.send("DELETE", "database/jobs/none", "").statusCode());
    }

    @Test
    @RunAsClient
    void theLastThatHaveEndedAreKnown() {
        var server = Requests.toServer();
        for (int i = 0; i < 25; i++) {
            assertEquals(200, server.send("POST", "database/import", "{}").statusCode());
        }
        assertEquals(20, jobs().split("\"finishedAt\"", -1).length - 1);
    }
}
