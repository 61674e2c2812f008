package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What tests do with folders and {@link java.nio.file.Files} does not. */
public final class Folders {

    /** Where the build puts everything; tests run in the folder of the project. */
    public static final Path TARGET = Path.of("target").toAbsolutePath();

    private Folders() {}

    /** Makes an empty folder, whatever was there before. */
    public static Path fresh(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Deletes a folder with all that it holds, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
