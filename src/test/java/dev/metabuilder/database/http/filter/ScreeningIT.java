package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.Web;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Requests that every route refuses, from a raw socket or with a browser's headers. */
@RunAsClient
@OnceForAll
class ScreeningIT extends InServer {

    private static final String TOKEN = "Authorization: Bearer " + SERVICE_TOKEN + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String RECORD = "{\"name\":\"screened\",\"classes\":[]}";

    /** Every unsafe method of every route; a route is as good as any other with its parameters as they stand. */
    private static List<String> unsafe() throws IOException {
        var routes = new ArrayList<String>();
        String path = "";
        for (String line : Web.service().send("GET", "openapi").body().lines().toList()) {
            if (line.matches("  /\\S*:\\s*")) {
                path = line.strip().replaceFirst(":$", "").replaceAll("[{}]", "");
            } else if (line.matches("    (post|put|patch|delete):\\s*")) {
                routes.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        assertTrue(routes.size() > 80, routes::toString);
        return routes;
    }

    private static int status(Web web, String route, String type, String... headers) {
        var words = route.split(" ", 2);
        boolean bare = words[0].equals("DELETE");
        return web.send(words[0], words[1].substring(1), bare ? null : "{}", type, headers)
                .statusCode();
    }

    @Test
    void aPageOfAnotherOriginChangesNothingOnAnyRoute() throws Exception {
        var own = baseUri().toString().replaceFirst("/$", "");
        var callers = List.of(Web.nobody(), Web.as("Basic YWRhOng="));
        assertAll(unsafe().stream().map(route -> (Executable) () -> {
            for (String[] headers : new String[][] {
                {"Sec-Fetch-Site", "cross-site"},
                {"Sec-Fetch-Site", "same-site"},
                {"Origin", "http://127.0.0.1:1"},
                {"Origin", "https://evil.example"},
                {"Origin", "null"},
                {"Origin", own, "Sec-Fetch-Site", "cross-site"}
            }) {
                assertEquals(403, status(callers.get(0), route, "application/json", headers), route + List.of(headers));
            }
            for (String type : List.of(
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "text/plain",
                    "text/plain;application/json",
                    "application/json; charset=utf-16")) {
                assertEquals(415, status(Web.service(), route, type), route + " " + type);
            }
        }));
        assertEquals(
                403,
                callers.get(1)
                        .send("POST", "api/database/clear", null, null, "Origin", "null")
                        .statusCode());
        for (String[] headers :
                new String[][] {{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}, {"Origin", own}}) {
            assertEquals(
                    401,
                    Web.nobody()
                            .send("POST", "api/database/clear", null, null, headers)
                            .statusCode());
        }
        assertEquals(
                200,
                status(
                        Web.service(),
                        "POST /api/database/import",
                        "application/json",
                        "Origin",
                        "https://evil.example"),
                "a token is nothing that a browser sends by itself");
    }

    /** The first line and, where there is one, the media type of the answer, as a raw socket gets it. */
    private static String raw(String method, String target, String headers, String body) throws IOException {
        URI uri = baseUri();
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            String host = headers.startsWith("Host") ? "" : "Host: " + uri.getAuthority() + "\r\n";
            String length = body.isEmpty() || headers.matches("(?s).*(Content-Length|Transfer-Encoding).*")
                    ? ""
                    : "Content-Length: " + body.length() + "\r\n";
            String close = headers.contains("Connection") ? "" : "Connection: close\r\n";
            socket.getOutputStream()
                    .write((method + " " + target + " HTTP/1.1\r\n" + host + headers + length + close + "\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            var answer = new StringBuilder();
            var in = socket.getInputStream();
            while (!answer.toString().endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    break;
                }
                answer.append((char) b);
            }
            return answer.toString();
        }
    }

    private static void problem(int status, String method, String target, String headers, String body)
            throws IOException {
        String answer = raw(method, target, headers, body);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), method + " " + target + " " + headers + answer);
        assertTrue(
                answer.contains("Content-Type: application/problem+json"),
                method + " " + target + " " + headers + answer);
    }

    @Test
    void whatIsMalformedIsAProblemDocument() throws Exception {
        problem(400, "GET", "/api/users", "Host: a\r\nHost: b\r\n" + TOKEN, "");
        problem(400, "GET", "/health/live", "Host: a b/c\r\n", "");
        problem(400, "GET", "/api/users/\u0001", TOKEN, "");
        problem(400, "GET", "/api/users/{|}", TOKEN, "");
        problem(415, "POST", "/api/cssClasses", TOKEN + JSON + "Content-Encoding: br\r\n", RECORD);
        problem(415, "POST", "/api/cssClasses", TOKEN + JSON + "Content-Encoding: gzip, gzip\r\n", RECORD);
        problem(
                415,
                "POST",
                "/api/cssClasses",
                TOKEN + JSON + "Content-Encoding: identity\r\nContent-Encoding: br\r\n",
                RECORD);
        problem(400, "POST", "/api/cssClasses", TOKEN + JSON + "Content-Encoding: gzip\r\n", RECORD);
        problem(415, "POST", "/api/cssClasses", TOKEN + "Content-Type: ;;;\r\n", RECORD);
        problem(415, "POST", "/api/cssClasses", TOKEN, RECORD);
        problem(415, "GET", "/health?fields=&limit=x", "Content-Type: application/json; charset=utf-16\r\n", "");
        for (String path : List.of("/api/users/%zz", "/api/users/%", "/api/users/a%2", "/%", "/health/%0", "/api/%5")) {
            for (String method : List.of("GET", "PUT", "PATCH", "POST", "DELETE", "OPTIONS")) {
                boolean bodied = method.startsWith("P");
                problem(400, method, path, bodied ? TOKEN + JSON : TOKEN, bodied ? RECORD : "");
                problem(400, method, path, "", "");
            }
            assertTrue(raw("HEAD", path, TOKEN, "").startsWith("HTTP/1.1 400 Bad Request\r\n"));
        }
        problem(400, "GET", "/api/users/a%5Cb", TOKEN, "");
        problem(400, "GET", "/api/users/a%00b", TOKEN, "");
        for (String method : List.of("TRACE", "CONNECT", "PRI")) {
            problem(405, method, "/api/users", TOKEN, "");
        }
        // What the parser itself refuses has no body.
        for (String framing : List.of("Content-Length: x\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n")) {
            String answer = raw("PATCH", "/api/cssClasses/a", TOKEN + JSON + framing, RECORD);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), framing + answer);
        }
        String unprocessable = raw("GET", "/api/users?limit=x", TOKEN, "");
        assertTrue(unprocessable.startsWith("HTTP/1.1 422 Unprocessable Content\r\n"), unprocessable);
        assertFalse(Web.service().send("GET", "api/cssClasses").body().contains("screened"));
    }

    @Test
    void noOtherProtocolIsOffered() throws Exception {
        for (String offer : List.of(
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                "Connection: Upgrade\r\nUpgrade: other\r\n")) {
            assertTrue(raw("GET", "/api/users", offer, "").startsWith("HTTP/1.1 401 "), offer);
            assertTrue(raw("GET", "/api/users", TOKEN + offer, "").startsWith("HTTP/1.1 200 "), offer);
            String added = raw("PUT", "/api/cssClasses/screened", TOKEN + JSON + offer, RECORD);
            assertTrue(added.startsWith("HTTP/1.1 201 "), offer + added);
            String deleted = raw("DELETE", "/api/cssClasses/screened", TOKEN + offer, "");
            assertTrue(deleted.startsWith("HTTP/1.1 204 "), offer + deleted);
            String chunked = JSON + offer + "Transfer-Encoding: chunked\r\n";
            assertTrue(
                    raw(
                                    "PUT",
                                    "/api/cssClasses/screened",
                                    TOKEN + chunked,
                                    Integer.toHexString(RECORD.length()) + "\r\n" + RECORD + "\r\n0\r\n\r\n")
                            .startsWith("HTTP/1.1 201 "),
                    offer);
            Web.service().send("DELETE", "api/cssClasses/screened");
        }
        String preface = raw("PRI", "*", "", "SM\r\n\r\n");
        assertTrue(preface.startsWith("HTTP/1.1 40"), preface);
    }

    @Test
    void headLeavesTheLengthOutAndOptionsSaysWhatThereIsAndLocationsNameNoHost() throws Exception {
        assertFalse(raw("HEAD", "/api/users", TOKEN, "").contains("Content-Length"));
        String options = raw("OPTIONS", "/api/users", TOKEN, "");
        assertTrue(options.matches("(?s)HTTP/1.1 204 .*\r\nAllow: .*"), options);
        String added = raw("PUT", "/api/cssClasses/screened", TOKEN + JSON, RECORD);
        assertTrue(added.contains("\r\nLocation: screened\r\n"), added);
        Web.service().send("DELETE", "api/cssClasses/screened");
    }
}
