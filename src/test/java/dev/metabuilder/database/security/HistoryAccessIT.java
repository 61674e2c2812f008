package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a role may not read, it does not see in the history; and it brings back only what it may write. */
@RunAsClient
class HistoryAccessIT extends InServer {

    private final Web service = Web.service();
    private String begin;

    @BeforeEach
    void change() {
        People.fill();
        begin = service.send("GET", "api/changes?limit=1&key=none")
                .headers()
                .firstValue("X-Position")
                .orElseThrow();
        for (String change : List.of(
                "users/id-user {\"bio\":\"b\"}",
                "users/id-other {\"bio\":\"b\"}",
                "comments/by-user {\"content\":\"b\"}",
                "comments/by-other {\"content\":\"b\"}",
                "cssClasses/k {\"classes\":[\"b\"]}",
                "pages/k {\"title\":\"b\"}",
                "workflows/k {\"name\":\"b\"}",
                "tenants/k {\"name\":\"b\"}",
                "powerTransferRequests/k {\"status\":\"accepted\"}")) {
            var parts = change.split(" ", 2);
            var changed = service.send("PATCH", "api/" + parts[0], parts[1]);
            assertEquals(200, changed.statusCode(), changed.body());
        }
        var smtp = "{\"host\":\"h2\",\"port\":25,\"secure\":true,\"username\":\"u\",\"password\":\"quiet\","
                + "\"fromEmail\":\"e\",\"fromName\":\"n\"}";
        assertEquals(204, service.send("PUT", "api/smtpConfig", smtp).statusCode());
        assertEquals(
                204,
                service.send("PUT", "api/passwordResetTokens/user", "{\"token\":\"hush\"}")
                        .statusCode());
    }

    private Set<String> seen(String role) {
        var response = People.as(role).send("GET", "api/changes?after=" + begin);
        assertEquals(200, response.statusCode(), response.body());
        assertFalse(response.body().contains("quiet") || response.body().contains("hush"), response.body());
        var seen = new TreeSet<String>();
        for (String change : JsonParts.elements(response.body())) {
            var members = JsonParts.members(change);
            seen.add(JsonParts.unquoted(members.get("collection")) + "/" + JsonParts.unquoted(members.get("key")));
        }
        return seen;
    }

    @Test
    void eachRoleSeesWhatItMayRead() {
        assertEquals(401, Web.nobody().send("GET", "api/changes").statusCode());
        assertEquals(403, People.as("public").send("GET", "api/changes").statusCode());
        var user = new TreeSet<>(Set.of("users/id-user", "comments/by-user", "comments/by-other", "cssClasses/k"));
        assertEquals(user, seen("user"));
        var admin = new TreeSet<>(user);
        admin.addAll(Set.of("users/id-other", "tenants/k"));
        assertEquals(admin, seen("admin"));
        var god = new TreeSet<>(admin);
        god.addAll(Set.of("pages/k", "workflows/k"));
        assertEquals(god, seen("god"));
        var supergod = new TreeSet<>(god);
        supergod.addAll(Set.of("powerTransferRequests/k", "smtpConfig/smtp", "passwordResetTokens/user"));
        assertEquals(supergod, seen("supergod"));
        assertEquals(supergod, seen("service"));
        var filtered = People.as("user").send("GET", "api/changes?collection=workflows&after=" + begin);
        assertEquals("[]", filtered.body());
    }

    private int restored(String role, String record) {
        var changes = service.send("GET", "api/" + record + "/changes").body();
        var position = JsonParts.members(JsonParts.elements(changes).get(0)).get("position");
        return People.as(role)
                .send("POST", "api/" + record + "/restore", "{\"before\":" + position + "}")
                .statusCode();
    }

    @Test
    void eachRoleBringsBackWhatItMayWrite() {
        assertEquals(401, restored("nobody", "comments/by-user"));
        assertEquals(403, restored("public", "comments/by-user"));
        assertEquals(403, restored("user", "comments/by-other"));
        assertEquals(403, restored("user", "users/id-other"));
        assertEquals(403, restored("user", "cssClasses/k"));
        assertEquals(403, restored("admin", "pages/k"));
        assertEquals(403, restored("god", "tenants/k"));
        assertEquals(200, restored("user", "comments/by-user"));
        assertEquals(200, restored("user", "users/id-user"));
        assertEquals(200, restored("admin", "comments/by-other"));
        assertEquals(200, restored("god", "pages/k"));
        assertEquals(200, restored("supergod", "tenants/k"));
        for (String record : List.of("users/id-other", "pages/k")) {
            assertEquals(
                    403,
                    People.as("user").send("GET", "api/" + record + "/changes").statusCode(),
                    record);
        }
        assertTrue(People.as("user")
                .send("GET", "api/users/id-user/changes")
                .body()
                .contains("\"before\""));
    }

    @Test
    void nobodyBringsBackTheOwnFormerRoleNorTheSupergod() {
        for (String role : List.of("admin", "user")) {
            assertEquals(
                    200,
                    service.send("PATCH", "api/users/id-user", "{\"role\":\"" + role + "\"}")
                            .statusCode());
        }
        assertEquals(403, restored("user", "users/id-user"), "the own record, with the role of an admin");
        assertEquals(
                204,
                service.send(
                                "POST",
                                "api/superGod/transfer",
                                "{\"fromUserId\":\"id-supergod\",\"toUserId\":\"id-god\"}")
                        .statusCode());
        assertEquals(403, restored("supergod", "users/id-god"), "who is a god now changes no supergod");
    }
}
