package dev.metabuilder.database.model;

import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The routes of the collections and singletons, from outside of the server. */
final class HttpDoor implements Door {

    private static final Map<Integer, Kind> KINDS =
            Map.of(400, Kind.MALFORMED, 404, Kind.NOT_FOUND, 409, Kind.CONFLICT, 422, Kind.INVALID);

    private final Web web = Web.service();

    @Override
    public void clear() {
        call(204, "POST", "api/database/clear", null);
    }

    @Override
    public void bringIn(String document) {
        call(200, "POST", "api/database/import", document);
    }

    @Override
    public String get(Section<?> section) {
        var response = web.send("GET", path(section));
        return response.statusCode() == 404 && section.kind() == Section.Kind.SINGLETON
                ? null
                : require(response, 200, "GET " + section).body();
    }

    @Override
    public void set(Section<?> section, String json) {
        call(204, "PUT", path(section), json);
    }

    @Override
    public String add(Section<?> section, String record) {
        var response = web.send("POST", path(section), record);
        if (response.statusCode() == 200) {
            throw new Refusal(Kind.CONFLICT, List.of(), "what is installed is not installed again");
        }
        return require(response, 201, "POST " + section).body();
    }

    @Override
    public String update(Section<?> section, String key, String changes) {
        return call(200, "PATCH", path(section, key), changes).body();
    }

    @Override
    public boolean put(Section<?> section, String key, String record) {
        var response = web.send("PUT", path(section, key), record);
        return response.statusCode() != 200
                && require(response, 201, "PUT " + key).statusCode() == 201;
    }

    @Override
    public void delete(Section<?> section, String key) {
        call(204, "DELETE", path(section, key), null);
    }

    private static String path(Section<?> section) {
        return "api/" + section.name();
    }

    private static String path(Section<?> section, String key) {
        return path(section) + "/-?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> call(int status, String method, String path, String json) {
        return require(web.send(method, path, json), status, method + " " + path);
    }

    private static HttpResponse<String> require(HttpResponse<String> response, int status, String call) {
        if (response.statusCode() == status) {
            return response;
        }
        var kind = KINDS.get(response.statusCode());
        if (kind == null) {
            throw new AssertionError(call + " answered " + response.statusCode() + " " + response.body());
        }
        var problem = JsonParts.members(response.body());
        var pointers = JsonParts.elements(problem.getOrDefault("errors", "[]")).stream()
                .map(error -> JsonParts.unquoted(JsonParts.members(error).get("pointer")))
                .toList();
        throw new Refusal(kind, pointers, problem.get("detail"));
    }
}
