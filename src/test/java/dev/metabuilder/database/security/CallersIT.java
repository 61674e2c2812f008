package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A caller is identified by his identity, not by his name; and only a caller with the right to the call gets a stored
 * answer.
 */
@RunAsClient
class CallersIT extends InServer {

    private static final Web SERVICE = Web.service();

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void fill() {
        People.fill();
    }

    private HttpResponse<String> post(Web caller, String path, String body) {
        return caller.send("POST", "api/" + path, body, "application/json", "Idempotency-Key", key);
    }

    private static void patch(String user, String changes) {
        assertEquals(200, SERVICE.send("PATCH", "api/users/" + user, changes).statusCode());
    }

    @Test
    void aUserWhoIsCalledServiceGetsNoAnswerThatIsTheServiceTokens() {
        var css = "{\"name\":\"new\",\"classes\":[]}";
        assertEquals(201, post(SERVICE, "cssClasses", css).statusCode());
        assertEquals(201, post(SERVICE, "cssClasses", css).statusCode(), "the same caller gets it again");
        patch("id-god", "{\"username\":\"service\"}");
        var other = post(Web.user("service", People.password("god")), "cssClasses", css);
        assertEquals(409, other.statusCode(), other.body());
    }

    @Test
    void aUserWhoTakesTheNameOfAnotherGetsNoneOfHis() {
        var css = "{\"name\":\"new\",\"classes\":[]}";
        assertEquals(201, post(People.as("god"), "cssClasses", css).statusCode());
        patch("id-god", "{\"username\":\"was-god\"}");
        assertEquals(
                201,
                post(Web.user("was-god", People.password("god")), "cssClasses", css)
                        .statusCode(),
                "is the same");
        patch("id-other", "{\"username\":\"god\",\"role\":\"god\"}");
        var other = post(Web.user("god", People.password("other")), "cssClasses", css);
        assertEquals(409, other.statusCode(), other.body());
    }

    @Test
    void anAnswerIsNotGivenAgainToOneWhoMayNotMakeTheCallAnyMore() {
        var supergod = People.as("supergod");
        assertEquals(
                200, post(supergod, "database/import", "{\"cssClasses\":[]}").statusCode());
        assertEquals(
                200, post(supergod, "database/import", "{\"cssClasses\":[]}").statusCode());
        patch("id-supergod", "{\"role\":\"god\"}");
        var limited = post(supergod, "database/import", "{\"cssClasses\":[]}");
        assertEquals(403, limited.statusCode(), limited.body());
        assertTrue(limited.body().contains("/problems/forbidden"), limited.body());
        patch("id-supergod", "{\"role\":\"user\"}");
        assertEquals(
                403, post(supergod, "database/import", "{\"cssClasses\":[]}").statusCode());
        patch("id-supergod", "{\"role\":\"supergod\"}");
        assertEquals(
                200, post(supergod, "database/import", "{\"cssClasses\":[]}").statusCode(), "as the first time");
    }
}
