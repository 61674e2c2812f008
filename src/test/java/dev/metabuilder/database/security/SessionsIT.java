package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.http.idempotency.IdempotencyStore;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Sessions: their beginning, end and use, and their protection against others. */
class SessionsIT extends InServer {

    private static final String JSON = "application/json";
    private static final String OWN = "api/users/id-user";
    private static final Web SERVICE = Web.service();

    @Inject
    private Storage storage;

    @Inject
    private SessionStore sessionStore;

    @Inject
    private SessionActivity use;

    @Inject
    private IdempotencyStore answers;

    @Inject
    private UserTransaction transaction;

    private static String login(String name, String password) {
        return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    /** Logs in from an address that no test has used. */
    private static HttpResponse<String> post(String name, String password, String... headers) {
        return Web.nobody()
                .from("session-" + UUID.randomUUID())
                .send("POST", "api/session", login(name, password), JSON, headers);
    }

    private static String setCookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElse("none");
    }

    /** The cookie as a browser sends it. */
    private static String cookie(HttpResponse<String> response) {
        return setCookie(response).replaceFirst(";.*", "");
    }

    /** Returns the cookie of a session of one of the {@link People}. */
    static String logIn(String name) {
        var response = post(name, People.password(name));
        assertEquals(201, response.statusCode(), response.body());
        return cookie(response);
    }

    private static HttpResponse<String> with(String cookie, String method, String path, String body, String... more) {
        var headers =
                Stream.concat(Stream.of("Cookie", cookie), Stream.of(more)).toArray(String[]::new);
        return Web.nobody().send(method, path, body, body == null ? null : JSON, headers);
    }

    private static int status(String cookie) {
        return with(cookie, "GET", "api/session", null).statusCode();
    }

    private static void mustBe(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
    }

    @Test
    @RunAsClient
    void aLogInBeginsASessionWithWhichTheUserMayWhatTheRoleAllows() {
        People.fill();
        var before = System.currentTimeMillis();
        var response = post("user", People.password("user"));
        mustBe(201, response);
        var told = JsonParts.members(response.body());
        assertEquals(People.user("user"), told.get("user"));
        var idle = Duration.ofHours(8).toMillis();
        var expiresAt = Long.parseLong(told.get("expiresAt"));
        assertTrue(expiresAt >= before + idle && expiresAt <= System.currentTimeMillis() + idle, response.body());
        assertTrue(
                setCookie(response)
                        .matches("metabuilder_session=[\\w-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"),
                setCookie(response));
        var cookie = cookie(response);
        assertFalse(response.body().contains(cookie.substring(20)), "scripts don't get to see the token");

        var who = JsonParts.members(with(cookie, "GET", "api/session", null).body());
        assertEquals(List.of("user", "role", "expiresAt"), List.copyOf(who.keySet()));
        assertEquals("\"user\"", who.get("role"));
        mustBe(200, with(cookie, "GET", OWN, null));
        mustBe(403, with(cookie, "GET", "api/users", null));
        mustBe(200, with(cookie, "PATCH", OWN, "{\"bio\":\"mine\"}"));
        mustBe(403, with(cookie, "PATCH", OWN, "{\"role\":\"god\"}"));
        mustBe(403, with(cookie, "GET", "metrics", null));
        mustBe(200, with(logIn("supergod"), "GET", "metrics", null));

        assertEquals(
                List.of("user", "role"),
                List.copyOf(JsonParts.members(
                                People.as("user").send("GET", "api/session").body())
                        .keySet()));
        assertEquals(
                "{\"role\":\"supergod\"}", SERVICE.send("GET", "api/session").body());
        mustBe(401, Web.nobody().send("GET", "api/session"));
    }

    @Test
    @RunAsClient
    void overTlsTheCookieIsSecureAndOfThisHostAlone() {
        People.fill();
        var response = post("user", People.password("user"), "X-Forwarded-Proto", "https");
        assertTrue(
                setCookie(response)
                        .matches(
                                "__Host-metabuilder_session=[\\w-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure"),
                setCookie(response));
        var cookie = cookie(response);
        mustBe(200, with(cookie, "GET", "api/session", null, "X-Forwarded-For", "a", "X-Forwarded-Proto", "https"));
        assertEquals(
                401,
                with(cookie.replace("__Host-", ""), "GET", "api/session", null, "X-Forwarded-Proto", "https")
                        .statusCode(),
                "the name that a neighbour could have set");
    }

    @Test
    @RunAsClient
    void whatIsNoLogInTellsNothingAndASpentCookieKeepsNobodyOut() {
        People.fill();
        var wrong = post("user", "wrong");
        mustBe(401, wrong);
        assertEquals("none", setCookie(wrong));
        assertEquals(wrong.body(), post("nobody", "wrong").body());
        assertTrue(wrong.body().contains("The username or the password is wrong."), wrong.body());
        mustBe(401, post("k".repeat(600), ""));
        mustBe(413, post("user", "x".repeat(70_000)));
        mustBe(422, Web.nobody().send("POST", "api/session", "{\"username\":\"user\"}"));
        var spent = "metabuilder_session=" + "x".repeat(43);
        mustBe(200, with(spent, "GET", "api/godCredentials/visible", null));
        mustBe(401, with(spent, "GET", OWN, null));
        mustBe(201, post("user", People.password("user"), "Cookie", spent));

        var cookie = logIn("user");
        assertEquals(
                401,
                with(cookie + "; " + spent, "GET", "api/session", null).statusCode(),
                "of two nobody knows who has set them");
        assertEquals(
                "{\"role\":\"supergod\"}",
                SERVICE.send("GET", "api/session", null, null, "Cookie", cookie).body(),
                "what is said as Authorization counts");
        assertEquals(
                401,
                Web.user("user", "wrong")
                        .send("GET", "api/session", null, null, "Cookie", cookie)
                        .statusCode());
    }

    @Test
    @RunAsClient
    void aScriptIsNotChallengedByTheBrowsersOwnWindow() {
        for (String[] headers : new String[][] {{"Sec-Fetch-Mode", "cors"}, {"X-Requested-With", "fetch"}}) {
            var challenges = Web.nobody()
                    .send("GET", "api/session", null, null, headers)
                    .headers()
                    .allValues("WWW-Authenticate");
            assertEquals(List.of("Bearer realm=\"metabuilder\""), challenges);
        }
        var page = Web.nobody().send("GET", "api/session", null, null, "Sec-Fetch-Mode", "navigate");
        assertTrue(page.headers().allValues("WWW-Authenticate").stream().anyMatch(value -> value.startsWith("Basic ")));
    }

    @Test
    @RunAsClient
    void aTokenThatTheCallerBringsNeverBecomesValidAndTheSessionBeforeEnds() {
        People.fill();
        var planted = "metabuilder_session=" + "p".repeat(43);
        var own = cookie(post("user", People.password("user"), "Cookie", planted));
        assertNotEquals(planted, own);
        assertEquals(401, status(planted));
        assertEquals(200, status(own));
        // Somebody who has planted the cookie of a session of his own loses it.
        var attackers = logIn("other");
        var victims = cookie(post("user", People.password("user"), "Cookie", attackers));
        assertEquals(401, status(attackers));
        assertEquals(200, status(victims));
        assertEquals(200, status(own), "another browser's");
    }

    @Test
    @RunAsClient
    void aStolenCookieOpensNothingAfterTheLogOut() {
        People.fill();
        var stolen = logIn("user");
        var other = logIn("user");
        var out = with(stolen, "DELETE", "api/session", null);
        mustBe(204, out);
        assertEquals("metabuilder_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", setCookie(out));
        assertEquals(401, status(stolen));
        assertEquals(401, with(stolen, "DELETE", "api/session", null).statusCode());
        assertEquals(200, status(other), "another session goes on");
        mustBe(204, SERVICE.send("DELETE", "api/session"));
    }

    @Test
    @RunAsClient
    void aChangeOfNameRoleOrPasswordAndTheEndOfTheUserEndIt() {
        var hash = "{\"passwordHash\":\"" + PasswordHashes.sha512("another") + "\"}";
        var own = "{\"passwordHash\":\"" + PasswordHashes.sha512(People.password("user")) + "\"}";
        var changes = new LinkedHashMap<String, List<String[]>>();
        changes.put("the role", List.of(new String[][] {
            {"PATCH", OWN, "{\"role\":\"admin\"}"}, {"PATCH", OWN, "{\"role\":\"user\"}"}
        }));
        changes.put("the name", List.of(new String[][] {
            {"PATCH", OWN, "{\"username\":\"renamed\"}"}, {"PATCH", OWN, "{\"username\":\"user\"}"}
        }));
        changes.put(
                "the password",
                List.of(new String[][] {{"PUT", "api/credentials/user", hash}, {"PUT", "api/credentials/user", own}}));
        changes.put("no password", List.of(new String[][] {
            {"PUT", "api/credentials/user", "{\"passwordHash\":\"\"}"}, {"PUT", "api/credentials/user", own}
        }));
        changes.put("the user", List.of(new String[][] {{"DELETE", OWN, null}, {"PUT", OWN, People.user("user")}}));
        changes.forEach((what, there) -> {
            People.fill();
            var cookie = logIn("user");
            var kept = logIn("other");
            mustBe(200, with(cookie, "PATCH", OWN, "{\"bio\":\"no such change\"}"));
            assertEquals(200, status(cookie), what);
            assertTrue(
                    SERVICE.send(there.get(0)[0], there.get(0)[1], there.get(0)[2])
                                    .statusCode()
                            < 300,
                    what);
            assertEquals(401, status(cookie), what);
            assertTrue(
                    SERVICE.send(there.get(1)[0], there.get(1)[1], there.get(1)[2])
                                    .statusCode()
                            < 300,
                    what);
            assertEquals(401, status(cookie), what + ", and back");
            assertEquals(200, status(kept), "of another user");
        });
        People.fill();
        var god = logIn("god");
        var supergod = logIn("supergod");
        var admin = logIn("admin");
        var everything = People.everything();
        mustBe(200, SERVICE.send("POST", "api/database/import", everything));
        assertEquals(200, status(god), "an import of what is there changes nothing");
        mustBe(
                204,
                SERVICE.send(
                        "POST", "api/superGod/transfer", "{\"fromUserId\":\"id-supergod\",\"toUserId\":\"id-god\"}"));
        assertEquals(401, status(supergod), "power that went over");
        assertEquals(401, status(god), "and that came");
        assertEquals(200, status(admin));
        mustBe(204, SERVICE.send("POST", "api/database/clear"));
        mustBe(200, SERVICE.send("POST", "api/database/import", everything));
        assertEquals(401, status(admin), "all that was, and is again");
    }

    @Test
    @RunAsClient
    void theUserAndTheSupergodSeeAndEndTheSessions() {
        People.fill();
        mustBe(204, SERVICE.send("DELETE", OWN + "/sessions"));
        var one = logIn("user");
        var two = logIn("user");
        var list = with(two, "GET", OWN + "/sessions", null);
        mustBe(200, list);
        var found =
                JsonParts.elements(list.body()).stream().map(JsonParts::members).toList();
        assertEquals(2, found.size(), list.body());
        assertEquals(
                List.of("id", "createdAt", "usedAt", "expiresAt", "current"),
                List.copyOf(found.get(0).keySet()));
        assertEquals(
                1,
                found.stream()
                        .filter(each -> each.get("current").equals("true"))
                        .count());
        assertFalse(list.body().contains(one.substring(20)) || list.body().contains(two.substring(20)), list.body());
        var otherId = JsonParts.unquoted(found.stream()
                .filter(each -> each.get("current").equals("false"))
                .findFirst()
                .orElseThrow()
                .get("id"));
        mustBe(403, with(one, "GET", "api/users/id-other/sessions", null));
        mustBe(403, with(logIn("god"), "DELETE", OWN + "/sessions", null));
        mustBe(404, with(two, "DELETE", OWN + "/sessions/none", null));
        mustBe(404, with(logIn("supergod"), "DELETE", "api/users/id-other/sessions/" + otherId, null));
        mustBe(404, SERVICE.send("GET", "api/users/none/sessions"));
        mustBe(204, with(two, "DELETE", OWN + "/sessions/" + otherId, null));
        assertEquals(401, status(one));
        assertEquals(200, status(two));
        mustBe(204, with(logIn("supergod"), "DELETE", "api/users/-/sessions?key=id-user", null));
        assertEquals(401, status(two));
        assertEquals("[]", SERVICE.send("GET", OWN + "/sessions").body());
    }

    @Test
    @RunAsClient
    void ofOneUserThereAreFiftyAtMost() {
        People.fill();
        SERVICE.send("DELETE", OWN + "/sessions");
        var first = logIn("user");
        for (int i = 0; i < 49; i++) {
            logIn("user");
        }
        assertEquals(200, status(first));
        var last = logIn("user");
        assertEquals(200, status(last));
        assertEquals(
                50,
                JsonParts.elements(SERVICE.send("GET", OWN + "/sessions").body())
                        .size());
    }

    @Test
    @RunAsClient
    void pagesOfOtherSitesCanDoNothingWithTheCookie() {
        People.fill();
        var cookie = logIn("supergod");
        var before = People.everything();
        for (String[] headers : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "https://evil.example"},
            {"Origin", "null"}
        }) {
            var name = String.join(" ", headers);
            assertEquals(
                    403,
                    with(cookie, "POST", "api/database/clear", null, headers).statusCode(),
                    name);
            assertEquals(
                    403, with(cookie, "DELETE", "api/session", null, headers).statusCode(), name);
            assertEquals(
                    403,
                    with(cookie, "DELETE", "api/users/id-supergod/sessions", null, headers)
                            .statusCode(),
                    name);
            assertEquals(
                    403, post("user", People.password("user"), headers).statusCode(), "a log-in of theirs " + name);
        }
        assertEquals(
                415,
                Web.nobody()
                        .send(
                                "POST",
                                "api/session",
                                "username=user",
                                "application/x-www-form-urlencoded",
                                "Cookie",
                                cookie)
                        .statusCode());
        assertEquals(before, People.everything());
        assertEquals(200, status(cookie));
        var own = baseUri().toString().replaceFirst("/$", "");
        mustBe(200, with(cookie, "PATCH", OWN, "{}", "Origin", own));
        mustBe(200, with(cookie, "PATCH", OWN, "{}", "Sec-Fetch-Site", "same-origin"));
    }

    /** In the time that one has to wait who has failed once too often. */
    @Test
    @RunAsClient
    void whoeverGuessesWaitsByBasicAndByLogInAlike() {
        People.fill();
        while (true) {
            var address = "guesser-" + UUID.randomUUID();
            var guesser = Web.nobody().from(address);
            for (int i = 0; i < 3; i++) {
                mustBe(401, guesser.send("POST", "api/session", login("user", "wrong")));
                mustBe(401, Web.user("user", "wrong").from(address).send("GET", OWN));
            }
            var begin = System.nanoTime();
            var slowed = guesser.send("POST", "api/session", login("user", People.password("user")));
            var basic = People.as("user").from(address).send("GET", OWN);
            if (System.nanoTime() - begin < Duration.ofMillis(500).toNanos()) {
                mustBe(429, slowed);
                assertTrue(slowed.headers().firstValue("Retry-After").isPresent());
                assertEquals("none", setCookie(slowed));
                mustBe(429, basic);
                break;
            }
        }
        mustBe(201, post("user", People.password("user")));
    }

    @Test
    @RunAsClient
    void aHashThatIsMadeAnewByTheLogInIsTheOneOfTheSession() throws Exception {
        People.fill();
        var hash = LoginIT.pbkdf2(PasswordHashes.sha512("from elsewhere"), 100_000);
        mustBe(204, SERVICE.send("PUT", "api/credentials/user", "{\"passwordHash\":\"" + hash + "\"}"));
        var begun = post("user", "from elsewhere");
        mustBe(201, begun);
        assertEquals(200, status(cookie(begun)));
    }

    private void execute(String sql) throws Exception {
        transaction.begin();
        storage.entities().createNativeQuery(sql).executeUpdate();
        transaction.commit();
    }

    /** Returns the id of the only session. */
    private String id() {
        return storage.query("SELECT id FROM sessions");
    }

    private String count() {
        return storage.query("SELECT count(*) FROM sessions");
    }

    @Test
    void aDumpOfTheDatabaseOpensNoSession() throws Exception {
        People.fill();
        execute("DELETE FROM sessions");
        var cookie = logIn("user");
        assertEquals("1", count());
        var row = storage.query("SELECT id || ' ' || user_id || ' ' || account_digest FROM sessions");
        assertFalse(row.contains(cookie.substring(20)), row);
        for (String part : row.split(" ", -1)) {
            assertEquals(401, status("metabuilder_session=" + part));
        }
        assertFalse(People.everything().contains(row.split(" ", -1)[0]), "no export has it");
        assertFalse(SERVICE.send("GET", "api/database/statistics").body().contains("session"));
    }

    @Test
    void itEndsAfterATimeWithoutCallsAndAfterALongerOneAnyhowAndIsRemoved() throws Exception {
        People.fill();
        execute("DELETE FROM sessions");
        var idle = Duration.ofHours(8).toMillis();
        var most = Duration.ofDays(7).toMillis();
        var margin = Duration.ofMinutes(10).toMillis();
        var cookie = logIn("user");
        execute("UPDATE sessions SET used_at = used_at - " + (idle - margin));
        // Not yet. The use is known to this server at once, and to all when it is written down.
        var expiresAt = JsonParts.members(
                        with(cookie, "GET", "api/session", null).body())
                .get("expiresAt");
        assertTrue(Long.parseLong(expiresAt) > System.currentTimeMillis() + idle - margin, expiresAt);
        sessionStore.writeUseOnSchedule();
        execute("UPDATE sessions SET used_at = used_at - " + (idle - margin));
        assertEquals(200, status(cookie), "a call makes it go on");
        sessionStore.writeUseOnSchedule();
        execute("UPDATE sessions SET used_at = used_at - " + (idle + margin));
        assertEquals(401, status(cookie), "nobody called for too long");
        assertEquals("[]", SERVICE.send("GET", OWN + "/sessions").body());
        sessionStore.removeExpired();
        assertEquals("0", count());

        cookie = logIn("user");
        execute("UPDATE sessions SET created_at = created_at - " + (most - margin));
        var rest = Long.parseLong(
                JsonParts.members(with(cookie, "GET", "api/session", null).body())
                        .get("expiresAt"));
        assertTrue(rest < System.currentTimeMillis() + margin + 1000, "it ends soon, whoever calls");
        execute("UPDATE sessions SET created_at = created_at - " + 2 * margin);
        assertEquals(401, status(cookie));
        sessionStore.removeExpired();
        assertEquals("0", count());

        cookie = logIn("user");
        SERVICE.send("PATCH", OWN, "{\"role\":\"admin\"}");
        assertEquals(401, status(cookie));
        sessionStore.writeUseOnSchedule();
        assertEquals("0", count(), "what has ended is removed");
    }

    /** What the database has of the use of a session may be older than its use, by a minute and the time to write it. */
    @Test
    void noSessionEndsForUseThatIsStillToBeWrittenDown() throws Exception {
        People.fill();
        execute("DELETE FROM sessions");
        var idle = Duration.ofHours(8).toMillis();
        var cookie = logIn("user");
        sessionStore.writeUseOnSchedule();
        execute("UPDATE sessions SET used_at = used_at - "
                + (idle + Duration.ofSeconds(30).toMillis()));
        sessionStore.removeExpiredOnSchedule();
        assertEquals(200, status(cookie), "another server may know of a use");

        execute("UPDATE sessions SET used_at = used_at - " + 2 * idle);
        // Not before: the server writes it down each minute.
        use.note(id(), System.currentTimeMillis());
        sessionStore.removeExpiredOnSchedule();
        assertEquals(200, status(cookie), "this one knows of a use");
    }

    /** A container that sees a timer fail twice removes it for good. */
    @Test
    void whatTheDatabaseRefusesIsDoneAtTheNextExpiration() throws Exception {
        People.fill();
        execute("DELETE FROM sessions");
        logIn("user");
        var id = id();
        execute("ALTER TABLE sessions RENAME COLUMN used_at TO other");
        execute("ALTER TABLE idempotency_keys RENAME COLUMN created_at TO other");
        try {
            // Nothing can be written down from here on, by the server's own timer either.
            execute("UPDATE sessions SET other = 0");
            use.note(id, System.currentTimeMillis());
            for (int i = 0; i < 2; i++) {
                sessionStore.writeUseOnSchedule();
                sessionStore.removeExpiredOnSchedule();
                answers.removeOldOnSchedule();
            }
        } finally {
            execute("ALTER TABLE sessions RENAME COLUMN other TO used_at");
            execute("ALTER TABLE idempotency_keys RENAME COLUMN other TO created_at");
        }
        sessionStore.writeUseOnSchedule();
        assertEquals("0", storage.query("SELECT count(*) FROM sessions WHERE used_at = 0"));
    }

    /** Which one comes first is by chance: each of them is refused once. */
    @Test
    void oneThatTheDatabaseRefusesKeepsNoOtherFromBeingWrittenDown() throws Exception {
        People.fill();
        execute("DELETE FROM sessions");
        logIn("user");
        logIn("admin");
        var ids =
                storage.query("SELECT min(id) || ' ' || max(id) FROM sessions").split(" ", -1);
        var now = System.currentTimeMillis();
        for (int i = 0; i < ids.length; i++) {
            execute("UPDATE sessions SET used_at = 0");
            refuse("UPDATE", ids[i]);
            try {
                use.note(ids[0], now);
                use.note(ids[1], now);
                sessionStore.writeUseOnSchedule();
                assertEquals(ids[i], storage.query("SELECT id FROM sessions WHERE used_at = 0"));
            } finally {
                allow();
            }
        }
        sessionStore.writeUseOnSchedule();
        assertEquals("0", storage.query("SELECT count(*) FROM sessions WHERE used_at = 0"));
        refuse("DELETE", ids[0]);
        try {
            use.end(ids[0]);
            use.end(ids[1]);
            use.note(ids[1], now);
            sessionStore.writeUseOnSchedule();
            assertEquals(ids[0], id());
        } finally {
            allow();
        }
        sessionStore.writeUseOnSchedule();
        assertEquals("0", count());
    }

    private static TestDatabase database() {
        return TestDatabase.valueOf(System.getenv("METABUILDER_DB").toUpperCase(Locale.ROOT));
    }

    /** Has the database refuse the change of a session by a trigger. */
    private void refuse(String change, String id) throws Exception {
        var begin = "CREATE TRIGGER refuse BEFORE " + change + " ON sessions FOR EACH ROW";
        var when = " WHEN (OLD.id = '" + id + "')";
        switch (database()) {
            case SQLITE -> execute(begin + when + " BEGIN SELECT RAISE(ABORT, 'no'); END");
            case POSTGRESQL -> {
                execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$");
                execute(begin + when + " EXECUTE FUNCTION refuse()");
            }
            case MYSQL, MARIADB ->
                execute(begin + " BEGIN IF OLD.id = '" + id + "' THEN SIGNAL SQLSTATE '45000'; END IF; END");
        }
    }

    private void allow() throws Exception {
        execute(database() == TestDatabase.POSTGRESQL ? "DROP FUNCTION refuse CASCADE" : "DROP TRIGGER refuse");
    }

    @Test
    void whoHasSpokenIsInTheAuditLogAndTheTokenIsNot() throws Exception {
        People.fill();
        var log = java.util.logging.Logger.getLogger("dev.metabuilder.audit");
        var lines = new ArrayList<String>();
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord record) {
                lines.add(record.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        log.addHandler(handler);
        try {
            var cookie = logIn("user");
            mustBe(204, with(cookie, "DELETE", "api/session", null));
            logIn("user");
            mustBe(204, SERVICE.send("DELETE", OWN + "/sessions"));
            var own = lines.stream().filter(line -> line.contains("id-user")).toList();
            var text = own.stream().collect(Collectors.joining("\n"));
            for (String event : List.of(
                    "\"event\":\"beginSession\",\"who\":\"user id-user\"",
                    "\"event\":\"endSession\",\"who\":\"user id-user\"",
                    "\"event\":\"endSessions\",\"who\":\"service\"")) {
                assertTrue(text.contains(event), text);
            }
            assertFalse(text.contains(cookie.substring(20)), text);
        } finally {
            log.removeHandler(handler);
        }
    }
}
