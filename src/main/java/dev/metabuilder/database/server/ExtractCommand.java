package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Extracts the server to a folder, where it starts faster than from its single jar. The jars within the jar are on the class
 * path there, so that Java can use an archive of their classes. They are merged into one jar: with three hundred, Java would
 * search each of them for every class of the application before it finds the class in the WAR. The folder must not be moved.
 * The archive is only for the Java that made it; another Java starts without it.
 *
 * <pre>
 * java.options               to start the server with: java @DIR/java.options
 * metabuilder-database.jar   the launcher, the drivers, server-config
 * runtime.jar                Payara Micro's jars and the libraries of the WAR in one
 * application                the rest of the WAR
 * classes.jsa                the archive of classes
 * </pre>
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class Data Sharing</a>
 */
final class ExtractCommand {
    private static final String RUNTIME_JAR = "runtime.jar";
    private static final String WAR = "application";

    /**
     * C2, which is busy during the whole start, compiles a method only after five times as many calls as by default.
     * Decision 19 has the measurements.
     */
    private static final String LATER = """
            -XX:Tier4InvocationThreshold=25000
            -XX:Tier4MinInvocationThreshold=3000
            -XX:Tier4CompileThreshold=75000
            -XX:Tier4BackEdgeThreshold=200000
            """;

    private final Path folder;

    private ExtractCommand(Path folder) {
        this.folder = folder;
    }

    /**
     * Extracts the server.
     *
     * @param where a new or empty folder, whose path has only characters that need no escape in a URI
     * @return the file with the options for Java
     * @throws StartupException if the folder is not such a folder, can't be written, or the server does not start from it
     */
    static Path to(Path where) {
        if (PayaraInternals.isOnClassPath()) {
            throw failed("This server runs from a folder already: extract is a command of the jar", null);
        }
        Path folder = followed(where);
        if (!folder.toUri().getRawPath().equals(folder.toUri().getPath())) {
            // Java 17 archives the classes of such a path, but then does not find them.
            throw failed(
                    "The path " + folder
                            + " must not have spaces or other special characters, or Java finds no class there",
                    null);
        }
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw failed("The folder " + folder + " is not empty", null);
                }
            }
        } catch (IOException e) {
            throw failed("The folder " + folder + " cannot be made", e);
        }
        boolean done = false;
        try {
            ExtractCommand extractCommand = new ExtractCommand(folder);
            extractCommand.unpack();
            TrainingRun.archive(extractCommand.jar(), folder.resolve("classes.jsa"));
            Path options = extractCommand.options();
            // Other users may run the server, for example in an image, where root owns the files.
            Folders.keepOthersFromWriting(folder);
            done = true;
            return options;
        } catch (IOException e) {
            throw failed("The folder " + folder + " cannot be written", e);
        } finally {
            if (!done) {
                Folders.delete(folder);
            }
        }
    }

    private static Path followed(Path where) {
        Path folder = where.toAbsolutePath().normalize();
        try {
            folder = OutputFile.followed(folder);
        } catch (IOException e) {
            throw failed("The folder " + folder + " cannot be made", e);
        }
        if (where.toString().equals("-") || (Files.exists(folder) && !Files.isDirectory(folder))) {
            throw failed("extract needs a folder, and " + where + " is not one", null);
        }
        return folder;
    }

    /** Returns the jar from which this process runs. */
    static Path running() {
        try {
            return Path.of(ExtractCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the WAR of the folder from which this process runs. */
    static Path war() {
        return running().resolveSibling(WAR);
    }

    private Path jar() {
        return folder.resolve("metabuilder-database.jar");
    }

    private void unpack() throws IOException {
        try (JarFile from = new JarFile(running().toFile())) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, RUNTIME_JAR);
            try (JarOutputStream own = new JarOutputStream(Files.newOutputStream(jar()), manifest);
                    JarOutputStream runtime =
                            new JarOutputStream(Files.newOutputStream(folder.resolve(RUNTIME_JAR)), multiRelease())) {
                FlattenedJar jars = new FlattenedJar(runtime);
                for (JarEntry entry : Collections.list(from.entries())) {
                    String name = entry.getName();
                    try (InputStream in = from.getInputStream(entry)) {
                        if (name.startsWith(PayaraInternals.RUNTIME) && name.endsWith(".jar")) {
                            jars.add(in);
                        } else if (!Set.of(PayaraInternals.RUNTIME, JarFile.MANIFEST_NAME, BundledFiles.WAR)
                                .contains(name)) {
                            // Payara searches the root of the class path for its resource adapters.
                            own.putNextEntry(new JarEntry(name.replace(PayaraInternals.RUNTIME, "")));
                            in.transferTo(own);
                        }
                    }
                }
                try (InputStream war = from.getInputStream(from.getJarEntry(BundledFiles.WAR))) {
                    unpack(war, jars);
                }
                jars.addLists();
            }
            Path initializers = folder.resolve(WAR).resolve("WEB-INF/classes").resolve(PayaraInternals.INITIALIZERS);
            Files.createDirectories(initializers.getParent());
            Files.writeString(initializers, PayaraInternals.OPENAPI + "\n");
        }
    }

    /**
     * Unpacks the WAR, but puts its libraries on the class path: Payara would search them for annotations, of which they
     * have none. For each class it would search its own jars first anyway.
     */
    private void unpack(InputStream war, FlattenedJar jars) throws IOException {
        ZipInputStream in = new ZipInputStream(war);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (entry.getName().startsWith("WEB-INF/lib/") && entry.getName().endsWith(".jar")) {
                jars.add(in);
            } else if (!entry.isDirectory()) {
                Path file = folder.resolve(WAR).resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    private static Manifest multiRelease() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        return manifest;
    }

    private Path options() throws IOException {
        return Files.writeString(
                folder.resolve("java.options"),
                "# java @" + folder.resolve("java.options") + " [serve | a command]\n"
                        + "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa") + "\n"
                        // Another Java silently starts without the archive.
                        + "-Xlog:cds=off\n-Xlog:cds+dynamic=off\n"
                        + LATER
                        + "-jar\n"
                        + jar() + "\n");
    }

    private static StartupException failed(String message, IOException cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
