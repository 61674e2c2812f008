package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Every route, called by everybody: the file {@code access.txt} says what each is answered. */
@RunAsClient
class AccessIT extends InServer {

    private static final List<String> CALLERS =
            List.of("nobody", "public", "user", "admin", "god", "supergod", "service");

    /** What is sent where it is not the record or the section that is there. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("PUT credentials/{username}", "{\"passwordHash\":\"\"}"),
            Map.entry("PUT credentials/{own}", "{\"passwordHash\":\"" + PasswordHashes.sha512("another") + "\"}"),
            Map.entry("POST credentials/{username}/verify", "{\"password\":\"x\"}"),
            Map.entry("POST session", "{\"username\":\"other\",\"password\":\"" + People.password("other") + "\"}"),
            Map.entry("PATCH passwordChangeTimestamps", "{\"other\":1}"),
            Map.entry("PUT firstLoginFlags/{username}", "true"),
            Map.entry("PUT passwordResetTokens/{username}", "{\"token\":\"t\"}"),
            Map.entry("POST superGod/transfer", "{\"fromUserId\":\"id-supergod\",\"toUserId\":\"id-god\"}"),
            Map.entry("PUT godCredentials/expiry", "1"),
            Map.entry("PUT godCredentials/expiryDuration", "1"),
            Map.entry("POST database/initialize", "{}"),
            Map.entry("POST database/import", "{\"workflows\":[]}"),
            Map.entry("POST database/import#full", "{\"workflows\":[],\"dropdownConfigs\":[]}"),
            Map.entry("POST users/bulk", "[{\"op\":\"delete\",\"key\":\"id-other\"}]"),
            Map.entry("POST comments/bulk", "[{\"op\":\"delete\",\"key\":\"by-other\"}]"),
            Map.entry("POST workflows/bulk", "[{\"op\":\"delete\",\"key\":\"k\"}]"),
            Map.entry("POST tenants/bulk", "[{\"op\":\"delete\",\"key\":\"k\"}]"),
            Map.entry("POST batch", "[{\"op\":\"delete\",\"collection\":\"workflows\",\"key\":\"k\"}]"),
            Map.entry("POST comments#own", "own"));

    private final Map<String, Web> callers = new HashMap<>();

    /** A line of the file. */
    private record Line(String method, String path, List<Integer> statuses) {

        String route() {
            return method + " " + path;
        }
    }

    private static List<Line> lines() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/access.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.strip().split("\\s+"))
                .map(words -> new Line(
                        words[0],
                        words[1],
                        List.of(words).subList(2, words.length).stream()
                                .map(Integer::valueOf)
                                .toList()))
                .toList();
    }

    @Test
    void everyRouteIsInTheFile() throws IOException {
        var missing = new TreeSet<String>();
        for (String route : AccessRulesTest.routes()) {
            if (!route.contains("{section}")) {
                missing.add(route);
                continue;
            }
            for (Section<?> section : Models.CATALOGUE.sections()) {
                var whole = route.indexOf('/') < 0;
                var single = section.kind() == Section.Kind.SINGLETON;
                if (single
                        ? whole && !route.startsWith("POST")
                        : !section.isSorted() && !route.equals("DELETE {section}")) {
                    missing.add(route.replace("{section}", section.name()));
                }
            }
        }
        assertTrue(missing.size() > 100, missing::toString);
        lines().forEach(line -> missing.remove(line.route()));
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndWhatIsForbiddenStaysUndone() throws IOException {
        People.fill();
        CALLERS.forEach(name -> callers.put(name, People.as(name)));
        var before = People.everything();
        var wrong = new ArrayList<String>();
        for (Line line : lines()) {
            assertEquals(CALLERS.size(), line.statuses().size(), line.route());
            // Those who are refused come first: what they have tried is still undone then.
            long refused = line.statuses().stream()
                    .filter(status -> status == 401 || status == 403)
                    .count();
            for (String name : CALLERS) {
                int expected = line.statuses().get(CALLERS.indexOf(name));
                var response = call(line, name, before);
                if (response.statusCode() != expected) {
                    wrong.add(line.route() + " as " + name + " is " + response.statusCode() + " " + response.body()
                            + ", not " + expected);
                }
                if (CALLERS.indexOf(name) == refused - 1 && !before.equals(People.everything())) {
                    wrong.add(line.route() + " was refused to the first " + refused + ", and done");
                }
                if (CALLERS.indexOf(name) >= refused && changes(line)) {
                    People.fill();
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A record that is put as it is, or patched with nothing, needs no mending afterwards. */
    private static boolean changes(Line line) {
        // The first one to ask whether they are to be shown begins the time in which they are.
        return List.of("POST", "DELETE").contains(line.method())
                || BODIES.containsKey(line.route())
                || line.path().equals("godCredentials/visible");
    }

    private HttpResponse<String> call(Line line, String name, String everything) {
        var own = List.of("nobody", "service").contains(name) ? "user" : name;
        var path = line.path().replaceFirst("#.*", "");
        var section = path.replaceFirst("/.*", "");
        path = path.replace(
                        "{key}", section.equals("users") ? "id-other" : section.equals("comments") ? "by-other" : "k")
                .replace("{username}", "other")
                .replace("{id}", "unknown")
                .replace(
                        "{own}",
                        section.equals("users") ? "id-" + own : section.equals("comments") ? "by-" + own : own);
        return callers.get(name)
                .send(
                        line.method(),
                        path.startsWith("/") ? path.substring(1) : "api/" + path,
                        body(line, section, own, everything));
    }

    /** What changes nothing but what the route is for: what is there already, or a new record. */
    private static String body(Line line, String section, String own, String everything) {
        if (line.method().equals("GET") || line.method().equals("DELETE")) {
            return null;
        }
        var body = BODIES.get(line.route());
        if (body != null) {
            return body.equals("own") ? People.comment(own).replace("by-", "new-") : body;
        }
        var there = JsonParts.members(everything).get(section);
        if (there == null) {
            return null;
        }
        if (line.method().equals("PATCH")) {
            return "{}";
        }
        if (!line.path().contains("/") && line.method().equals("PUT")) {
            return there;
        }
        var mine = line.path().endsWith("{own}");
        var record = section.equals("users")
                ? People.user(mine ? own : "other")
                : section.equals("comments")
                        ? People.comment(mine ? own : "other")
                        : there.startsWith("[")
                                ? JsonParts.elements(there).get(0)
                                : JsonParts.members(there).get("k");
        return line.method().equals("PUT")
                ? record
                : record.replace("\"k\"", "\"new\"")
                        .replace("by-", "new-")
                        .replace("other\"", "new\"")
                        .replace("other@", "new@")
                        .replace("\"userId\":\"id-new\"", "\"userId\":\"id-other\"")
                        .replace("\"ownerId\":\"id-new\"", "\"ownerId\":\"id-other\"")
                        .replace("\"fromUserId\":\"id-new\"", "\"fromUserId\":\"id-other\"");
    }
}
