package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tests that are scripts of Node, and are run against the shared server. They need Node, and some need Chromium. */
public final class Scripts {

    private static final boolean REQUIRED = "required".equals(System.getProperty("metabuilder.typescript"));

    private Scripts() {}

    /**
     * Skips the test if a program is not installed, unless {@code -Dtypescript=required} is set.
     *
     * @param program its name on the path
     * @param otherwise what is not done without it
     */
    public static void require(String program, String otherwise) {
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

    /**
     * Runs a command, which gets the server's address and the service token as variables, and expects its exit status 0.
     *
     * @param folder where it runs
     * @param command the program and its arguments
     */
    public static void run(Path folder, String... command) throws Exception {
        Path output = Files.createTempFile("script", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "METABUILDER_URL",
                        InServer.baseUri().toString().replaceAll("/$", ""),
                        "METABUILDER_SERVICE_TOKEN",
                        InServer.SERVICE_TOKEN));
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
