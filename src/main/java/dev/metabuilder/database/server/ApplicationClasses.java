package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The classes of the application, for commands, which run them without a server. */
final class ApplicationClasses {

    private static final String CLASSES = "WEB-INF/classes";

    /** Payara's jars that the commands need: the APIs, the parser of JSON, EclipseLink, and the hash of passwords. */
    private static final Pattern NEEDED = Pattern.compile(PayaraInternals.RUNTIME
            + "([\\w.-]+-api|jackson-core|org.eclipse.persistence.core|jakarta.security.enterprise)[.]jar");

    private ApplicationClasses() {}

    /** Returns a class loader of the WAR's classes, its libraries and those of Payara's jars. */
    static ClassLoader loader() {
        try {
            Path folder = Files.createTempDirectory("application");
            ShutdownSequence.delete(folder);
            Path war = BundledFiles.war(folder);
            List<Path> places = new ArrayList<>();
            if (!PayaraInternals.isOnClassPath()) {
                places.addAll(jars(runtime(Files.createDirectory(folder.resolve("runtime")))));
            }
            if (!Files.isDirectory(war)) {
                war = unpacked(war, Files.createDirectory(folder.resolve("war")));
            }
            places.add(0, war.resolve(CLASSES));
            Path libraries = war.resolve("WEB-INF/lib");
            if (Files.exists(libraries)) {
                places.addAll(jars(libraries));
            }
            List<URL> urls = new ArrayList<>();
            for (Path place : places) {
                urls.add(url(place));
            }
            return new URLClassLoader(urls.toArray(URL[]::new), ApplicationClasses.class.getClassLoader());
        } catch (IOException e) {
            throw new StartupException(StartupException.FAILED, "The temporary folder cannot be written", e);
        }
    }

    private static Path runtime(Path folder) throws IOException {
        try (JarFile from = new JarFile(ExtractCommand.running().toFile())) {
            for (JarEntry entry : Collections.list(from.entries())) {
                if (NEEDED.matcher(entry.getName()).matches()) {
                    try (InputStream in = from.getInputStream(entry)) {
                        Files.copy(in, folder.resolve(entry.getName().substring(PayaraInternals.RUNTIME.length())));
                    }
                }
            }
        }
        return folder;
    }

    private static URL url(Path place) throws MalformedURLException {
        return place.toUri().toURL();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Path unpacked(Path war, Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(war);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && entry.getName().startsWith("WEB-INF/")) {
                    Path file = folder.resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return folder;
    }
}
