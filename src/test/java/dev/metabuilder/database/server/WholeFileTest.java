package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a file that could not be written. */
class WholeFileTest {

    @Test
    void neitherThePartNorWhatSqliteKeepsBesideItIsLeft(@TempDir Path folder) throws Exception {
        try (WholeFile whole = new WholeFile(folder.resolve("backup.db"))) {
            Files.createFile(Path.of(whole.part() + "-journal"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
