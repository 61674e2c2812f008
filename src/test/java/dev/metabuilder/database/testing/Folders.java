package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Functions on folders that {@link java.nio.file.Files} does not have. */
public final class Folders {

    /** The folder of the build; tests run in the folder of the project. */
    public static final Path TARGET = Path.of("target").toAbsolutePath();

    private Folders() {}

    /** Creates an empty folder, and deletes an earlier one. */
    public static Path fresh(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Deletes a folder with its content, if it exists. */
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
