package dev.metabuilder.database.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Web;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The page in which the description is read. */
@RunAsClient
class DocsIT extends InServer {

    @Test
    void thePageIsServedWithAllItsPartsAndAsksNoOtherHost() {
        var page = Web.nobody().send("GET", "docs/");
        assertEquals(200, page.statusCode());
        var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), policy);
        assertFalse(policy.contains("http"), policy);
        var parts = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        var count = 0;
        while (parts.find()) {
            var part = parts.group(1);
            assertFalse(part.contains("//"), part);
            if (!part.startsWith("data:")) {
                assertEquals(
                        200,
                        Web.nobody()
                                .send(
                                        "GET",
                                        baseUri()
                                                .resolve("docs/")
                                                .resolve(part)
                                                .getPath()
                                                .substring(1))
                                .statusCode(),
                        part);
                count++;
            }
        }
        assertEquals(4, count);
        var script = Web.nobody().send("GET", "docs/docs.js").body();
        var url = Pattern.compile("url: \"([^\"]+)\"").matcher(script);
        assertTrue(url.find());
        assertEquals(
                "/openapi", baseUri().resolve("docs/").resolve(url.group(1)).getPath());
        assertTrue(
                script.contains("validatorUrl: null"), "Swagger's own page would have the document judged elsewhere");
    }
}
