package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists in pages, in another order, by a filter, with some properties only. */
@RunAsClient
class ListsIT extends InServer {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final Pattern PREVIOUS = Pattern.compile("<([^>]+)>; rel=\"prev\"");

    /** Names whose order by code point is not that by UTF-16, nor that of any language. */
    private static final List<String> NAMES =
            List.of("b", "B", "é", "\ufffd", "\uD83D\uDE00", "a", "a b", "Z", "10", "9");

    private final Web web = Web.service();

    private record Page(String name, int level, boolean auth, String role) {

        String id() {
            return "p-" + name;
        }

        String json() {
            return "{\"id\":\"" + id() + "\",\"path\":\"" + name + "\",\"title\":\"T\",\"level\":" + level
                    + ",\"componentTree\":[1],\"requiresAuth\":" + auth
                    + (role == null ? "" : ",\"requiredRole\":\"" + role + "\"") + ",\"more\":true}";
        }
    }

    private final List<Page> pages = IntStream.range(0, 60)
            .mapToObj(i -> new Page(
                    NAMES.get(i % 10) + (i < 10 ? "" : i),
                    1 + i * 7 % 5,
                    i % 3 == 0,
                    i % 4 == 0 ? null : i % 4 == 1 ? "user" : i % 4 == 2 ? "god" : "admin"))
            .toList();

    @BeforeEach
    void bringIn() {
        assertEquals(204, web.send("POST", "api/database/clear").statusCode());
        var json = "[" + String.join(",", pages.stream().map(Page::json).toList()) + "]";
        assertEquals(204, web.send("PUT", "api/pages", json).statusCode());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path) {
        var response = web.send("GET", path);
        assertEquals(200, response.statusCode(), response.body());
        return response;
    }

    private static String next(HttpResponse<String> response) {
        return link(response, NEXT);
    }

    private static String link(HttpResponse<String> response, Pattern relation) {
        return response.headers().allValues("Link").stream()
                .map(relation::matcher)
                .filter(Matcher::matches)
                .map(found -> response.uri().resolve(found.group(1)).toString().replaceFirst("http://[^/]+/", ""))
                .findFirst()
                .orElse(null);
    }

    private static List<String> ids(String json) {
        return JsonParts.elements(json).stream()
                .map(record -> JsonParts.unquoted(JsonParts.members(record).get("id")))
                .toList();
    }

    /** The ids on all pages, with something done after each. */
    private List<String> all(String path, Runnable between) {
        var ids = new ArrayList<String>();
        for (var at = path; at != null; ) {
            var page = get(at);
            ids.addAll(ids(page.body()));
            at = next(page);
            between.run();
        }
        return ids;
    }

    private List<String> all(String path) {
        return all(path, () -> {});
    }

    private List<String> ids(Predicate<Page> filter, Comparator<Page> order) {
        return pages.stream().filter(filter).sorted(order).map(Page::id).toList();
    }

    private static int byCodePoint(String a, String b) {
        return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    @Test
    void pagesTogetherAreTheWholeListInOrder() {
        var whole = get("api/pages");
        assertTrue(whole.headers().firstValue("Link").isEmpty());
        for (int limit : List.of(1, 7, 59, 60, 61, 1000)) {
            assertEquals(ids(whole.body()), all("api/pages?limit=" + limit), "limit " + limit);
        }
        assertEquals(60, ids(get("api/pages?count=false").body()).size(), "at most 100 where nothing else is said");
        var first = get("api/pages?limit=2");
        assertEquals("[" + pages.get(0).json() + "," + pages.get(1).json() + "]", first.body());
        assertEquals(null, next(get("api/pages?limit=60")), "the last page says so");
    }

    @Test
    void pagesStayRightWhileOthersAddAndDelete() {
        var added = new ArrayList<String>();
        var deleted = new ArrayList<>(pages);
        Runnable others = () -> {
            // What has been read goes, at the end something comes.
            assertEquals(
                    204,
                    web.send(
                                    "DELETE",
                                    "api/pages/"
                                            + encoded(deleted.remove(0).id()).replace("+", "%20"))
                            .statusCode());
            var page = new Page("new" + added.size(), 1, false, null);
            if (added.size() < 8) {
                added.add(page.id());
                assertEquals(201, web.send("POST", "api/pages", page.json()).statusCode());
            }
        };
        var expected = new ArrayList<>(pages.stream().map(Page::id).toList());
        var read = all("api/pages?limit=7", others);
        expected.addAll(added);
        assertEquals(expected, read);
    }

    @Test
    void aPageThatFollowsARecordThatIsGoneIsRightToo() {
        var first = get("api/pages?limit=5&sort=path");
        var last = ids(first.body()).get(4);
        assertEquals(
                204,
                web.send("DELETE", "api/pages/" + encoded(last).replace("+", "%20"))
                        .statusCode());
        var sorted = ids(page -> true, Comparator.comparing(Page::name, ListsIT::byCodePoint));
        assertEquals(sorted.subList(5, 60), all(next(first)));
    }

    @Test
    void listsAreSortedByCodePointByNumberAndByFlag() {
        Comparator<Page> name = Comparator.comparing(Page::name, ListsIT::byCodePoint);
        Comparator<Page> level = Comparator.comparing(Page::level);
        Comparator<Page> auth = Comparator.comparing(Page::auth);
        Comparator<Page> role = Comparator.comparing(Page::role, Comparator.nullsLast(String::compareTo));
        for (String limit : List.of("&limit=7", "&limit=1", "")) {
            assertEquals(ids(page -> true, name), all("api/pages?sort=path" + limit));
            assertEquals(ids(page -> true, name.reversed()), all("api/pages?sort=-path" + limit));
            assertEquals(ids(page -> true, level), all("api/pages?sort=level" + limit), "then in order");
            assertEquals(ids(page -> true, auth.reversed()), all("api/pages?sort=-requiresAuth" + limit));
            assertEquals(
                    ids(page -> true, auth.thenComparing(level.reversed()).thenComparing(name)),
                    all("api/pages?sort=requiresAuth,-level,path" + limit));
            assertEquals(ids(page -> true, role), all("api/pages?sort=requiredRole" + limit), "none comes last");
            assertEquals(
                    ids(page -> true, role.reversed().thenComparing(name)),
                    all("api/pages?sort=-requiredRole,path" + limit),
                    "none comes first");
        }
    }

    @Test
    void filtersMeanWhatTheySay() {
        filters("level==3", page -> page.level() == 3);
        filters("level!=3", page -> page.level() != 3);
        filters("level=lt=3", page -> page.level() < 3);
        filters("level<3", page -> page.level() < 3);
        filters("level=le=3", page -> page.level() <= 3);
        filters("level=gt=3", page -> page.level() > 3);
        filters("level>=3", page -> page.level() >= 3);
        filters("level=in=(1,5)", page -> page.level() == 1 || page.level() == 5);
        filters("level=out=(1,5)", page -> page.level() != 1 && page.level() != 5);
        filters("requiresAuth==true", Page::auth);
        filters("path==b", page -> page.name().equals("b"));
        filters("path==B", page -> page.name().equals("B"));
        filters("path=='a b'", page -> page.name().equals("a b"));
        filters("path==\uD83D\uDE00", page -> page.name().equals("\uD83D\uDE00"));
        filters("path>\ufffd", page -> byCodePoint(page.name(), "\ufffd") > 0);
        filters("path<=Z", page -> byCodePoint(page.name(), "Z") <= 0);
        filters("path==b*", page -> page.name().equals("b*"));
        filters("path==\"' OR 1=1 --\"", page -> false);
        for (String part : List.of("b", "B", "a b", "1", "é", "\uD83D\uDE00", "\ufffd", "")) {
            filters("path=contains='" + part + "'", page -> page.name().contains(part));
            filters("path=starts='" + part + "'", page -> page.name().startsWith(part));
        }
        filters("path=starts=a;path=contains=5", page -> page.name().matches("a.*5.*"));
        filters("requiredRole==god", page -> "god".equals(page.role()));
        filters("requiredRole!=god", page -> !"god".equals(page.role()));
        filters("requiredRole=in=(god,user)", page -> List.of("god", "user").contains(String.valueOf(page.role())));
        filters("requiredRole=out=(god,user)", page -> !List.of("god", "user").contains(String.valueOf(page.role())));
        filters("requiredRole=null=true", page -> page.role() == null);
        filters("requiredRole=null=false", page -> page.role() != null);
        filters(
                "level==1,level==2;requiresAuth==true",
                page -> page.level() == 1 || (page.level() == 2 && page.auth()));
        filters(
                "(level==1,level==2);(requiresAuth==true,requiredRole=null=true)",
                page -> page.level() < 3 && (page.auth() || page.role() == null));
    }

    @Test
    void whatLooksIntoTextsTakesEachLetterAsItIs() {
        // Wildcards of LIKE and GLOB, escapes, quotes, upper case, right-to-left, what is composed, and the last code
        // point.
        var texts = List.of(
                "100%",
                "100",
                "1005",
                "a_b",
                "aXb",
                "a\\b",
                "a\\\\b",
                "a\\%",
                "a*b",
                "a?b",
                "[ab]",
                "a'b",
                "a\"b",
                "Straße",
                "STRASSE",
                "مرحبا بالعالم",
                "שלום",
                "e\u0301",
                "é",
                "\uD83D\uDE00\uD83D\uDE01",
                "\uD83D\uDE00",
                "\uDBFF\uDFFF",
                "\uDBFF\uDFFFx",
                "\ud7ff",
                "\ue000",
                "x".repeat(400) + "%");
        var json = new ArrayList<String>();
        for (String text : texts) {
            json.add(Json.object("id", "c" + json.size(), "name", text, "code", text, "parameters", List.of())
                    .toString());
        }
        var put = web.send("PUT", "api/luaScripts", "[" + String.join(",", json) + "]");
        assertEquals(204, put.statusCode(), put.body());
        var parts = new ArrayList<>(texts.subList(0, texts.size() - 1));
        parts.addAll(
                List.of("%", "_", "\\", "\\%", "*", "?", "[", "بالعالم", "\u0301", "e", "\uD83D\uDE01", "X", "xx"));
        for (String part : parts) {
            for (String property : List.of("name", "code")) {
                var quoted = "\"" + part.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
                assertEquals(
                        texts.stream().filter(text -> text.contains(part)).toList(),
                        names(property + "=contains=" + quoted),
                        () -> property + " contains " + part);
                assertEquals(
                        texts.stream().filter(text -> text.startsWith(part)).toList(),
                        names(property + "=starts=" + quoted),
                        () -> property + " starts with " + part);
            }
        }
    }

    private List<String> names(String filter) {
        try {
            return new ObjectMapper()
                    .readTree(get("api/luaScripts?filter=" + encoded(filter)).body())
                    .findValuesAsText("name");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pagesAreReadBackToo() {
        for (String sort : List.of("", "&sort=path", "&sort=-requiredRole,path", "&sort=requiredRole,-level")) {
            for (int limit : List.of(1, 7, 59)) {
                var forth = new ArrayList<List<String>>();
                HttpResponse<String> last = null;
                for (var at = "api/pages?limit=" + limit + sort; at != null; at = next(last)) {
                    last = get(at);
                    forth.add(ids(last.body()));
                }
                var all = forth.stream().flatMap(List::stream).toList();
                // From the last page back to the first: the pages end where the later ones begin.
                var back = new ArrayList<>(ids(last.body()));
                for (var at = previous(last); at != null; at = previous(last)) {
                    last = get(at);
                    back.addAll(0, ids(last.body()));
                    assertEquals(all.subList(all.size() - back.size(), all.size()), back, sort + " " + limit);
                }
                assertEquals(all, back, sort + " " + limit);
                assertEquals(
                        all.get(ids(last.body()).size()),
                        ids(get(next(last)).body()).get(0),
                        "and forth again");
            }
        }
        assertEquals(null, previous(get("api/pages?limit=7")), "the first page says so");
    }

    private static String previous(HttpResponse<String> response) {
        return link(response, PREVIOUS);
    }

    private void filters(String filter, Predicate<Page> expected) {
        var ids = pages.stream().filter(expected).map(Page::id).toList();
        var path = "api/pages?filter=" + encoded(filter);
        assertEquals(ids, all(path + "&limit=7"), filter);
        assertEquals(
                String.valueOf(ids.size()),
                get(path + "&limit=1&count=true")
                        .headers()
                        .firstValue("X-Total-Count")
                        .orElse("none"),
                filter);
    }

    @Test
    void onlySomePropertiesAreShownAndTheKeyAlways() {
        var page = pages.get(1);
        assertEquals(
                "[{\"id\":\"" + page.id() + "\",\"level\":" + page.level() + ",\"requiredRole\":\"user\"}]",
                get("api/pages?fields=requiredRole,level&filter=" + encoded("path==" + page.name()))
                        .body());
        assertEquals(
                "[{\"id\":\"" + page.id() + "\",\"componentTree\":[1]}]",
                get("api/pages?fields=componentTree&filter=" + encoded("path==" + page.name()))
                        .body());
    }

    @Test
    void mapsHavePagesByKey() {
        var nodes = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            nodes.add("\"k" + i + "\":{\"type\":\"t\",\"childIds\":[],\"order\":" + -i + ",\"pageId\":\"p\"}");
        }
        web.send("PUT", "api/componentHierarchy", "{" + String.join(",", nodes) + "}");
        var first = get("api/componentHierarchy?limit=3");
        assertEquals("{" + String.join(",", nodes.subList(0, 3)) + "}", first.body());
        assertEquals(
                "{" + String.join(",", nodes.subList(3, 5)) + "}",
                get(next(first)).body());
        assertEquals(
                "{\"k4\":{\"order\":-4},\"k3\":{\"order\":-3}}",
                get("api/componentHierarchy?limit=2&sort=order&fields=order").body());
    }

    private void refused(String query, String pointer, int column) {
        var response = web.send("GET", "api/pages?" + query);
        assertEquals(422, response.statusCode(), query + response.body());
        assertTrue(
                response.body()
                        .contains("\"errors\":[{\"pointer\":\"" + pointer + "\",\"line\":1,\"column\":" + column + ","),
                () -> query + " " + response.body());
    }

    @Test
    void whatIsWrongWithAFilterIsToldWithItsPlace() {
        filterRefused("nothing==1", 1);
        filterRefused("level==1;nothing==1", 10);
        filterRefused("path=='nothing==1';nothing==1", 20);
        filterRefused("(level==1,(title==\"\uD83D\uDE00\";id==x)),nothing==1", 31);
        filterRefused("componentTree==1", 1);
        filterRefused("level==one", 8);
        filterRefused("level=in=(1,two,3)", 13);
        filterRefused("level==99999999999", 8);
        filterRefused("requiresAuth==yes", 15);
        filterRefused("requiredRole==God", 15);
        filterRefused("requiredRole=gt=god", 13);
        filterRefused("requiredRole=null=maybe", 19);
        filterRefused("level=like=1", 6);
        filterRefused("level=contains=1", 6);
        filterRefused("id==a;requiredRole=starts=g", 19);
        filterRefused("level==1;", 10);
        filterRefused("level", 6);
        filterRefused("", 1);
        filterRefused("(level==1", 10);
        filterRefused("level==1)", 9);
        filterRefused("level=='1", 10);
        filterRefused("a".repeat(2001), 1);
        filterRefused("(".repeat(40) + "level==1" + ")".repeat(40), 1);
    }

    private void filterRefused(String filter, int column) {
        refused("filter=" + encoded(filter), "/filter", column);
    }

    @Test
    void whatIsWrongWithOtherParametersIsToldToo() {
        refused("sort=nothing", "/sort", 1);
        refused("sort=level,-nothing", "/sort", 8);
        refused("sort=level,-level", "/sort", 8);
        refused("sort=", "/sort", 1);
        refused("sort=componentTree", "/sort", 1);
        refused("fields=id,nothing", "/fields", 4);
        refused("count=yes", "/count", 1);
        for (String limit : List.of("0", "-1", "1001", "x", "", "9999999999")) {
            refused("limit=" + limit, "/limit", 1);
        }
        refused("limit=1&limit=2", "/limit", 1);
        var cursor = next(get("api/pages?limit=1&sort=level")).replaceFirst(".*after=([^&]+).*", "$1");
        for (String query : List.of("after=x", "after=", "after=%00", "sort=path&after=" + cursor, "after=" + cursor)) {
            var response = web.send("GET", "api/pages?" + query);
            assertEquals(422, response.statusCode(), query);
            assertTrue(response.body().contains("\"pointer\":\"/after\""), response.body());
        }
        for (String query : List.of("before=x", "before=", "before=" + cursor, "after=x&before=x")) {
            var response = web.send("GET", "api/pages?" + query);
            assertEquals(422, response.statusCode(), query);
            assertTrue(response.body().contains("\"pointer\":\"/before\""), response.body());
        }
        var all = web.send("GET", "api/pages?limit=0&sort=x&fields=y&filter=z%3D%3D1");
        assertTrue(all.body().endsWith("\"errorCount\":4}"), all.body());
        assertEquals(422, web.send("GET", "api/packageData?limit=1").statusCode());
        assertEquals(404, web.send("GET", "api/nothing?limit=1").statusCode());
    }
}
