package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Web;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The routes of the whole database, and those beside the API. */
@RunAsClient
class DatabaseRoutesIT extends InServer {

    private static final String HASHES =
            "{\"passwordHashes\":{\"supergod\":\"\",\"god\":\"\",\"admin\":\"\",\"demo\":\"\"}}";

    private final Web web = Web.service();

    private void fill() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
        assertEquals(
                200,
                web.send("POST", "api/database/import", Golden.document(Models.CATALOGUE.sections()))
                        .statusCode());
    }

    @Test
    void initializeAnswersWithThePasswordsThatItMade() {
        web.send("POST", "api/database/clear");
        var first = web.send("POST", "api/database/initialize", HASHES.replace("\"god\":\"\",", ""));
        assertEquals(200, first.statusCode());
        assertTrue(first.body().matches("\\{\"initialPasswords\":\\{\"god\":\"[^\"]{16,}\"}}"), first.body());
        assertEquals(
                "{\"initialPasswords\":{}}",
                web.send("POST", "api/database/initialize").body());
        assertEquals(4, JsonParts.elements(web.send("GET", "api/users").body()).size());
        for (String body : List.of(
                HASHES.replace("demo", "root"),
                HASHES.replace("\"demo\":\"\"", "\"demo\":\"abc\""),
                HASHES.replace("passwordHashes", "hashes"),
                "[]")) {
            assertEquals(422, web.send("POST", "api/database/initialize", body).statusCode(), body);
        }
    }

    @Test
    void exportsAreDownloads() {
        fill();
        var portable = web.send("GET", "api/database/export");
        assertEquals(200, portable.statusCode());
        var sections =
                Models.CATALOGUE.sections().stream().filter(Section::isPortable).toList();
        assertEquals(Golden.document(sections), portable.body());
        assertEquals(
                portable.body(),
                web.send("GET", "api/database/export?scope=portable").body());
        assertTrue(portable.headers().firstValue("Content-Type").orElse("").startsWith("application/json"));
        assertTrue(
                portable.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
        var full = web.send("GET", "api/database/export?scope=full");
        var names = new ArrayList<>(List.of("format", "schemaVersion"));
        Models.CATALOGUE.sections().forEach(section -> names.add(section.name()));
        assertEquals(names, List.copyOf(JsonParts.members(full.body()).keySet()));
        assertEquals(422, web.send("GET", "api/database/export?scope=all").statusCode());
    }

    @Test
    void anImportReportsWhatItDid() {
        fill();
        var report = web.send(
                "POST",
                "api/database/import",
                "{\"cssClasses\":[{\"name\":\"Layout\",\"classes\":[]},{\"name\":\"New\",\"classes\":[]}]}");
        assertEquals(200, report.statusCode());
        var counts = JsonParts.members(
                JsonParts.members(JsonParts.members(report.body()).get("sections"))
                        .get("cssClasses"));
        assertEquals("1 1 1", counts.get("added") + " " + counts.get("changed") + " " + counts.get("removed"));
        var curl = web.send("POST", "api/database/import", "{\"cssClasses\":[]}", "application/x-www-form-urlencoded");
        assertEquals(415, curl.statusCode(), "as a form sends it");
        assertNotEquals("[]", web.send("GET", "api/cssClasses").body());
    }

    @Test
    void clearEmptiesAll() {
        fill();
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
        var counts = JsonParts.members(
                JsonParts.members(web.send("GET", "api/database/statistics").body())
                        .get("models"));
        assertEquals(Set.of("0"), Set.copyOf(counts.values()), counts::toString);
    }

    @Test
    void statisticsCountEachModel() {
        fill();
        var answer = web.send("GET", "api/database/statistics");
        assertEquals(200, answer.statusCode());
        var statistics = JsonParts.members(answer.body());
        var counts = JsonParts.members(statistics.get("models"));
        assertEquals(
                Models.CATALOGUE.models().stream()
                        .map(model -> Models.CATALOGUE.section(model.type()).name())
                        .toList(),
                List.copyOf(counts.keySet()));
        assertEquals("2", counts.get("users"));
        assertEquals("1", counts.get("appConfig"));
        assertEquals("4", counts.get("credentials"), "a name with a hash, a time or a flag");
        var name = statistics.get("database").toLowerCase(Locale.ROOT);
        assertTrue(name.contains(TestDatabase.current().id()), name);
        assertFalse(statistics.get("schemaVersion").equals("\"\""));
    }

    @Test
    void healthTellsThatTheServerLivesAndTheDatabaseAnswers() {
        for (String path : List.of("health/live", "health/ready", "health")) {
            var health = Web.nobody().send("GET", path);
            assertEquals(200, health.statusCode(), path);
            assertEquals("\"UP\"", JsonParts.members(health.body()).get("status"), path);
        }
        var ready = Web.nobody().send("GET", "health/ready").body();
        assertTrue(ready.contains("\"database\"") && ready.contains("schemaVersion"), ready);
    }

    @Test
    void thePlatformsOwnRoutesAreThere() {
        var openapi = web.send("GET", "openapi");
        assertEquals(200, openapi.statusCode());
        assertTrue(openapi.body().contains("openapi: 3."), openapi.body().substring(0, 40));
        assertTrue(openapi.body().contains("/api/database/export"), "the routes are described");
        assertEquals(200, web.send("GET", "metrics").statusCode());
    }
}
