package dev.metabuilder.database.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jar that the build makes, and the commands that start it: from the jar, or extracted to a folder. */
public final class Artefact {

    /** The jar itself. */
    public static final Path JAR = Folders.TARGET.resolve("metabuilder-database.jar");

    /** Options of Java for a faster start and lower speed afterwards. */
    public static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int LEAST_VERSION = 17;
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path LAID_OUT = Folders.TARGET.resolve("laid-out");

    private Artefact() {}

    /** Returns the command that runs Java with arguments. */
    public static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(arguments);
        return command;
    }

    /**
     * Returns the homes of other Javas from 17 on: those in the system property {@code metabuilder.javas}, separated by
     * commas, or else those beside the Java that runs this.
     */
    public static List<Path> otherJavas() throws IOException {
        Path own = JAVA.toRealPath();
        String named = System.getProperty("metabuilder.javas", "");
        Set<Path> homes = new TreeSet<>();
        try (Stream<Path> candidates = named.isBlank()
                ? Files.list(
                        Path.of(System.getProperty("java.home")).toRealPath().getParent())
                : Stream.of(named.split(",")).map(Path::of)) {
            for (Path home : candidates.toList()) {
                Path java = home.resolve("bin/java");
                boolean fits = Files.isExecutable(java) && version(home) >= LEAST_VERSION;
                if (fits && !java.toRealPath().equals(own)) {
                    homes.add(java.toRealPath().getParent().getParent());
                } else if (!fits && !named.isBlank()) {
                    throw new IOException(home + " is no Java from " + LEAST_VERSION + " on.");
                }
            }
        }
        return List.copyOf(homes);
    }

    /** Returns the major version of a Java, or 0 if unknown. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return 0;
        }
        Matcher version = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(release));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Returns the arguments of Java for the fastest start: extracted, with the quick options. */
    public static List<String> quickly() {
        List<String> arguments = new ArrayList<>(QUICK);
        arguments.add("@" + laidOut().resolve("java.options"));
        return arguments;
    }

    /**
     * Returns the folder to which its own command has extracted it, once for a build. A server starts from there in half of
     * the time that it needs from the jar.
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
                ProcessFiles.assertClosed(LAID_OUT);
            }
            return LAID_OUT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs Java without our settings to its end, and returns {@code status: output}. */
    public static String run(List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ProcessFiles.open(java(arguments))).redirectErrorStream(true);
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
