package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one jar that the build makes, and how it is started: as it is, or laid out in a folder. */
public final class Artefact {

    /** The jar itself. */
    public static final Path JAR = Folders.TARGET.resolve("metabuilder-database.jar");

    /** Options of Java with which it starts sooner and is slower later. */
    public static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path LAID_OUT = Folders.TARGET.resolve("laid-out");

    private Artefact() {}

    /** Returns the command that runs Java with arguments. */
    public static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Returns the arguments of Java that start the artefact in the quickest way: laid out, with the quick options. */
    public static List<String> quickly() {
        List<String> arguments = new ArrayList<>(QUICK);
        arguments.add("@" + laidOut().resolve("java.options"));
        return arguments;
    }

    /**
     * Returns the folder where it is laid out, which its own command does, once for a build: a server starts from there in
     * half of the time that the jar takes.
     */
    public static synchronized Path laidOut() {
        Path options = LAID_OUT.resolve("java.options");
        try {
            if (!Files.exists(options)
                    || Files.getLastModifiedTime(options).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
                Folders.delete(LAID_OUT);
                String end = run(List.of("-jar", JAR.toString(), "extract", LAID_OUT.toString()));
                if (!end.startsWith("0: ")) {
                    throw new IllegalStateException("The server could not be laid out: " + end);
                }
            }
            return LAID_OUT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs Java without our settings to its end, and returns {@code status: all that it printed}. */
    public static String run(List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(java(arguments)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("METABUILDER_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() + ": " + output;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
