package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Web;
import dev.metabuilder.database.users.PasswordHashes;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log-ins: who gets in, what others learn, and the throttle against guessing. */
@RunAsClient
class LoginIT extends InServer {

    private static final String OWN = "api/users/id-user";
    private static final int FREE_FAILURES = 5;
    /** Also that the server closes a connection which has carried as many requests as one may. */
    private static final Set<String> CHANGING = Set.of("date", "x-request-id", "connection");

    private static final Web SERVICE = Web.service();

    @BeforeEach
    void fill() {
        People.fill();
    }

    private static int status(Web caller) {
        return caller.send("GET", OWN).statusCode();
    }

    /** All that an answer says, but for what each answer says differently. */
    private static String told(HttpResponse<String> response) {
        var headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeIf(name -> CHANGING.contains(name.toLowerCase(java.util.Locale.ROOT)));
        return response.statusCode() + " " + headers + " " + response.body();
    }

    @Test
    void whoeverIsNotKnownIsToldTheSameWhyeverThatIs() {
        SERVICE.send("PUT", "api/credentials/other", "{\"passwordHash\":\"\"}");
        SERVICE.send(
                "PUT", "api/credentials/no-user", "{\"passwordHash\":\"" + PasswordHashes.sha512("secret") + "\"}");
        SERVICE.send("POST", "api/users", People.user("other").replace("other", "no-credential"));
        var told = List.of(
                        Web.user("user", "wrong"),
                        Web.user("nobody", "wrong"),
                        Web.user("other", ""),
                        Web.user("other", "wrong"),
                        Web.user("no-user", "secret"),
                        Web.user("no-credential", ""),
                        Web.user("User", People.password("user")),
                        Web.user("user", PasswordHashes.sha512(People.password("user"))),
                        Web.user("", ""),
                        Web.user("k".repeat(600), "x"),
                        Web.user("\u0000", "x"),
                        Web.as("Basic !"),
                        Web.as("Basic " + base64("no colon")),
                        Web.as("Basic"),
                        Web.as("Digest x"),
                        Web.as("Bearer wrong"),
                        Web.nobody())
                .stream()
                .map(caller -> told(caller.send("GET", OWN)))
                .collect(Collectors.toSet());
        assertEquals(1, told.size(), () -> String.join("\n", told));
        var one = told.iterator().next();
        assertTrue(one.startsWith("401 "), one);
        assertTrue(one.contains("Basic realm=\"metabuilder\", charset=\"UTF-8\""), one);
        assertTrue(one.contains("Bearer realm=\"metabuilder\""), one);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWrongPasswordIsRefusedWhereNoneIsNeededToo() {
        var path = "api/godCredentials/visible";
        assertEquals(200, Web.nobody().send("GET", path).statusCode());
        assertEquals(401, Web.user("user", "wrong").send("GET", path).statusCode());
    }

    @Test
    void whatChangesCountsFromTheNextCallOn() {
        var user = People.as("user");
        assertEquals(200, status(user));
        assertEquals(403, user.send("GET", "api/users").statusCode());
        SERVICE.send("PATCH", OWN, "{\"role\":\"admin\"}");
        assertEquals(200, user.send("GET", "api/users").statusCode(), "a new role");
        SERVICE.send("PATCH", OWN, "{\"role\":\"public\"}");
        assertEquals(403, status(user), "and another");
        SERVICE.send("PATCH", OWN, "{\"role\":\"user\"}");
        SERVICE.send("PUT", "api/credentials/user", "{\"passwordHash\":\"\"}");
        assertEquals(401, status(user), "no password any more");
        SERVICE.send("DELETE", OWN);
        assertEquals(401, status(user), "no user any more");
    }

    @Test
    void ahashOfAnotherWorkFactorIsMadeAnewAtTheNextGoodLogIn() throws GeneralSecurityException {
        for (String rounds : List.of("100000", "250000")) {
            var hash = pbkdf2(PasswordHashes.sha512("from elsewhere"), Integer.parseInt(rounds));
            SERVICE.send("PUT", "api/credentials/user", "{\"passwordHash\":\"" + hash + "\"}");
            var changed = SERVICE.send("GET", "api/passwordChangeTimestamps").body();
            assertEquals(401, status(Web.user("user", "wrong")));
            assertEquals(hash, stored("user"), "a wrong password changes nothing");
            assertEquals(200, status(Web.user("user", "from elsewhere")));
            var renewed = stored("user");
            assertTrue(renewed.startsWith("PBKDF2WithHmacSHA512:220000:"), renewed);
            assertEquals(200, status(Web.user("user", "from elsewhere")));
            assertEquals(renewed, stored("user"), "once is enough");
            assertEquals(
                    changed, SERVICE.send("GET", "api/passwordChangeTimestamps").body(), "the password is the same");
        }
        var hash = pbkdf2(PasswordHashes.sha512("from elsewhere"), 100_000);
        SERVICE.send("PUT", "api/credentials/user", "{\"passwordHash\":\"" + hash + "\"}");
        assertTrue(verify("user", "from elsewhere", null).body().contains("true"));
        assertNotEquals(hash, stored("user"), "MetaBuilder's server logs users in by this route");
    }

    private static String stored(String username) {
        return JsonParts.unquoted(
                JsonParts.members(SERVICE.send("GET", "api/credentials").body()).get(username));
    }

    static String pbkdf2(String text, int rounds) throws GeneralSecurityException {
        var salt = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        var hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(text.toCharArray(), salt, rounds, 512))
                .getEncoded();
        var base64 = Base64.getEncoder();
        return "PBKDF2WithHmacSHA512:" + rounds + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    /**
     * Fails once more than is free, from an address that is new, and returns what came of other calls within the second that
     * one has to wait then.
     */
    private static List<HttpResponse<String>> slowed(
            Consumer<String> fail, Function<String, List<HttpResponse<String>>> others) {
        while (true) {
            var address = "guesser-" + UUID.randomUUID();
            for (int i = 0; i < FREE_FAILURES; i++) {
                fail.accept(address);
            }
            var begin = System.nanoTime();
            fail.accept(address);
            var answers = others.apply(address);
            if (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1)) {
                return answers;
            }
        }
    }

    @Test
    void whoeverGuessesWaitsAndKeepsNobodyOutElsewhere() {
        var guesser = Web.user("user", "wrong");
        var user = People.as("user");
        var addresses = new ArrayDeque<String>();
        var answers = slowed(
                address -> {
                    addresses.push(address);
                    assertEquals(401, status(guesser.from(address)));
                },
                address -> List.of(
                        guesser.from(address).send("GET", OWN),
                        user.from(address).send("GET", OWN)));
        var slowed = answers.get(0);
        assertEquals(429, slowed.statusCode());
        assertTrue(slowed.body().contains("/problems/too-many-requests"), slowed.body());
        assertTrue(slowed.headers().firstValue("Retry-After").orElse("").matches("[1-9]|[1-5]\\d|60"));
        assertEquals(429, answers.get(1).statusCode(), "the right password is not tried either: it would tell");
        assertEquals(200, status(user), "from elsewhere the user gets in");
        assertEquals(401, status(Web.user("other", "wrong").from(addresses.peek())), "another user is another count");

        var nobody = Web.user("nobody", "wrong");
        answers = slowed(
                address -> assertEquals(401, status(nobody.from(address)), "an unknown name counts"),
                address -> List.of(nobody.from(address).send("GET", OWN)));
        assertEquals(429, answers.get(0).statusCode(), "as a known one does");
    }

    @Test
    void verifyingIsSlowedByUserAndByTheAddressThatTheServerNames() {
        var name = "user";
        var addresses = new ArrayDeque<String>();
        var answers = slowed(
                address -> {
                    addresses.push(address);
                    assertTrue(verify(name, "wrong", address).body().contains("false"));
                },
                address -> List.of(verify(name, "wrong", address), verify(name, People.password(name), address)));
        assertEquals(429, answers.get(0).statusCode());
        assertEquals(429, answers.get(1).statusCode());
        assertTrue(verify(name, People.password(name), "elsewhere").body().contains("true"));
        assertTrue(verify("other", People.password("other"), addresses.peek())
                .body()
                .contains("true"));
        assertEquals(200, SERVICE.send("GET", "api/users").statusCode(), "the server itself is never slowed");
    }

    private static HttpResponse<String> verify(String username, String password, String address) {
        var body = "{\"password\":\"" + password + "\"}";
        return address == null
                ? SERVICE.send("POST", "api/credentials/" + username + "/verify", body)
                : SERVICE.send(
                        "POST",
                        "api/credentials/" + username + "/verify",
                        body,
                        "application/json",
                        "MetaBuilder-Client-Address",
                        address);
    }
}
