package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The server laid out in a folder, where it starts faster than from its one jar: the jars within the jar lie beside it, on
 * the class path, so that Java can keep an archive of their classes, ready to use. The folder must stay where it is, and
 * the archive is for the Java that made it; another Java starts without it.
 *
 * <pre>
 * java.options               what to start it with: java @DIR/java.options
 * metabuilder-database.jar   the launcher, the drivers, the WAR, server-config
 * runtime/                   Payara Micro's jars
 * classes.jsa                the archive of classes
 * </pre>
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class Data Sharing</a>
 */
final class Extract {
    private static final String RUNTIME = "MICRO-INF/runtime/";
    private static final String CLASS_PATH = "runtime/";
    private static final String PAYARA = "fish/payara/micro/impl/PayaraMicroImpl.class";

    private final Path folder;

    private Extract(Path folder) {
        this.folder = folder;
    }

    /**
     * Lays the server out.
     *
     * @param where a folder that is not there, or is empty, whose path has only what needs no escape in a URI
     * @return the file to start Java with
     * @throws StartupException when it is another, cannot be written, or the server does not start from it
     */
    static Path to(Path where) {
        if (isRunning()) {
            throw failed("This server is laid out in a folder already: extract is for the jar", null);
        }
        Path folder = where.toAbsolutePath().normalize();
        if (!folder.toUri().getRawPath().equals(folder.toUri().getPath())) {
            // Seen with Java 17: it archives the classes, and then does not find them.
            throw failed(
                    "The path " + folder + " must do without spaces and the like, or Java finds no class there", null);
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
            Extract extract = new Extract(folder);
            extract.unpack();
            TrainingRun.archive(extract.jar(), folder.resolve("classes.jsa"));
            Path options = extract.options();
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

    /** Tells whether this process runs from such a folder. */
    static boolean isRunning() {
        return Extract.class.getClassLoader().getResource(PAYARA) != null;
    }

    /** Returns the jar that this process runs from. */
    static Path running() {
        try {
            return Path.of(Extract.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path jar() {
        return folder.resolve("metabuilder-database.jar");
    }

    private void unpack() throws IOException {
        Files.createDirectory(folder.resolve(CLASS_PATH));
        try (JarFile from = new JarFile(running().toFile())) {
            List<JarEntry> entries = Collections.list(from.entries());
            List<String> jars = new ArrayList<>();
            for (JarEntry entry : entries) {
                if (isOfClassPath(entry)) {
                    String name = CLASS_PATH + entry.getName().substring(RUNTIME.length());
                    try (InputStream in = from.getInputStream(entry)) {
                        Files.copy(in, folder.resolve(name));
                    }
                    jars.add(name);
                }
            }
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
            try (OutputStream file = Files.newOutputStream(jar());
                    JarOutputStream to = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : entries) {
                    if (!isOfClassPath(entry)
                            && !entry.getName().equals(RUNTIME)
                            && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        // Payara looks for its resource adapters, the rest of its runtime, at the root of the class
                        // path.
                        to.putNextEntry(new JarEntry(entry.getName().replace(RUNTIME, "")));
                        try (InputStream in = from.getInputStream(entry)) {
                            in.transferTo(to);
                        }
                    }
                }
            }
        }
    }

    private static boolean isOfClassPath(JarEntry entry) {
        return entry.getName().startsWith(RUNTIME) && entry.getName().endsWith(".jar");
    }

    private Path options() throws IOException {
        return Files.writeString(
                folder.resolve("java.options"),
                "# java @" + folder.resolve("java.options") + " [serve | a command]\n"
                        + "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa") + "\n"
                        // Another Java says nothing, and does without.
                        + "-Xlog:cds=off\n-Xlog:cds+dynamic=off\n"
                        + "-jar\n"
                        + jar() + "\n");
    }

    private static StartupException failed(String message, IOException cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
