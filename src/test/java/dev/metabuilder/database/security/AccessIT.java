package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.ModelFile;
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
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/**
 * Every route, called by everybody. The expected status follows from the frozen file of the model. For other routes, and for
 * routes with further conditions than the role, it is in the file {@code access.txt}.
 */
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
            Map.entry("POST changes/restore", "{\"request\":\"nothing\"}"),
            Map.entry("POST batch", "[{\"op\":\"delete\",\"collection\":\"workflows\",\"key\":\"k\"}]"));

    private final Map<String, Web> callers = new HashMap<>();

    /** A line of the file. */
    private record Line(String method, String path, List<Integer> statuses) {

        String route() {
            return method + " " + path;
        }
    }

    private static List<Line> lines() throws IOException {
        var lines = new ArrayList<Line>();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            for (String line : Golden.access(section)) {
                lines.addAll(ofModel(section, line));
            }
        }
        Files.readAllLines(Path.of("src/test/resources/access.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.strip().split("\\s+"))
                .map(words -> new Line(
                        words[0],
                        words[1],
                        List.of(words).subList(2, words.length).stream()
                                .map(Integer::valueOf)
                                .toList()))
                .forEach(lines::add);
        return lines;
    }

    /** What a line of a model's file, {@code METHOD path role (limit), …}, means for everybody. */
    private static List<Line> ofModel(Section<?> section, String line) {
        var words = line.strip().split("\\s+", 3);
        var path = words[1];
        if (path.endsWith("{key}/changes") || path.endsWith("{key}/restore")) {
            // There is no such position, which is told to those who may write the record.
            return List.of(line(words, path, words[0].equals("GET") ? 200 : 422, false));
        }
        if (!path.equals(section.name()) && !path.equals(section.name() + "/{key}")) {
            return List.of();
        }
        var lines = new ArrayList<Line>();
        int good = success(section, words[0], path);
        lines.add(line(words, path, good, false));
        if (words[0].equals("POST") && path.endsWith("{key}") && section.value() == null) {
            lines.add(line(words, section.name() + "/bulk", 200, false));
        }
        if (section.owner() != null && path.endsWith("{key}") && !words[0].equals("POST")) {
            lines.add(line(words, section.name() + "/{own}", good, true));
        } else if (section.owner() != null
                && words[0].equals("POST")
                && !section.owner().property().key()) {
            lines.add(line(words, path + "#own", good, true));
        }
        return lines;
    }

    private static int success(Section<?> section, String method, String path) {
        boolean record = path.endsWith("{key}");
        boolean values = section.value() != null;
        return switch (method) {
            case "GET" -> 200;
            case "PUT" -> record ? 200 : 204;
            case "POST" -> record || values ? 405 : 201;
            case "PATCH" -> values ? record ? 405 : 204 : 200;
            default -> 204;
        };
    }

    /** Who has no more than the own is refused what is another's. */
    private static Line line(String[] words, String path, int good, boolean own) {
        var statuses = new ArrayList<Integer>();
        var limit = "";
        for (String caller : CALLERS) {
            var row = Pattern.compile("\\b" + caller + " \\(([^)]*)\\)").matcher(words[2]);
            limit = row.find() ? row.group(1) : limit;
            boolean may = !limit.isEmpty() && (own || !limit.equals(AccessLimit.OWN.toString()));
            statuses.add(may ? good : caller.equals("nobody") ? 401 : 403);
        }
        return new Line(words[0], path, statuses);
    }

    @Test
    void everyRouteIsInAFile() throws IOException {
        var missing = new TreeSet<>(AccessRulesTest.routes());
        missing.removeIf(route -> route.contains("{section}"));
        Models.CATALOGUE.sections().forEach(section -> missing.addAll(ModelFile.routes(section)));
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
        path = path.replace("{key}", section.equals("users") ? "id-other" : People.isOwned(section) ? "by-other" : "k")
                .replace("{username}", "other")
                .replace("{id}", "unknown")
                .replace("{own}", section.equals("users") ? "id-" + own : People.isOwned(section) ? "by-" + own : own);
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
            return body;
        }
        if (line.path().endsWith("/restore")) {
            return "{\"position\":\"1-999999\"}";
        }
        if (line.path().endsWith("#own")) {
            return People.owned(section, own).replace("by-", "new-");
        }
        if (line.path().endsWith("/bulk")) {
            return "[{\"op\":\"delete\",\"key\":\"" + (People.isOwned(section) ? "by-other" : "k") + "\"}]";
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
                : People.isOwned(section)
                        ? People.owned(section, mine ? own : "other")
                        : there.startsWith("[")
                                ? JsonParts.elements(there).get(0)
                                : JsonParts.members(there).get("k");
        if (line.method().equals("POST") && People.isMadeUp(section)) {
            return People.record(Models.CATALOGUE.section(section), "new");
        }
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
