package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a server says when it is not ready stands in the README's table, with what to do; and nothing else stands there. */
class ReadmeTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/metabuilder/database");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(The [^`]*)`");
    private static final Pattern SAID =
            Pattern.compile("(?:UnavailableException\\(|reason = |return |: )\\s*\"(The (?:database|schema)[^\"]*)\"");

    private static String code(String file) throws IOException {
        // Texts that are parted for the length of a line are one.
        return Files.readString(SOURCES.resolve(file)).replaceAll("\"\\s*\\+ \"", "");
    }

    private static List<String> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    @Test
    void everyReasonIsInTheReadme() throws IOException {
        List<String> missing = new ArrayList<>();
        int said = 0;
        for (String file : List.of(
                "storage/Damage.java",
                "storage/Failures.java",
                "schema/Migration.java",
                "schema/Ready.java",
                "schema/Schema.java")) {
            for (MatchResult text : SAID.matcher(code(file)).results().toList()) {
                said++;
                String begins = text.group(1).strip();
                if (rows().stream().noneMatch(row -> row.startsWith(begins))) {
                    missing.add(begins);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(15, said, "texts found");
    }

    @Test
    void whatItsCommandsWriteIsNotForTheRepository() throws IOException {
        List<PathMatcher> ignored = Files.readAllLines(Path.of(".gitignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
                .toList();
        List<String> written = Pattern.compile("[.]jar (?:backup|export) \"([^\"]+)\"")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult command) -> command.group(1).replaceAll("[$][(].*[)]", "2026-11-28"))
                .toList();
        assertEquals(List.of("backup-2026-11-28.db", "backup-2026-11-28.json"), written);
        for (String name : written) {
            assertTrue(ignored.stream().anyMatch(pattern -> pattern.matches(Path.of(name))), name);
        }
    }

    @Test
    void everyReasonInTheReadmeIsOneOfTheCode() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String file : List.of(
                "storage/Damage.java",
                "storage/Failures.java",
                "schema/Migration.java",
                "schema/Ready.java",
                "schema/Schema.java",
                "server/DatabaseCheck.java")) {
            code.append(code(file));
        }
        assertFalse(rows().isEmpty());
        for (String row : rows()) {
            for (String words : List.of(row.split("…", -1))) {
                assertTrue(code.indexOf(words.strip()) >= 0, () -> "\"" + words + "\" of \"" + row + "\"");
            }
        }
    }
}
