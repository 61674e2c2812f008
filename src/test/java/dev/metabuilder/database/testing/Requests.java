package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** What tests ask of a server over HTTP, as the trusted service. */
public final class Requests {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    private Requests(URI base) {
        this.base = base;
    }

    /** Requests to the server of this run. */
    public static Requests toServer() {
        return to(InServer.baseUri());
    }

    /** Requests to another server. */
    public static Requests to(URI base) {
        return new Requests(base);
    }

    /** Sends JSON, or nothing where the body is empty, and returns the answer. */
    public HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, BodyPublishers.ofString(body));
    }

    /** Sends a body of JSON and returns the answer. */
    public HttpResponse<String> send(String method, String path, BodyPublisher body) {
        return send(method, path, body, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Sends a body of JSON and returns the answer, read as the handler does. */
    public <T> HttpResponse<T> send(
            String method, String path, BodyPublisher body, HttpResponse.BodyHandler<T> handler) {
        var request = HttpRequest.newBuilder(base.resolve("api/" + path))
                .method(method, body)
                .header("Authorization", "Bearer " + InServer.SERVICE_TOKEN)
                .header("Content-Type", "application/json")
                .build();
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the full export. */
    public String export() {
        return ok(200, send("GET", "database/export?scope=full", ""));
    }

    /** Imports an export, which must be right, and returns the report. */
    public String importAll(String json) {
        return ok(200, send("POST", "database/import", json));
    }

    /** Empties the database. */
    public void clear() {
        ok(204, send("POST", "database/clear", ""));
    }

    private static String ok(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return response.body();
    }
}
