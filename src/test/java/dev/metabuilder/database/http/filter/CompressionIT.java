package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compressed answers and bodies: the data, conditions and limits are the same as without compression. */
@RunAsClient
class CompressionIT extends InServer {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String TOKEN = "Bearer " + SERVICE_TOKEN;
    private static final String LONG = "x-1 ".repeat(3000);
    private static final String PATH = "api/luaScripts/long";
    private static final int MEGABYTE = 1024 * 1024;

    private final Web web = Web.service();

    @BeforeEach
    void fill() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
        assertEquals(
                201, web.send("POST", "api/luaScripts", script("long", LONG)).statusCode());
    }

    private static String script(String id, String code) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"code\":\"" + code + "\",\"parameters\":[]}";
    }

    private static HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(baseUri().resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", TOKEN);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    private static HttpResponse<byte[]> packed(String method, String path) {
        return send(method, path, null, "Accept-Encoding", "gzip");
    }

    private static HttpResponse<byte[]> sendPacked(String method, String path, String body, String... headers) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Encoding";
        all[headers.length + 1] = "gzip";
        return send(method, path, gzip(body.getBytes(StandardCharsets.UTF_8)), all);
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    private static byte[] unpacked(HttpResponse<byte[]> response) {
        assertEquals("gzip", header(response, "Content-Encoding"), response::toString);
        try {
            return new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static void problem(int status, HttpResponse<byte[]> response) {
        assertEquals(status, response.statusCode(), () -> text(response));
        assertEquals("application/problem+json", header(response, "Content-Type"), () -> text(response));
    }

    @Test
    void longAnswersAreCompressedForThoseWhoAcceptIt() {
        for (String path : List.of(PATH, "api/luaScripts", "api/luaScripts?limit=10", "api/database/export")) {
            var plain = send("GET", path, null);
            assertEquals("", header(plain, "Content-Encoding"), path);
            assertEquals("Accept-Encoding", header(plain, "Vary"), path);
            var packed = packed("GET", path);
            assertEquals("Accept-Encoding", header(packed, "Vary"), path);
            assertArrayEquals(plain.body(), unpacked(packed), path);
            assertTrue(packed.body().length < plain.body().length / 4, path);
            assertEquals(header(plain, "Content-Type"), header(packed, "Content-Type"), path);
            for (String no : List.of("gzip;q=0", "br", "identity", "*;q=0", "gzip;q=0.1,identity;q=0.2")) {
                var answer = send("GET", path, null, "Accept-Encoding", no);
                assertEquals("", header(answer, "Content-Encoding"), path + " " + no);
                assertArrayEquals(plain.body(), answer.body(), path + " " + no);
            }
            var head = packed("HEAD", path);
            assertEquals("gzip", header(head, "Content-Encoding"), path);
            assertEquals(header(packed, "ETag"), header(head, "ETag"), path);
            assertEquals(0, head.body().length, path);
        }
        for (String path : List.of("api/users", "api/database/statistics", "api/users/nobody")) {
            var small = packed("GET", path);
            assertEquals("", header(small, "Content-Encoding"), path);
            assertEquals("Accept-Encoding", header(small, "Vary"), path);
            assertArrayEquals(send("GET", path, null).body(), small.body(), path);
        }
        var errors = send(
                "PUT",
                "api/luaScripts",
                ("[" + "{},".repeat(99) + "{}]").getBytes(StandardCharsets.UTF_8),
                "Accept-Encoding",
                "gzip");
        problem(422, errors);
        assertTrue(new String(unpacked(errors), StandardCharsets.UTF_8).contains("\"errorCount\":"));
    }

    @Test
    void theTagOfTheCompressedFormIsAnotherOneAndMeansTheSameRecord() {
        var plain = header(send("GET", PATH, null), "ETag");
        var packed = header(packed("GET", PATH), "ETag");
        assertEquals(plain.replaceFirst("\"$", "-gzip\""), packed);
        for (String known : List.of(plain, packed, "\"other\", " + packed, "W/" + packed)) {
            var answer = send("GET", PATH, null, "If-None-Match", known, "Accept-Encoding", "gzip");
            assertEquals(304, answer.statusCode(), known);
            assertEquals("Accept-Encoding", header(answer, "Vary"));
            assertEquals(known.equals(plain) ? plain : packed, header(answer, "ETag"), known);
        }
        var patch = "{\"name\":\"other\"}".getBytes(StandardCharsets.UTF_8);
        var changed = send("PATCH", PATH, patch, "If-Match", packed, "Accept-Encoding", "gzip");
        assertEquals(200, changed.statusCode(), () -> text(changed));
        assertTrue(header(changed, "ETag").endsWith("-gzip\""), header(changed, "ETag"));
        problem(412, send("PATCH", PATH, patch, "If-Match", packed));
        problem(412, send("PATCH", PATH, patch, "If-Match", "W/" + header(changed, "ETag")));
        assertEquals(
                200,
                send("PATCH", PATH, patch, "If-Match", header(changed, "ETag")).statusCode());
    }

    @Test
    void answersWithSecretsAreNotCompressed() {
        var smtp = "{\"host\":\"" + "h".repeat(4000)
                + "\",\"port\":25,\"secure\":true,\"username\":\"u\",\"password\":\"p\",\"fromEmail\":\"a@b.c\",\"fromName\":\"n\"}";
        assertEquals(204, web.send("PUT", "api/smtpConfig", smtp).statusCode());
        for (int i = 0; i < 100; i++) {
            var token = "{\"token\":\"" + "t".repeat(100) + "\"}";
            assertEquals(
                    204,
                    web.send("PUT", "api/passwordResetTokens/user" + i, token).statusCode());
            assertEquals(
                    204,
                    web.send("PUT", "api/credentials/user" + i, "{\"passwordHash\":\"\"}")
                            .statusCode());
            assertEquals(
                    204, web.send("PUT", "api/firstLoginFlags/user" + i, "true").statusCode());
        }
        for (String path : List.of(
                "api/smtpConfig",
                "api/credentials",
                "api/credentials;x=y",
                "api/passwordResetTokens",
                // Any other that only the supergod may read: what it will hold one day nobody knows.
                "api/firstLoginFlags",
                "api/database/export?scope=full")) {
            var answer = packed("GET", path);
            assertEquals(200, answer.statusCode(), () -> path + text(answer));
            assertTrue(answer.body().length > GzipResponseStream.LEAST_BYTES / 2, path);
            assertEquals("", header(answer, "Content-Encoding"), path);
        }
    }

    @Test
    void compressedBodiesAreTaken() throws Exception {
        var patched = sendPacked("PATCH", PATH, "{\"description\":\"" + LONG + "\"}");
        assertEquals(200, patched.statusCode(), () -> text(patched));
        var export = new String(send("GET", "api/database/export", null).body(), StandardCharsets.UTF_8);
        var imported = sendPacked("POST", "api/database/import", export, "Prefer", "x");
        assertEquals(200, imported.statusCode(), () -> text(imported));
        assertEquals(
                204,
                sendPacked("PUT", "api/luaScripts", "[" + script("a", LONG) + "]")
                        .statusCode());
        assertEquals("[" + script("a", LONG) + "]", text(send("GET", "api/luaScripts", null)));
        assertEquals(201, sendPacked("POST", "api/luaScripts", script("b", "")).statusCode());
        assertEquals(
                200,
                sendPacked("POST", "api/luaScripts/bulk", "[{\"op\":\"delete\",\"key\":\"b\"}]")
                        .statusCode());
        assertEquals(
                200,
                send("POST", "api/database/initialize", new byte[0], "Content-Encoding", "gzip")
                        .statusCode());
        // In two pieces, so that it is received before it has a place.
        var body = gzip(("[" + script("slow", LONG) + "]").getBytes(StandardCharsets.UTF_8));
        URI uri = baseUri();
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(60_000);
            var out = socket.getOutputStream();
            out.write(("PUT /api/luaScripts HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nAuthorization: " + TOKEN
                            + "\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (byte[] piece : List.of(Arrays.copyOf(body, 20), Arrays.copyOfRange(body, 20, body.length))) {
                out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(piece);
                out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 204 "), answer);
        }
        assertEquals("[" + script("slow", LONG) + "]", text(send("GET", "api/luaScripts", null)));
    }

    @Test
    void whatIsSentAgainIsTheSameCallCompressedOrNot() {
        var key = UUID.randomUUID().toString();
        var record = script("once", LONG);
        assertEquals(
                201,
                sendPacked("POST", "api/luaScripts", record, "Idempotency-Key", key)
                        .statusCode());
        var bytes = record.getBytes(StandardCharsets.UTF_8);
        var again = send("POST", "api/luaScripts", bytes, "Idempotency-Key", key);
        assertEquals(201, again.statusCode(), () -> text(again));
        var packed = sendPacked("POST", "api/luaScripts", record, "Idempotency-Key", key, "Accept-Encoding", "gzip");
        assertEquals(201, packed.statusCode());
        assertArrayEquals(again.body(), unpacked(packed));
        problem(422, sendPacked("POST", "api/luaScripts", script("other", ""), "Idempotency-Key", key));
        problem(400, send("POST", "api/luaScripts", bytes, "Idempotency-Key", key + "x", "Content-Encoding", "gzip"));
    }

    @Test
    void whatIsNoGzipIsMalformedAndABombIsTooLarge() {
        var good = gzip(script("cut", LONG).getBytes(StandardCharsets.UTF_8));
        for (byte[] bad : List.of("{}".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(good, good.length - 9))) {
            for (String path :
                    List.of("api/luaScripts", "api/database/import", "api/batch", "api/database/initialize")) {
                var answer = send("POST", path, bad, "Content-Encoding", "gzip");
                problem(400, answer);
                assertEquals(
                        "\"/problems/malformed\"",
                        JsonParts.members(text(answer)).get("type"));
                assertTrue(text(answer).contains("gzip"), () -> text(answer));
            }
        }
        var other = send("POST", "api/luaScripts", good, "Content-Encoding", "br");
        problem(415, other);
        assertEquals("gzip, identity", header(other, "Accept-Encoding"));
        var bomb = gzip(" ".repeat(33 * MEGABYTE).getBytes(StandardCharsets.UTF_8));
        problem(413, send("PATCH", PATH, bomb, "Content-Encoding", "gzip"));
        problem(413, send("POST", "api/luaScripts", bomb, "Content-Encoding", "gzip", "Idempotency-Key", "bomb"));
        var logIn = gzip(
                ("{\"username\":\"" + "a".repeat(70_000) + "\",\"password\":\"\"}").getBytes(StandardCharsets.UTF_8));
        problem(413, send("POST", "api/session", logIn, "Content-Encoding", "gzip"));
        assertEquals("[" + script("long", LONG) + "]", text(send("GET", "api/luaScripts", null)));
    }
}
