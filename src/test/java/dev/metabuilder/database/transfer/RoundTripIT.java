package dev.metabuilder.database.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.OtherServer;
import dev.metabuilder.database.testing.Requests;
import dev.metabuilder.database.testing.StockPackages;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** An export after an import equals the imported file, byte for byte, on the other database too. */
class RoundTripIT extends InServer {

    private static final Pattern VERSION = Pattern.compile("\"schemaVersion\": \"([^\"]+)\"");
    private static final int LARGE_RECORDS = 25_000;

    private static String resource(String name) throws IOException {
        try (var in = RoundTripIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** All models, with all that is hard to keep, as a full export has them; those that are younger than the file, empty. */
    private static String nasty(Requests server) throws IOException {
        var nasty = resource("nasty-export.json").replace("@VERSION@", version(server));
        var younger = new StringBuilder();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            var name = ",\n  \"" + section.name() + "\": ";
            if (!nasty.contains(name) && section.kind() != Section.Kind.SINGLETON) {
                younger.append(name).append(section.kind() == Section.Kind.LIST ? "[]" : "{}");
            }
        }
        return new StringBuilder(nasty)
                .insert(nasty.lastIndexOf("\n}"), younger)
                .toString();
    }

    private static String version(Requests server) {
        var version = VERSION.matcher(server.export());
        assertTrue(version.find());
        return version.group(1);
    }

    /** Compares by line, for two texts of this size are no good message. */
    private static void assertSame(String expected, String actual) {
        var lines = expected.split("\n", -1);
        var others = actual.split("\n", -1);
        for (int i = 0; i < Math.min(lines.length, others.length); i++) {
            assertEquals(lines[i], others[i], "line " + (i + 1));
        }
        assertEquals(lines.length, others.length, "lines");
        assertTrue(expected.equals(actual), "the texts are the same, line ends too");
    }

    @Test
    @RunAsClient
    void aFullExportBringsBackAllModelsToTheByte() throws Exception {
        var server = Requests.toServer();
        server.clear();
        var nasty = nasty(server);
        server.importAll(nasty);
        assertSame(nasty, server.export());
        server.clear();
        assertFalse(server.export().contains("\"id\""), "all is gone");
        server.importAll(nasty);
        assertSame(nasty, server.export());
        assertFalse(server.importAll(nasty).matches("(?s).*:[1-9].*"), "and once more changes nothing");
    }

    @Test
    @RunAsClient
    void whatIsNestedAsDeepAsItMayBeComesBack() {
        var server = Requests.toServer();
        server.clear();
        var deep = "{\"id\":\"w\",\"name\":\"\",\"nodes\":[{\"a\":" + "[".repeat(997) + "]".repeat(997)
                + "}],\"edges\":[],\"enabled\":true}";
        server.importAll("{\"workflows\": [" + deep + "]}");
        assertEquals("[" + deep + "]", server.send("GET", "workflows", "").body());
        var export = server.export();
        server.clear();
        server.importAll(export);
        assertSame(export, server.export());
    }

    @Test
    @RunAsClient
    void anExportOfMetaBuilderComesBackWhole() throws Exception {
        var server = Requests.toServer();
        server.clear();
        var original = resource("metabuilder-export.json");
        server.importAll(original);
        var export = server.send("GET", "database/export", "").body();
        // The declared properties come in the order of the contract.
        var expected = original.replaceAll(
                "(?s)\n      \"enabled\": (true|false),(\n      \"nodes\": .*?\n      \"edges\": .*?)\n    }",
                "$2,\n      \"enabled\": $1\n    }");
        assertSame(expected, export);
        server.importAll(export);
        assertSame(expected, server.send("GET", "database/export", "").body());
    }

    @Test
    @RunAsClient
    void whatStockPackagesHaveComesBackToTheByteAndSoItDoesAgain() {
        var server = Requests.toServer();
        server.clear();
        var packages = StockPackages.export(version(server));
        server.importAll(packages);
        assertSame(packages, server.export());
        assertFalse(server.importAll(packages).matches("(?s).*:[1-9].*"), "and once more changes nothing");
        var mended = server.send("POST", "database/import?mode=repair", packages);
        assertEquals(200, mended.statusCode(), mended::body);
        assertFalse(mended.body().matches("(?s).*:[1-9].*"), "nor is there anything to mend");
        assertSame(packages, server.export());
    }

    @Test
    @RunAsClient
    void aPortableExportHasItsSectionsAndNoSecret() throws Exception {
        var server = Requests.toServer();
        server.clear();
        assertEquals("""
                {
                  "users": [],
                  "workflows": [],
                  "luaScripts": [],
                  "pages": [],
                  "schemas": [],
                  "comments": [],
                  "componentHierarchy": {},
                  "componentConfigs": {}
                }""", server.send("GET", "database/export", "").body());
        server.importAll(nasty(server));
        var response = server.send("GET", "database/export?scope=portable", "");
        var full = server.export();
        var expected = full.substring(0, full.indexOf(",\n  \"credentials\"")) + "\n}";
        assertSame(expected.replaceFirst("(?s)\n  \"format\".*?,\n  \"schemaVersion\".*?,", ""), response.body());
        assertEquals(
                "attachment; filename=\"metabuilder-export.json\"",
                response.headers().firstValue("Content-Disposition").orElse(""));
        assertFalse(response.body().contains("PBKDF2"));
    }

    @Test
    @RunAsClient
    void theOtherDatabaseGivesTheSameBytesAndBackAgainInASmallHeap() throws Exception {
        var server = Requests.toServer();
        server.clear();
        server.importAll(nasty(server));
        var export = server.export();
        try (var other = OtherServer.start(256)) {
            other.requests().importAll(export);
            var back = other.requests().export();
            assertSame(export, back);
            server.clear();
            server.importAll(back);
            assertSame(export, server.export());
            comesBackThoughLarge(other.requests());
        }
    }

    private static void comesBackThoughLarge(Requests server) throws IOException {
        server.clear();
        var folder = Folders.TARGET.resolve("large-" + ProcessHandle.current().pid());
        Files.createDirectories(folder);
        try {
            var large = large(folder.resolve("in.json"));
            var out = folder.resolve("out.json");
            var imported = server.send("POST", "database/import", BodyPublishers.ofFile(large));
            assertTrue(
                    imported.body().contains("\"workflows\":{\"added\":" + LARGE_RECORDS + ",\"changed\":0"),
                    imported.body());
            var exported = server.send("GET", "database/export", BodyPublishers.noBody(), BodyHandlers.ofFile(out));
            assertEquals(200, exported.statusCode());
            assertTrue(Files.size(out) > 50_000_000, "it is large");
            assertEquals(-1, Files.mismatch(large, out));
            server.clear();
        } finally {
            Folders.delete(folder);
        }
    }

    /** A portable export of 50 MB, as the server writes it. */
    private static Path large(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("{\n  \"users\": [],\n  \"workflows\": [");
            var text = "\u00e4\ud83d\ude00 some text ".repeat(120);
            for (int i = 0; i < LARGE_RECORDS; i++) {
                out.write(i == 0 ? "" : ",");
                out.write("\n    {\n      \"id\": \"w" + i + "\",\n      \"name\": \"" + text
                        + "\",\n      \"nodes\": [],\n" + "      \"edges\": [],\n      \"enabled\": true\n    }");
            }
            out.write("\n  ],\n  \"luaScripts\": [],\n  \"pages\": [],\n  \"schemas\": [],\n  \"comments\": [],\n"
                    + "  \"componentHierarchy\": {},\n  \"componentConfigs\": {}\n}");
        }
        return file;
    }
}
