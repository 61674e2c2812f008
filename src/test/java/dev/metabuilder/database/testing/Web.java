package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Any request to the server of this run, as a caller with the service token, with another one, or with none, and with
 * whatever headers; what needs no more than JSON and the token is easier with {@link Requests}.
 */
public final class Web {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String authorization;
    private final String address;

    private Web(String authorization, String address) {
        this.authorization = authorization;
        this.address = address;
    }

    /** MetaBuilder's own server, which may do everything. */
    public static Web service() {
        return new Web("Bearer " + InServer.SERVICE_TOKEN, null);
    }

    /** Returns requests without credentials. */
    public static Web nobody() {
        return new Web(null, null);
    }

    /** One with the given header Authorization. */
    public static Web as(String authorization) {
        return new Web(authorization, null);
    }

    /** A user, from an address that no test has used. */
    public static Web user(String username, String password) {
        return as("Basic "
                        + Base64.getEncoder()
                                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)))
                .from("test-" + UUID.randomUUID());
    }

    /** The same caller at another address, as a proxy would name it. */
    public Web from(String otherAddress) {
        return new Web(authorization, otherAddress);
    }

    /** Sends a request without a body. */
    public HttpResponse<String> send(String method, String path) {
        return send(method, path, null);
    }

    /** Sends a request with a body of JSON; null for none. */
    public HttpResponse<String> send(String method, String path, String json) {
        return json == null ? send(method, path, null, null) : send(method, path, json, "application/json");
    }

    /** Sends a request with a body of some type, and further headers, name and value in turn. */
    public HttpResponse<String> send(String method, String path, String body, String mediaType, String... headers) {
        var request = HttpRequest.newBuilder(InServer.baseUri().resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (address != null) {
            request.header("X-Forwarded-For", address);
        }
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server answers.", e);
        }
    }
}
