package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user has logged in with Chromium at our server behind a proxy, and then opens a page of another site, which sends every
 * request that a page can send. All are refused; the same page on the server's own origin succeeds.
 */
@RunAsClient
@OnceForAll
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ForeignPageIT extends InServer {

    private static final String OWN = "builder.test";
    private static final String FOREIGN = "evil.test";

    /** What a page can send without asking, as scripts; %s is the address of the server. */
    private static final List<String> ATTACKS = List.of(
            "post('%s/api/database/clear', 'application/x-www-form-urlencoded', {})",
            "post('%s/api/database/clear', 'text/plain', {})",
            "post('%s/api/database/clear', 'multipart/form-data', {})",
            "post('%s/api/godCredentials/reset', 'application/x-www-form-urlencoded', {})",
            "post('%s/api/database/import', 'text/plain', {'{\"users\":[],\"x\":\"': '\"}'})",
            "fetch('%s/api/database/clear', {method: 'POST', mode: 'no-cors', credentials: 'include'})",
            "fetch('%s/api/database/import', {method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}'})",
            "navigator.sendBeacon('%s/api/database/clear')");

    private static final String ATTACKER = """
            <!doctype html><link rel="icon" href="data:,"><script>
            function post(action, enctype, fields) {
              const form = Object.assign(document.createElement('form'), {method: 'post', action, enctype});
              for (const [name, value] of Object.entries(fields)) {
                form.append(Object.assign(document.createElement('input'), {name, value}));
              }
              document.documentElement.append(form);
              form.submit();
            }
            const number = new URLSearchParams(location.search).get('n');
            const attacks = [%s];
            if (number === null) {
              attacks.forEach((_, n) => open('/attack?n=' + n));
            } else {
              attacks[number]();
            }
            </script>""";

    private static final String OWN_PAGE = """
            <!doctype html><link rel="icon" href="data:,"><script>
            // A relative address would have the password in it, which no script may fetch.
            fetch(location.origin + '/api/comments/by-god', {method: 'DELETE'})
              .then(() => { location = 'http://%s:%d/attack'; });
            </script>""";

    /** What Chromium leaves behind may still write there. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aPageOfAnotherSiteChangesNothingThoughTheBrowserIsLoggedIn() throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
        if (!"required".equals(System.getProperty("metabuilder.typescript"))) {
            assumeTrue(there, "There is no chromium on the path.");
        }
        People.fill();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        int port = server.getAddress().getPort();
        var login = "god:"
                + URLEncoder.encode(People.password("god"), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        var before = Web.service().send("GET", "api/users").body();
        var browser = chromium("http://" + login + "@" + OWN + ":" + port + "/own");
        try {
            while (seen.size() < 1 + ATTACKS.size()) {
                assertTrue(browser.isAlive(), () -> "Chromium has ended: " + seen);
                Thread.sleep(50);
            }
        } finally {
            var helpers = browser.descendants().toList();
            helpers.forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
            for (ProcessHandle helper : helpers) {
                helper.onExit().get(1, TimeUnit.MINUTES);
            }
            server.stop(0);
        }
        assertEquals("DELETE /api/comments/by-god as god of http://" + OWN + ":" + port + " 204", seen.get(0));
        for (String line : seen.subList(1, seen.size())) {
            assertTrue(
                    line.matches(
                            "POST /api/\\S+ as (god|nobody) of (null|http://" + FOREIGN + ":" + port + ") 4(03|15)"),
                    line);
        }
        assertTrue(
                seen.stream()
                                .filter(line -> line.contains("/clear as god of http://" + FOREIGN))
                                .count()
                        >= 3,
                () -> "the browser sends what it remembers: " + seen);
        assertEquals(before, Web.service().send("GET", "api/users").body());
    }

    private Process chromium(String page) throws IOException {
        var builder = new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-popup-blocking",
                "--host-resolver-rules=MAP *.test 127.0.0.1",
                "--user-data-dir=" + profile,
                page);
        builder.environment().put("TMPDIR", profile.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        Folders.TARGET.resolve("foreign-page-chromium.txt").toFile())
                .start();
    }

    /** The pages of both origins, and our server behind one of them. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var host = exchange.getRequestHeaders().getFirst("Host");
            int port = exchange.getLocalAddress().getPort();
            var path = exchange.getRequestURI().getPath();
            boolean own = host.equals(OWN + ":" + port);
            if (own && path.startsWith("/api/")) {
                forward(exchange, host);
            } else if (own && path.equals("/own")) {
                boolean known = exchange.getRequestHeaders().containsKey("Authorization");
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"MetaBuilder Database\"");
                send(exchange, known ? 200 : 401, OWN_PAGE.formatted(FOREIGN, port));
            } else if (path.equals("/attack")) {
                var attacks = ATTACKS.stream()
                        .map(attack -> "() => " + attack.formatted("http://" + OWN + ":" + port))
                        .toList();
                send(exchange, 200, ATTACKER.formatted(String.join(",", attacks)));
            } else {
                send(exchange, 404, "");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String page) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void forward(HttpExchange exchange, String host) throws IOException {
        var headers = exchange.getRequestHeaders();
        var request = HttpRequest.newBuilder(
                        baseUri().resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("X-Forwarded-Host", host);
        var own = Set.of("host", "connection", "content-length");
        headers.forEach((name, values) -> {
            if (!own.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " as "
                    + (headers.containsKey("Authorization") ? "god" : "nobody") + " of " + headers.getFirst("Origin")
                    + " " + answer.statusCode());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
