package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Every route of the HTTP contract: its status, its headers, its body. */
@RunAsClient
class RoutesIT extends InServer {

    private final Web web = Web.service();

    /** A database with the golden records. */
    private void fill() {
        clear();
        assertEquals(
                200,
                web.send("POST", "api/database/import", Golden.document(Models.CATALOGUE.sections()))
                        .statusCode());
    }

    private void clear() {
        answers(204, "", web.send("POST", "api/database/clear"));
    }

    private static void answers(int status, String body, HttpResponse<String> response) {
        assertEquals(status + " " + body, response.statusCode() + " " + response.body());
        if (!body.isEmpty()) {
            assertTrue(
                    response.headers().firstValue("Content-Type").orElse("").startsWith("application/json"),
                    () -> response.headers().toString());
        }
    }

    private static String location(HttpResponse<String> response) {
        var location = response.headers().firstValue("Location").orElseThrow();
        assertFalse(location.startsWith("/") || location.startsWith("http"), "it is relative: " + location);
        return response.uri().resolve(location).toString().replaceFirst("http://[^/]+", "");
    }

    @Test
    void collectionsAreReadAndReplaced() {
        fill();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.kind() != Section.Kind.SINGLETON && !section.isSorted()) {
                var path = "api/" + section.name();
                answers(200, Golden.compact(section), web.send("GET", path));
                answers(204, "", web.send("PUT", path, Golden.of(section)));
                answers(200, Golden.compact(section), web.send("GET", path));
            }
        }
    }

    @Test
    void aRecordIsAddedReadChangedPutAndDeleted() {
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.kind() != Section.Kind.LIST && section.kind() != Section.Kind.MAP) {
                continue;
            }
            fill();
            var path = "api/" + section.name();
            var list = section.kind() == Section.Kind.LIST;
            var json = Golden.of(section);
            // Of a map the first one, which has an id and so can be added.
            var elements = list
                    ? JsonParts.elements(json)
                    : List.copyOf(JsonParts.members(json).values());
            var record = elements.get(list ? elements.size() - 1 : 0);
            var key = JsonParts.unquoted(
                    JsonParts.members(record).get(list ? section.model().key().name() : "id"));
            var at = path + "/" + (key.contains("/") ? "-?key=" + key.replace("/", "%2F") : key.replace(" ", "%20"));
            answers(200, record, web.send("GET", at));
            answers(204, "", web.send("DELETE", at));
            assertEquals(404, web.send("GET", at).statusCode(), at);
            assertEquals(404, web.send("DELETE", at).statusCode(), at);
            assertEquals(404, web.send("PATCH", at, "{}").statusCode(), at);
            var added = web.send("POST", path, record);
            answers(201, record, added);
            assertEquals("/" + at, location(added));
            assertEquals(
                    section.isAddedOnce() ? 200 : 409,
                    web.send("POST", path, record).statusCode(),
                    "added again");
            var changed = record.substring(0, record.length() - 1) + ",\"undeclared\":1}";
            answers(200, changed, web.send("PATCH", at, "{\"undeclared\":1}"));
            answers(200, record, web.send("PATCH", at, "{\"undeclared\":null}"));
            answers(200, changed, web.send("PUT", at, changed));
            answers(204, "", web.send("DELETE", at));
            var put = web.send("PUT", at, record);
            answers(201, record, put);
            assertEquals("/" + at, location(put));
        }
    }

    @Test
    void packageDataIsPutReadAndDeleted() {
        clear();
        answers(200, "{}", web.send("GET", "api/packageData/blog"));
        var put = web.send("PUT", "api/packageData/blog", "{ \"posts\": [1.0] }");
        answers(201, "{\"posts\":[1.0]}", put);
        assertEquals("/api/packageData/blog", location(put));
        answers(200, "{\"tags\":[]}", web.send("PUT", "api/packageData/blog", "{\"tags\":[]}"));
        answers(200, "{\"tags\":[]}", web.send("GET", "api/packageData/blog"));
        answers(200, "{\"blog\":{\"tags\":[]}}", web.send("GET", "api/packageData"));
        answers(204, "", web.send("DELETE", "api/packageData/blog"));
        assertEquals(404, web.send("DELETE", "api/packageData/blog").statusCode());
    }

    @Test
    void anyKeyFindsItsRecord() {
        clear();
        var keys = Map.ofEntries(
                Map.entry("plain", "plain"),
                Map.entry("with space", "with%20space"),
                Map.entry("100%", "100%25"),
                Map.entry("a+b", "a%2Bb"),
                Map.entry("a;b=c", "a%3Bb%3Dc"),
                Map.entry("?&#", "%3F%26%23"),
                Map.entry("\u00e9\uD83C\uDF31", "%C3%A9%F0%9F%8C%B1"),
                Map.entry("/", "-?key=%2F"),
                Map.entry("a/b", "-?key=a%2Fb"),
                Map.entry("a\\\\b", "-?key=a%5Cb"),
                Map.entry(".", "-?key=."),
                Map.entry("..", "-?key=.."),
                Map.entry("-", "-?key=-"));
        keys.forEach((key, path) -> {
            var record = "{\"name\":\"" + key + "\",\"classes\":[]}";
            var added = web.send("POST", "api/cssClasses", record);
            answers(201, record, added);
            assertEquals("/api/cssClasses/" + path, location(added));
            answers(200, record, web.send("GET", "api/cssClasses/" + path));
            var other = path.startsWith("-?key=") ? path : "-?key=" + path;
            answers(200, record, web.send("GET", "api/cssClasses/" + other));
            answers(
                    200,
                    record.replace("[]", "[\"a\"]"),
                    web.send("PATCH", "api/cssClasses/" + other, "{\"classes\":[\"a\"]}"));
            answers(204, "", web.send("DELETE", "api/cssClasses/" + path));
        });
        assertEquals(422, web.send("GET", "api/cssClasses/-").statusCode(), "the key is missing");
    }

    @Test
    void usernamesGoByQueryToo() {
        clear();
        answers(204, "", web.send("PUT", "api/credentials/-?key=a%2Fb", "{\"passwordHash\":\"\"}"));
        answers(200, "{\"a/b\":\"\"}", web.send("GET", "api/credentials"));
        answers(
                200,
                "{\"valid\":false}",
                web.send("POST", "api/credentials/-/verify?key=a%2Fb", "{\"password\":\"x\"}"));
        answers(204, "", web.send("PUT", "api/firstLoginFlags/-?key=.", "true"));
        answers(200, "{\".\":true}", web.send("GET", "api/firstLoginFlags"));
        answers(204, "", web.send("PUT", "api/passwordResetTokens/-?key=-", "{\"token\":\"t\"}"));
        answers(204, "", web.send("DELETE", "api/passwordResetTokens/-?key=-"));
    }

    @Test
    void singletonsAreReplacedReadAndDeleted() {
        clear();
        for (String name : List.of("appConfig", "smtpConfig")) {
            var path = "api/" + name;
            var json = Golden.compact(Models.CATALOGUE.section(name));
            assertEquals(404, web.send("GET", path).statusCode());
            assertEquals(404, web.send("DELETE", path).statusCode());
            answers(204, "", web.send("PUT", path, json));
            answers(200, json, web.send("GET", path));
            var other = json.replace("\"displayName\"", "\"otherName\"");
            answers(204, "", web.send("PUT", path, other));
            answers(200, other, web.send("GET", path));
            answers(204, "", web.send("DELETE", path));
            assertEquals(404, web.send("GET", path).statusCode());
        }
    }

    @Test
    void credentialsFlagsAndTokens() {
        clear();
        var sha512 = "b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af"
                + "5a2ea6d103fd07c95385ffab0cacbc86";
        answers(204, "", web.send("PUT", "api/credentials/ada", "{\"passwordHash\":\"" + sha512 + "\"}"));
        assertTrue(web.send("GET", "api/credentials").body().matches("\\{\"ada\":\"PBKDF2WithHmacSHA512:.*\"}"));
        answers(200, "{\"valid\":true}", web.send("POST", "api/credentials/ada/verify", "{\"password\":\"password\"}"));
        answers(200, "{\"valid\":false}", web.send("POST", "api/credentials/bob/verify", "{\"password\":\"\"}"));
        answers(204, "", web.send("PATCH", "api/passwordChangeTimestamps", "{\"bob\":-1,\"ada\":2}"));
        answers(200, "{\"ada\":2,\"bob\":-1}", web.send("GET", "api/passwordChangeTimestamps"));
        answers(204, "", web.send("PUT", "api/firstLoginFlags/ada", "true"));
        answers(204, "", web.send("PUT", "api/firstLoginFlags/ada", "false"));
        answers(200, "{\"ada\":false}", web.send("GET", "api/firstLoginFlags"));
        answers(204, "", web.send("PUT", "api/passwordResetTokens/ada", "{\"token\":\"t\"}"));
        answers(200, "{\"ada\":\"t\"}", web.send("GET", "api/passwordResetTokens"));
        answers(204, "", web.send("DELETE", "api/passwordResetTokens/ada"));
        assertEquals(404, web.send("DELETE", "api/passwordResetTokens/ada").statusCode());
    }

    @Test
    void theSupergodAndTheTransferOfPower() {
        fill();
        assertEquals(404, web.send("GET", "api/superGod").statusCode());
        var ada = web.send("PATCH", "api/users/user_ada", "{\"role\":\"supergod\"}")
                .body();
        answers(200, ada, web.send("GET", "api/superGod"));
        var transfer = "{\"fromUserId\":\"user_ada\",\"toUserId\":\"user_bob\"}";
        answers(204, "", web.send("POST", "api/superGod/transfer", transfer));
        assertTrue(web.send("GET", "api/superGod").body().startsWith("{\"id\":\"user_bob\""));
        var again = web.send("POST", "api/superGod/transfer", transfer);
        assertEquals(403, again.statusCode());
        assertEquals(
                "\"Only supergod can transfer power\"",
                JsonParts.members(again.body()).get("detail"));
        var unknown = web.send("POST", "api/superGod/transfer", transfer.replace("user_ada", "nobody"));
        assertEquals(404, unknown.statusCode());
        assertEquals("\"User not found\"", JsonParts.members(unknown.body()).get("detail"));
    }

    @Test
    void godCredentials() {
        clear();
        answers(200, "0", web.send("GET", "api/godCredentials/expiry"));
        answers(200, "3600000", web.send("GET", "api/godCredentials/expiryDuration"));
        answers(204, "", web.send("PUT", "api/godCredentials/expiryDuration", "-5"));
        answers(200, "-5", web.send("GET", "api/godCredentials/expiryDuration"));
        answers(204, "", web.send("POST", "api/godCredentials/reset"));
        answers(200, "false", web.send("GET", "api/godCredentials/visible"));
        answers(204, "", web.send("PUT", "api/godCredentials/expiry", "9223372036854775807"));
        answers(200, "9223372036854775807", web.send("GET", "api/godCredentials/expiry"));
        answers(200, "true", web.send("GET", "api/godCredentials/visible"));
    }
}
