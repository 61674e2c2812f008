package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.OnceForServers;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One caller can't keep the others out: the test measures others' calls while one caller sends, reads, logs in or writes as
 * badly as possible. The profile {@code faults} measures for longer.
 */
@Tag("faults")
@RunAsClient
@Timeout(900)
@OnceForServers
@Isolated("It measures how long calls take, and other tests start servers meanwhile.")
class CrowdIT extends InServer {

    private static final int HOSTILE = 60;
    private static final int MOST_OF_ONE = 32;
    private static final boolean LONG = Integer.getInteger("metabuilder.faults", 1) > 1;
    private static final int ROUNDS = LONG ? 10 : 2;
    /** How often slow callers come: after half a minute the server ends what they do. */
    private static final int SCENES = LONG ? 5 : 1;

    private static final int ROUNDS_OF_SCENE = 2;
    private static final int OLD_HASHES = 20 * ROUNDS;
    private static final int LIST_BYTES = 6_000_000;
    private static final int TINY_WINDOW = 2_048;
    private static final String OWN = "api/users/id-user";

    private static final Web SERVICE = Web.service();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Slow> slow = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void fill() {
        People.fill();
    }

    @AfterEach
    void end() throws Exception {
        over.set(true);
        hangUp();
        threads.shutdown();
        assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
    }

    /** A connection to the server that sends and reads as it is told. */
    private static final class Slow {

        private final Socket socket = new Socket();

        Slow(int window) throws IOException {
            socket.setReceiveBufferSize(window);
            socket.connect(new InetSocketAddress(baseUri().getHost(), baseUri().getPort()));
        }

        Slow send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Slow head(String method, String path, String name, String headers) throws IOException {
            var login = name + ":" + People.password(name);
            return send(method + " /" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)) + "\r\n" + headers
                    + "\r\n");
        }

        String statusLine() throws IOException {
            var line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }

        boolean isAnswered() {
            try {
                return socket.getInputStream().available() > 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Slow slow(int window) throws IOException {
        var one = new Slow(window);
        slow.add(one);
        return one;
    }

    private List<Slow> callers() {
        synchronized (slow) {
            return List.copyOf(slow);
        }
    }

    private void hangUp() throws IOException {
        for (Slow one : callers()) {
            one.socket.close();
        }
        slow.clear();
    }

    private void inTheBackground(int count, IntConsumer work) {
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.execute(() -> {
                while (!over.get()) {
                    work.accept(number);
                }
            });
        }
    }

    /**
     * Requires that others are served: the service, users that have logged in, and those who ask whether the server is
     * ready.
     */
    private static void assertOthersAreServed(int rounds) {
        var admin = People.as("admin");
        assertEquals(200, admin.send("GET", OWN).statusCode());
        assertSoon(99, rounds, () -> {
            var times = new ArrayList<Long>();
            for (int i = 0; i < 20; i++) {
                var id = "new" + i;
                var comment = "{\"id\":\"%s\",\"userId\":\"id-admin\",\"content\":\"c\",\"createdAt\":1}".formatted(id);
                times.add(timed(200, () -> SERVICE.send("GET", OWN)));
                times.add(timed(201, () -> SERVICE.send("POST", "api/comments", comment)));
                times.add(timed(200, () -> admin.send("GET", "api/users")));
                times.add(timed(204, () -> admin.send("DELETE", "api/comments/" + id)));
                times.add(timed(200, () -> Web.nobody().send("GET", "health/ready")));
            }
            return times;
        });
    }

    /** Requires that of so many in a hundred calls each takes less than a second. */
    private static void assertSoon(int percent, int rounds, Supplier<List<Long>> round) {
        var times = new ArrayList<Long>();
        for (int i = 0; i < rounds; i++) {
            times.addAll(round.get());
        }
        Collections.sort(times);
        long slowest = TimeUnit.NANOSECONDS.toMillis(times.get(times.size() * percent / 100 - 1));
        System.out.printf(
                "%s: %d %% of %d calls take up to %d ms%n", TestDatabase.current(), percent, times.size(), slowest);
        assertTrue(slowest < 1_000, () -> percent + " % of " + times.size() + " calls take up to " + slowest + " ms");
    }

    private static long timed(int status, Supplier<HttpResponse<String>> call) {
        var begin = System.nanoTime();
        var answer = call.get();
        assertEquals(status, answer.statusCode(), answer::body);
        return System.nanoTime() - begin;
    }

    @Test
    void whoSendsSlowlyHoldsNoPlace() throws Exception {
        inTheBackground(1, number -> {
            pause(500);
            var callers = callers();
            for (int i = 0; i < callers.size(); i++) {
                try {
                    callers.get(i).send(i % 3 == 0 ? "1\r\n \r\n" : " ");
                } catch (IOException e) {
                    // It was turned away.
                }
            }
        });
        for (int scene = 0; scene < SCENES; scene++) {
            await(() -> held() <= 1);
            assertEquals(200, People.as("user").send("GET", OWN).statusCode());
            sendSlowly();
            hangUp();
        }
    }

    private void sendSlowly() throws Exception {
        var json = "{\"bio\":\"" + "b".repeat(1_000) + "\"}";
        for (int i = 0; i < HOSTILE; i++) {
            var chunked = i % 3 == 0;
            slow(TINY_WINDOW)
                    .head(
                            "PATCH",
                            OWN,
                            "user",
                            "Content-Type: application/json\r\n"
                                    + (chunked
                                            ? "Transfer-Encoding: chunked\r\n"
                                            : "Content-Length: " + json.length() + "\r\n"))
                    .send(chunked ? "1\r\n{\r\n" : json.substring(0, i % 2));
        }
        await(() -> slow.stream().filter(Slow::isAnswered).count() >= HOSTILE - MOST_OF_ONE);
        assertOthersAreServed(ROUNDS_OF_SCENE);
        assertEquals(
                MOST_OF_ONE, slow.stream().filter(one -> !one.isAnswered()).count(), "the others were turned away");
        assertEquals(503, People.as("user").send("GET", OWN).statusCode(), "he has as many as he may");
    }

    @Test
    void whoIsNotKnownIsToldSoBeforeTheBodyIsThereAndHoldsNothing() throws Exception {
        for (int i = 0; i < 2 * HOSTILE; i++) {
            slow(TINY_WINDOW)
                    .send("POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000\r\n\r\n{");
        }
        for (Slow one : slow) {
            assertEquals("HTTP/1.1 401 Unauthorized", one.statusLine());
        }
        assertOthersAreServed(ROUNDS_OF_SCENE);
        assertTrue(held() < HOSTILE, () -> held() + " calls");
    }

    /** How many calls the server works on, this one too. */
    private static int held() {
        var metrics = SERVICE.send("GET", "metrics").body();
        return Integer.parseInt(metrics.replaceAll("(?s).*\nmetabuilder_exchanges\\S* (\\d+).*|.*", "$1"));
    }

    @Test
    void aBodyInPiecesIsTakenWhole() throws Exception {
        var name = "ü".repeat(50_000);
        var json = "{\"bio\":\"" + name + "\"}";
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        var one = slow(TINY_WINDOW)
                .head(
                        "PATCH",
                        OWN,
                        "user",
                        "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n");
        for (int i = 0; i < bytes.length; i += 20_001) {
            one.socket.getOutputStream().write(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 20_001)));
            pause(50);
        }
        assertEquals("HTTP/1.1 200 OK", one.statusLine());
        assertTrue(SERVICE.send("GET", OWN).body().contains(name));
        var tooLong = slow(TINY_WINDOW)
                .head("PATCH", OWN, "user", "Content-Type: application/json\r\nContent-Length: 99999999\r\n");
        assertTrue(tooLong.statusLine().startsWith("HTTP/1.1 413 "), "it is refused before it arrives");
    }

    @Test
    void whoReadsSlowlyHoldsNoPlace() throws Exception {
        var scripts = IntStream.range(0, 60)
                .mapToObj(i -> "{\"id\":\"l%d\",\"name\":\"n\",\"code\":\"%s\",\"parameters\":[]}"
                        .formatted(i, "c".repeat(LIST_BYTES / 60)))
                .collect(Collectors.joining(",", "[", "]"));
        assertEquals(204, SERVICE.send("PUT", "api/luaScripts", scripts).statusCode());
        for (int scene = 0; scene < SCENES; scene++) {
            await(() -> held() <= 1);
            assertEquals(200, People.as("god").send("GET", OWN).statusCode());
            readSlowly();
            hangUp();
        }
    }

    private void readSlowly() throws Exception {
        for (int i = 0; i < HOSTILE; i++) {
            slow(TINY_WINDOW).head("GET", i % 5 > 0 ? "api/luaScripts" : "api/database/export", "god", "");
        }
        await(() -> slow.stream().allMatch(Slow::isAnswered));
        // An answer that has begun counts as his only when it is made: he has as many as he may when he gets no other.
        await(() -> People.as("god").send("GET", OWN).statusCode() == 503);
        assertOthersAreServed(ROUNDS_OF_SCENE);
        assertEquals(503, People.as("god").send("GET", OWN).statusCode(), "and he still has");
        var first = slow.get(1);
        assertEquals("HTTP/1.1 200 OK", first.statusLine());
        first.socket.setReceiveBufferSize(LIST_BYTES);
        var rest = new String(first.socket.getInputStream().readNBytes(LIST_BYTES), StandardCharsets.UTF_8);
        assertTrue(rest.contains("\"id\":\"l58\""), "and yet who is slow gets it all");
    }

    /** Beside an import of passwords that have to be hashed, which take hours when there are many. */
    @Test
    void whoFloodsLogInsKeepsNobodyWaiting() throws Exception {
        // Who has logged in before the flood is not in its queue.
        assertEquals(200, People.as("admin").send("GET", OWN).statusCode());
        var export = SERVICE.send("GET", "api/database/export?scope=full").body();
        var credentials = JsonParts.members(JsonParts.members(export).get("credentials"));
        for (int i = 0; i < OLD_HASHES; i++) {
            credentials.put("old" + i, JsonParts.quoted(PasswordHashes.sha512("old" + i)));
        }
        var old = "{\"credentials\":" + JsonParts.object(credentials) + "}";
        var imported = threads.submit(
                () -> SERVICE.send("POST", "api/database/import", old).statusCode());
        var statuses = new ConcurrentLinkedQueue<Integer>();
        inTheBackground(HOSTILE, number -> {
            var guesser = Web.user("guesser" + number, "wrong");
            statuses.add((number % 2 == 0 ? guesser : guesser.from("flood"))
                    .send("GET", OWN)
                    .statusCode());
        });
        await(() -> statuses.size() > HOSTILE);
        assertOthersAreServed(ROUNDS);
        assertFalse(imported.isDone(), "the import was meant to take as long");
        over.set(true);
        assertEquals(200, imported.get(), "and it is done at last");
        assertTrue(List.of(401, 429, 503).containsAll(statuses), statuses::toString);
    }

    @Test
    void noUserSaysWhatTheOwnLogInCosts() {
        var user = People.as("user");
        var salt = "MDEyMzQ1Njc4OWFiY2RlZg==";
        for (var iterations : List.of("220000", "880000")) {
            var form = "{\"passwordHash\":\"PBKDF2WithHmacSHA512:" + iterations + ":" + salt + ":" + salt + "\"}";
            assertEquals(403, user.send("PUT", "api/credentials/user", form).statusCode());
            assertEquals(204, SERVICE.send("PUT", "api/credentials/other", form).statusCode());
        }
        var costly = "{\"passwordHash\":\"PBKDF2WithHmacSHA512:880001:" + salt + ":" + salt + "\"}";
        assertEquals(422, SERVICE.send("PUT", "api/credentials/other", costly).statusCode());
        assertEquals(422, user.send("PUT", "api/credentials/user", costly).statusCode());
        var imported = "{\"credentials\":{\"other\":\"PBKDF2WithHmacSHA512:880001:" + salt + ":" + salt + "\"}}";
        assertEquals(422, SERVICE.send("POST", "api/database/import", imported).statusCode());
        var bare = "{\"passwordHash\":\"" + PasswordHashes.sha512("new") + "\"}";
        assertEquals(204, user.send("PUT", "api/credentials/user", bare).statusCode());
        assertEquals(
                403,
                Web.user("user", "new")
                        .send("PUT", "api/credentials/other", bare)
                        .statusCode());
    }

    @Test
    void writersThatQueueKeepNoReaderWaiting() {
        var nodes = IntStream.range(0, 200)
                .mapToObj(i -> "{\"id\":\"w" + i + "\",\"name\":\"%s\",\"nodes\":[],\"edges\":[],\"enabled\":true}")
                .collect(Collectors.joining(",", "[", "]"));
        var statuses = new ConcurrentLinkedQueue<Integer>();
        inTheBackground(
                100,
                number ->
                        statuses.add(SERVICE.send("PUT", "api/workflows", nodes.replace("%s", "n" + System.nanoTime()))
                                .statusCode()));
        await(() -> statuses.size() > 3);
        // A hundred writers leave the readers not much of two cores: what counts is that each of them is served.
        assertSoon(50, ROUNDS, () -> IntStream.range(0, 40)
                .mapToObj(i -> timed(200, () -> SERVICE.send("GET", OWN)))
                .toList());
        assertTrue(List.of(204, 503).containsAll(statuses), statuses::toString);
        assertFalse(statuses.stream().noneMatch(status -> status == 204));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause(20);
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A body begun by somebody, which is ended when rights have changed. */
    private Slow begun(String method, String path, String name, String body) throws IOException {
        return slow(TINY_WINDOW)
                .head(method, path, name, "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                .send(body.substring(0, 1));
    }

    @Test
    void whoLosesRightsWhileSendingHasThemNoMore() throws Exception {
        var god = People.user("user").replace("\"role\":\"user\"", "\"role\":\"god\"");
        var another =
                god.replace("id-user", "id-new").replace("\"user\"", "\"new\"").replace("user@", "new@");
        var bio = "{\"bio\":\"mine\"}";
        for (var name : List.of("god", "user", "other", "admin", "supergod")) {
            assertEquals(
                    200, People.as(name).send("GET", "api/users/id-" + name).statusCode());
        }
        var demoted = begun("POST", "api/users", "god", another);
        var removed = begun("PUT", OWN, "user", god);
        var locked = begun("PATCH", "api/users/id-other", "other", bio);
        var tokens = "{\"passwordResetTokens\":{}}";
        var handedOver = begun("POST", "api/database/import", "supergod", tokens);
        var unchanged = begun("PATCH", "api/users/id-admin", "admin", bio);
        var loggedOut = slow(TINY_WINDOW)
                .send("PATCH /api/users/id-other HTTP/1.1\r\nHost: localhost\r\nCookie: " + SessionsIT.logIn("other")
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bio.length() + "\r\n\r\n{");
        // So long that the server has let them in, and asks anew.
        Thread.sleep(2_000);
        assertEquals(204, SERVICE.send("DELETE", "api/users/id-other/sessions").statusCode());
        assertTrue(loggedOut.send(bio.substring(1)).statusLine().contains(" 401"));
        assertEquals(
                200,
                SERVICE.send("PATCH", "api/users/id-god", "{\"role\":\"admin\"}")
                        .statusCode());
        assertEquals(
                204,
                SERVICE.send(
                                "POST",
                                "api/superGod/transfer",
                                "{\"fromUserId\":\"id-supergod\",\"toUserId\":\"id-public\"}")
                        .statusCode());
        assertEquals(204, SERVICE.send("DELETE", OWN).statusCode());
        var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512("another") + "\"}";
        assertEquals(204, SERVICE.send("PUT", "api/credentials/other", hash).statusCode());
        assertTrue(demoted.send(another.substring(1)).statusLine().contains(" 403"));
        assertTrue(handedOver.send(tokens.substring(1)).statusLine().contains(" 403"));
        assertTrue(removed.send(god.substring(1)).statusLine().contains(" 401"));
        assertTrue(locked.send(bio.substring(1)).statusLine().contains(" 401"));
        assertTrue(unchanged.send(bio.substring(1)).statusLine().contains(" 200"));
        var users = SERVICE.send("GET", "api/users").body();
        assertFalse(users.contains("id-new") || users.contains("id-user"), users);
        assertEquals(users.indexOf("mine"), users.lastIndexOf("mine"), "the admin's alone");
    }
}
