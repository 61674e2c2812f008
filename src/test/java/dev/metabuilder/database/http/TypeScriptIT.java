package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.metabuilder.database.testing.Folders;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.OnceForServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final boolean REQUIRED = "required".equals(System.getProperty("metabuilder.typescript"));

    @Test
    void theClientDoesAsItsCasesSay() throws Exception {
        require("npm", "The TypeScript client is neither built nor tested");
        build();
        run("npm", "test");
        require("chromium", "The TypeScript client is not tested in a browser");
        run("node", "scripts/browser.mjs");
    }

    private static void build() throws Exception {
        boolean known = Files.exists(BUILD.resolve("package-lock.json"))
                && Files.exists(BUILD.resolve("node_modules"))
                && Files.mismatch(SOURCES.resolve("package-lock.json"), BUILD.resolve("package-lock.json")) == -1;
        copy();
        if (!known) {
            run("npm", "ci");
        }
        run("npm", "run", "build");
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

    private static void require(String program, String otherwise) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        String message = otherwise + ": there is no " + program + " on the path.";
        if (!there && !REQUIRED) {
            System.out.println(message);
        }
        if (REQUIRED) {
            assertEquals(true, there, message);
        } else {
            assumeTrue(there, message);
        }
    }

    private static void run(String... command) throws Exception {
        Path output = Files.createTempFile("typescript", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(BUILD.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("METABUILDER_URL", baseUri().toString().replaceAll("/$", ""));
        builder.environment().put("METABUILDER_SERVICE_TOKEN", SERVICE_TOKEN);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(30, TimeUnit.MINUTES);
            assertEquals(
                    "0",
                    ended ? String.valueOf(process.exitValue()) : "no end",
                    () -> String.join(" ", command) + "\n" + text(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
