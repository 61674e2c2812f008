package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.TestDatabase;
import dev.metabuilder.database.testing.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The answer to an internal error, and the content of the log of this run. */
@RunAsClient
class FaultsIT extends InServer {

    private static String log() throws IOException {
        return Files.readString(
                Folders.TARGET.resolve("it-" + TestDatabase.current().id()).resolve("server.log"));
    }

    @Test
    void theCallerIsToldTheIdAndTheLogTheRest() throws IOException {
        var id = "fault-" + UUID.randomUUID();
        var detail = "detail-" + UUID.randomUUID();
        var response =
                Web.service().send("GET", "api/users", null, null, "X-Request-Id", id, FaultOnDemand.HEADER, detail);
        assertEquals(500, response.statusCode());
        assertEquals(id, response.headers().firstValue("X-Request-Id").orElse(""));
        assertTrue(
                response.body().contains("/problems/fault") && response.body().contains(id), response.body());
        assertFalse(response.body().contains(detail) || response.body().contains("Exception"), response.body());
        var log = log();
        assertTrue(log.contains("Fault in request " + id) && log.contains(detail));
    }

    @Test
    void noPageOfAnotherOriginMayReadAnythingByDefault() {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            var response = Web.service()
                    .send(
                            method,
                            "api/users",
                            null,
                            null,
                            "Origin",
                            "https://app.example.org",
                            "Access-Control-Request-Method",
                            "GET");
            assertTrue(
                    response.headers().map().keySet().stream().noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT)
                            .startsWith("access-control")),
                    () -> response.headers().toString());
        }
    }

    @Test
    void theLogOfTheWholeRunHoldsNoTokenAndNoHash() throws IOException {
        Web.service().send("PUT", "api/credentials/ada", "{\"passwordHash\":\"" + "0a".repeat(64) + "\"}");
        Web.service().send("PUT", "api/credentials/ada", "{\"passwordHash\":\"" + "0a".repeat(63) + "\"}");
        var log = log();
        assertTrue(log.contains("dev.metabuilder.audit"), "it is the log");
        assertFalse(log.contains(SERVICE_TOKEN));
        assertFalse(Pattern.compile("[0-9a-f]{126}|PBKDF2WithHmacSHA512:\\d+:[A-Za-z0-9+/]{4}")
                .matcher(log)
                .find());
        var password = System.getProperty("metabuilder.test.postgresql.password");
        assertFalse(password != null && log.contains(password));
    }
}
