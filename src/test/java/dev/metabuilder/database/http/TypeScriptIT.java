package dev.metabuilder.database.http;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.OnceForServers;
import dev.metabuilder.database.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/**
 * Builds the TypeScript client, and runs its own tests against this server, in Node and in a browser. If these are not
 * installed, it says so and skips the tests, unless {@code -Dtypescript=required} is set.
 */
@RunAsClient
@OnceForServers
class TypeScriptIT extends InServer {

    private static final Path SOURCES = Path.of("src/main/typescript");
    private static final Path BUILD = Folders.TARGET.resolve("typescript");

    @Test
    void theClientDoesAsItsCasesSay() throws Exception {
        Scripts.require("npm", "The TypeScript client is neither built nor tested");
        build();
        Scripts.run(BUILD, "npm", "test");
        Scripts.require("chromium", "The TypeScript client is not tested in a browser");
        Scripts.run(BUILD, "node", "scripts/browser.mjs");
    }

    private static void build() throws Exception {
        boolean known = Files.exists(BUILD.resolve("package-lock.json"))
                && Files.exists(BUILD.resolve("node_modules"))
                && Files.mismatch(SOURCES.resolve("package-lock.json"), BUILD.resolve("package-lock.json")) == -1;
        copy();
        if (!known) {
            Scripts.run(BUILD, "npm", "ci");
        }
        Scripts.run(BUILD, "npm", "run", "build");
    }

    private static void copy() throws IOException {
        for (String folder : List.of("src", "test", "scripts", "dist")) {
            Folders.delete(BUILD.resolve(folder));
        }
        try (var paths = Files.walk(SOURCES)) {
            for (Path path : paths.filter(TypeScriptIT::isSource).toList()) {
                Path target = BUILD.resolve(SOURCES.relativize(path));
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(path));
            }
        }
    }

    /** What a developer has built in place is not taken along. */
    private static boolean isSource(Path path) {
        String first = SOURCES.relativize(path).getName(0).toString();
        return Files.isRegularFile(path) && !first.equals("node_modules") && !first.equals("dist");
    }
}
