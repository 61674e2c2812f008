package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files in the launcher's jar. The system properties {@code metabuilder.config}, a folder, and {@code metabuilder.war}
 * replace them. The second replaces only the WAR in the jar, because an extracted server has parts of its WAR elsewhere.
 */
final class BundledFiles {
    static final String WAR = "metabuilder-database.war";
    private static final String CONFIG = "server-config/";

    private BundledFiles() {}

    /**
     * Returns the text of a file of {@code server-config}.
     *
     * @throws StartupException if there is no such file
     */
    static String text(String name) throws IOException {
        String folder = System.getProperty("metabuilder.config");
        if (folder != null) {
            return Files.readString(existing(Path.of(folder, name)));
        }
        try (InputStream in = open(CONFIG + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Returns the WAR as a file, or as a folder if the server is extracted.
     *
     * @param folder the folder to put the file in
     * @throws StartupException if there is no WAR
     */
    static Path war(Path folder) throws IOException {
        String other = System.getProperty("metabuilder.war");
        if (other != null) {
            return existing(Path.of(other));
        }
        if (PayaraInternals.isOnClassPath()) {
            return ExtractCommand.war();
        }
        try (InputStream in = open(WAR)) {
            Path war = folder.resolve(WAR);
            Files.copy(in, war);
            return war;
        }
    }

    private static Path existing(Path given) {
        Path path = given.toAbsolutePath();
        if (!Files.exists(path)) {
            throw missing(path.toString());
        }
        return path;
    }

    private static InputStream open(String name) {
        InputStream in = BundledFiles.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw missing(name);
        }
        return in;
    }

    private static StartupException missing(String name) {
        return new StartupException(StartupException.FAILED, name + " is missing: build it with mvn package", null);
    }
}
