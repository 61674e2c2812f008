package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.OnceForServers;
import dev.metabuilder.database.testing.Scripts;
import dev.metabuilder.database.testing.Web;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The console: how it is served, and what it does in a browser, by the scripts in {@code src/main/typescript/console}. */
@RunAsClient
@OnceForServers
class ConsoleIT extends InServer {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    @Test
    void itsFilesAreServedWithItsPolicyAndAreAskedForAnewEachTime() {
        for (String file : List.of("console/", "console/index.html", "console/lib/lit-html/lit-html.js")) {
            var answer = Web.nobody().send("GET", file);
            assertEquals(200, answer.statusCode(), file);
            assertEquals(POLICY, header(answer, "Content-Security-Policy"), file);
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"), file);
            assertEquals("no-cache", header(answer, "Cache-Control"), file);
            var again = Web.nobody().send("GET", file, null, null, "If-None-Match", header(answer, "ETag"));
            assertEquals(304, again.statusCode(), file);
        }
    }

    @Test
    void itsAddressMayLackTheSlashAndWhatIsNotThereIsTold() {
        var moved = Web.nobody().send("GET", "console");
        assertEquals(301, moved.statusCode());
        assertEquals(baseUri().resolve("console/").toString(), header(moved, "Location"));
        for (String file : List.of("console/nothing.js", "console/lib/")) {
            var missing = Web.nobody().send("GET", file);
            assertEquals(404, missing.statusCode(), file);
            assertEquals(
                    "application/problem+json", header(missing, "Content-Type").replaceFirst(";.*", ""), file);
            assertEquals(POLICY, header(missing, "Content-Security-Policy"), file);
        }
    }

    @Test
    void itDoesInABrowserAsItsScriptsSay() throws Exception {
        Scripts.require("node", "The console is not tested");
        Scripts.require("chromium", "The console is not tested");
        Scripts.run(Path.of("."), "node", "--test", "src/main/typescript/console/console.test.mjs");
    }
}
