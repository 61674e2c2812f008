package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of roles: own records, no change of the supergod, portable sections, open pages. */
@RunAsClient
class LimitsOfRolesIT extends InServer {

    private static final Web SERVICE = Web.service();

    private String before;

    @BeforeEach
    void fill() {
        People.fill();
        before = People.everything();
    }

    /** Requires that a call is refused by a rule and leaves everything as it was. */
    private void refused(Web caller, String method, String path, String body) {
        var response = caller.send(method, "api/" + path, body);
        assertEquals(403, response.statusCode(), () -> method + " " + path + " " + body + " " + response.body());
        assertTrue(response.body().contains("/problems/forbidden"), response.body());
        assertEquals(before, People.everything(), () -> method + " " + path + " " + body);
    }

    private static String done(int status, Web caller, String method, String path, String body) {
        var response = caller.send(method, "api/" + path, body);
        assertEquals(status, response.statusCode(), () -> method + " " + path + " " + body + " " + response.body());
        return response.body();
    }

    @Test
    void aUserChangesTheOwnRecordButNotWhatOthersDecide() {
        var user = People.as("user");
        for (String property : List.of(
                "\"role\":\"admin\"", "\"role\":\"public\"", "\"tenantId\":\"k\"", "\"isInstanceOwner\":true")) {
            refused(user, "PATCH", "users/id-user", "{" + property + "}");
            refused(user, "PATCH", "users/id-user", "{\"bio\":\"b\"," + property + "}");
        }
        refused(user, "PUT", "users/id-user", People.user("user").replace("\"role\":\"user\"", "\"role\":\"god\""));
        refused(user, "PUT", "users/id-new", People.user("user").replace("id-user", "id-new"));
        refused(user, "PATCH", "users/nobody", "{\"bio\":\"b\"}");
        var changed = done(200, user, "PATCH", "users/id-user", "{\"bio\":\"b\",\"role\":\"user\",\"tenantId\":null}");
        assertTrue(changed.contains("\"bio\":\"b\""), "what is as it was may be said");
        done(200, user, "PATCH", "users/id-user", "{\"username\":\"renamed\"}");
        assertEquals(401, user.send("GET", "api/users/id-user").statusCode(), "the old name is gone");
        done(200, Web.user("renamed", People.password("user")), "GET", "users/id-user", null);
    }

    @Test
    void whatIsTakenTellsAUserNothingOfWhoHasIt() {
        var user = People.as("user");
        for (String changes : List.of("{\"username\":\"supergod\"}", "{\"email\":\"other@example.org\"}")) {
            var told = done(409, user, "PATCH", "users/id-user", changes);
            assertFalse(told.contains("id-"), told);
            assertTrue(told.contains("\"pointer\":\"/" + changes.split("\"", 3)[1]), told);
            assertTrue(
                    done(409, People.as("god"), "PATCH", "users/id-user", changes)
                            .contains("id-"),
                    "who may read it");
        }
        // Whether there is a tenant or a supergod is not for a user to find out.
        refused(user, "PATCH", "users/id-user", "{\"tenantId\":\"none\"}");
        refused(user, "PATCH", "users/id-user", "{\"role\":\"supergod\"}");
        refused(user, "POST", "comments", People.comment("user").replace("id-user", "id-nobody"));
        assertTrue(
                done(409, user, "POST", "comments", People.comment("user")).contains("by-user"),
                "comments are for users to read");
    }

    @Test
    void aUserSetsTheOwnPasswordWhichCountsAtOnce() {
        var user = People.as("user");
        done(200, user, "GET", "users/id-user", null);
        var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512("new: with a colon") + "\"}";
        refused(user, "PUT", "credentials/other", hash);
        refused(user, "PUT", "credentials/id-user", hash);
        refused(People.as("god"), "PUT", "credentials/supergod", hash);
        refused(user, "PUT", "credentials/user", "{\"passwordHash\":\"\"}");
        done(204, user, "PUT", "credentials/user", hash);
        assertEquals(
                401, user.send("GET", "api/users/id-user").statusCode(), "the old password opens nothing any more");
        done(200, Web.user("user", "new: with a colon"), "GET", "users/id-user", null);
    }

    @Test
    void aUserWritesTheOwnCommentsAndNoOthers() {
        var user = People.as("user");
        refused(user, "POST", "comments", People.comment("other").replace("by-", "new-"));
        refused(user, "PATCH", "comments/by-user", "{\"userId\":\"id-other\"}");
        refused(user, "PATCH", "comments/by-other", "{\"userId\":\"id-user\"}");
        refused(user, "PATCH", "comments/by-other", "{\"content\":\"mine\"}");
        refused(user, "PUT", "comments/by-other", People.comment("user").replace("by-user", "by-other"));
        refused(user, "PUT", "comments/by-user", People.comment("user").replace("id-user", "id-other"));
        refused(user, "PUT", "comments/by-new", People.comment("other").replace("by-other", "by-new"));
        refused(user, "DELETE", "comments/by-other", null);
        refused(user, "PUT", "comments", "[]");
        done(201, user, "POST", "comments", People.comment("user").replace("by-", "new-"));
        done(200, user, "PATCH", "comments/new-user", "{\"content\":\"changed\",\"userId\":\"id-user\"}");
        done(201, user, "PUT", "comments/put", People.comment("user").replace("by-user", "put"));
        done(200, user, "PUT", "comments/put", People.comment("user").replace("by-user", "put"));
        done(204, user, "DELETE", "comments/new-user", null);
        done(404, user, "DELETE", "comments/new-user", null);
        done(404, user, "PATCH", "comments/new-user", "{}");
        done(204, People.as("admin"), "DELETE", "comments/put", null);
    }

    @Test
    void whoMayReadSomePagesMayNotAskAboutOthers() {
        for (String name : List.of("public", "user")) {
            refused(People.as(name), "GET", "pages?limit=1", null);
            refused(People.as(name), "GET", "pages?filter=title==x", null);
            refused(People.as(name), "GET", "pages?count=true", null);
        }
        done(200, People.as("god"), "GET", "pages?count=true", null);
    }

    @Test
    void aGodLeavesTheSupergodAlone() {
        var god = People.as("god");
        var users = JsonParts.members(before).get("users");
        refused(god, "PATCH", "users/id-supergod", "{\"bio\":\"b\"}");
        refused(god, "PATCH", "users/id-supergod", "{\"role\":\"god\"}");
        refused(god, "PATCH", "users/id-supergod", "{\"undeclared\":1}");
        refused(god, "PUT", "users/id-supergod", People.user("supergod").replace("supergod@", "other.than@"));
        refused(god, "DELETE", "users/id-supergod", null);
        refused(god, "POST", "users/bulk", "[{\"op\":\"delete\",\"key\":\"id-supergod\"}]");
        refused(
                god,
                "POST",
                "users/bulk",
                "[{\"op\":\"delete\",\"key\":\"id-user\"},"
                        + "{\"op\":\"update\",\"key\":\"id-supergod\",\"record\":{\"bio\":\"b\"}}]");
        refused(god, "PUT", "users", "[" + People.user("god") + "]");
        refused(god, "PUT", "users", users.replace("supergod@", "other.than@"));
        var swapped = users.replace("\"supergod\"", "\"?\"")
                .replace("\"role\":\"god\"", "\"role\":\"supergod\"")
                .replace("\"role\":\"?\"", "\"role\":\"god\"")
                .replace("\"?\"", "\"supergod\"");
        refused(god, "PUT", "users", swapped);
        refused(god, "POST", "database/import", "{\"users\":[" + People.user("god") + "]}");
        refused(god, "POST", "database/import", "{\"users\":" + swapped + ",\"comments\":[]}");
        refused(god, "POST", "database/import?dryRun=true", "{\"users\":[" + People.user("god") + "]}");
        refused(god, "PATCH", "users/id-god", "{\"role\":\"supergod\"}");
        // What ends as it began is no better: it would take away all that refers to the supergod.
        refused(
                god,
                "POST",
                "users/bulk",
                "[{\"op\":\"delete\",\"key\":\"id-supergod\"},{\"op\":\"add\",\"record\":" + People.user("supergod")
                        + "}]");
        done(204, god, "PUT", "users", users);
        done(200, god, "PATCH", "users/id-user", "{\"role\":\"god\"}");
        done(200, god, "PATCH", "users/id-supergod", "{}");
        done(204, god, "DELETE", "users/id-other", null);
        assertFalse(People.everything().contains("id-other"), "with all that was theirs");
    }

    @Test
    void aGodMakesNobodyInstanceOwner() {
        var god = People.as("god");
        var owner = People.user("god").replace("\"isInstanceOwner\":false", "\"isInstanceOwner\":true");
        refused(god, "PATCH", "users/id-god", "{\"isInstanceOwner\":true}");
        refused(god, "PATCH", "users/id-user", "{\"isInstanceOwner\":true}");
        refused(god, "PUT", "users/id-god", owner);
        refused(god, "POST", "users", owner.replace("god", "new").replace("\"role\":\"new\"", "\"role\":\"user\""));
        refused(god, "POST", "users/bulk", "[{\"op\":\"upsert\",\"record\":" + owner + "}]");
        var users = JsonParts.members(before).get("users").replace(JsonParts.compact(People.user("god")), owner);
        assertTrue(users.contains(owner), users);
        refused(god, "PUT", "users", users);
        refused(god, "POST", "database/import", "{\"users\":" + users + "}");
        refused(god, "POST", "database/import?dryRun=true&mode=repair", "{\"users\":" + users + "}");
        SERVICE.send("PATCH", "api/users/id-user", "{\"isInstanceOwner\":true}");
        done(200, god, "PATCH", "users/id-user", "{\"bio\":\"b\",\"isInstanceOwner\":true}");
        done(200, god, "PATCH", "users/id-user", "{\"isInstanceOwner\":false}");
    }

    @Test
    void aGodMakesNoSupergodWhereThereIsNone() {
        SERVICE.send("PATCH", "api/users/id-supergod", "{\"role\":\"god\"}");
        before = People.everything();
        var god = People.as("god");
        refused(god, "PATCH", "users/id-god", "{\"role\":\"supergod\"}");
        refused(
                god,
                "POST",
                "users",
                People.user("supergod")
                        .replace("supergod", "new")
                        .replace("\"role\":\"new\"", "\"role\":\"supergod\""));
        refused(god, "PUT", "users/id-user", People.user("user").replace("\"role\":\"user\"", "\"role\":\"supergod\""));
        refused(god, "POST", "database/import", "{\"users\":[" + People.user("supergod") + "]}");
    }

    @Test
    void whatADeletionTakesAlongMayNotBeTheSupergods() {
        SERVICE.send("PATCH", "api/users/id-supergod", "{\"tenantId\":\"k\"}");
        before = People.everything();
        var god = People.as("god");
        refused(god, "DELETE", "users/id-other", null);
        var withoutOwner = JsonParts.elements(JsonParts.members(before).get("users")).stream()
                .filter(user -> !user.contains("id-other"))
                .map(user -> user.replace(",\"tenantId\":\"k\"", ""))
                .collect(Collectors.joining(",", "[", "]"));
        refused(god, "PUT", "users", withoutOwner);
    }

    @Test
    void aGodExportsAndImportsThePortableSectionsOnly() {
        var god = People.as("god");
        refused(god, "GET", "database/export?scope=full", null);
        var exported = done(200, god, "GET", "database/export", null);
        assertEquals(done(200, SERVICE, "GET", "database/export", null), exported);
        assertFalse(exported.contains("PBKDF2"), "no secrets");
        refused(god, "POST", "database/import", "{\"dropdownConfigs\":[]}");
        refused(god, "POST", "database/import", "{\"workflows\":[],\"credentials\":{}}");
        refused(god, "POST", "database/import", before.replace("\"name\": \"n\"", "\"name\": \"m\""));
        done(200, god, "POST", "database/import", exported.replace("\"name\": \"n\"", "\"name\": \"m\""));
        assertTrue(People.everything().contains("\"name\": \"m\""));
    }

    @Test
    void aPageIsReadByThoseWhoMayOpenIt() {
        var page =
                "{\"id\":\"%s\",\"path\":\"/\",\"title\":\"t\",\"level\":1,\"componentTree\":[],\"requiresAuth\":%s%s}";
        var role = ",\"requiredRole\":\"%s\"";
        var pages = List.of(
                page.formatted("open", false, ""),
                page.formatted("open-to-public", false, role.formatted("public")),
                page.formatted("closed", true, ""),
                page.formatted("closed-to-public", true, role.formatted("public")),
                page.formatted("of-users", false, role.formatted("user")),
                page.formatted("of-admins", true, role.formatted("admin")),
                page.formatted("of-the-supergod", true, role.formatted("supergod")));
        done(204, SERVICE, "PUT", "pages", "[" + String.join(",", pages) + "]");
        seen(People.as("public"), pages.subList(0, 2), pages);
        seen(People.as("user"), pages.subList(0, 5), pages);
        seen(People.as("admin"), pages.subList(0, 6), pages);
        seen(People.as("god"), pages, pages);
        seen(People.as("supergod"), pages, pages);
        done(204, SERVICE, "PUT", "pages", "[" + pages.get(2) + "]");
        assertEquals("[]", done(200, People.as("public"), "GET", "pages", null));
    }

    private static void seen(Web caller, List<String> some, List<String> all) {
        assertEquals("[" + String.join(",", some) + "]", done(200, caller, "GET", "pages", null));
        for (String page : all) {
            var id = JsonParts.unquoted(JsonParts.members(page).get("id"));
            var body = done(some.contains(page) ? 200 : 404, caller, "GET", "pages/" + id, null);
            if (some.contains(page)) {
                assertEquals(page, body);
            }
        }
        var unknown = done(404, caller, "GET", "pages/unknown", null);
        assertTrue(unknown.contains("unknown"), "as for one that is not there");
    }
}
