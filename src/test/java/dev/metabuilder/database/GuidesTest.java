package dev.metabuilder.database;

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
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of the guide for operators lists every reason of readiness, with what to do, and no other. Every link in a guide
 * has a target.
 */
class GuidesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/metabuilder/database");
    private static final Path OPERATING = Path.of("src/site/markdown/operating.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(The [^`]*)`");
    private static final Pattern SAID =
            Pattern.compile("(?:UnavailableException\\(|reason = |return |: )\\s*\"(The (?:database|schema)[^\"]*)\"");

    private static String code(String file) throws IOException {
        // Texts that are parted for the length of a line are one.
        return Files.readString(SOURCES.resolve(file)).replaceAll("\"\\s*\\+ \"", "");
    }

    private static List<String> rows() throws IOException {
        return ROW.matcher(Files.readString(OPERATING))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    @Test
    void everyReasonIsInTheGuide() throws IOException {
        List<String> missing = new ArrayList<>();
        int said = 0;
        for (String file : List.of(
                "storage/FileDamage.java",
                "storage/ErrorTranslator.java",
                "schema/Migration.java",
                "schema/ReadinessCheck.java",
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
        assertEquals(16, said, "texts found");
    }

    @Test
    void whatItsCommandsWriteIsNotForTheRepository() throws IOException {
        List<PathMatcher> ignored = Files.readAllLines(Path.of(".gitignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
                .toList();
        List<String> written = Pattern.compile("[.]jar (?:backup|export) \"([^\"]+)\"")
                .matcher(Files.readString(OPERATING))
                .results()
                .map((MatchResult command) -> command.group(1).replaceAll("[$][(].*[)]", "2026-11-28"))
                .toList();
        assertEquals(List.of("backup-2026-11-28.db", "backup-2026-11-28.json"), written);
        for (String name : written) {
            assertTrue(ignored.stream().anyMatch(pattern -> pattern.matches(Path.of(name))), name);
        }
    }

    @Test
    void everyReasonInTheGuideIsOneOfTheCode() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String file : List.of(
                "storage/FileDamage.java",
                "storage/ErrorTranslator.java",
                "schema/Migration.java",
                "schema/ReadinessCheck.java",
                "schema/Schema.java",
                "server/SqliteKind.java",
                "server/PostgresqlKind.java",
                "server/MysqlKind.java")) {
            code.append(code(file));
        }
        assertFalse(rows().isEmpty());
        for (String row : rows()) {
            for (String words : List.of(row.split("…", -1))) {
                assertTrue(code.indexOf(words.strip()) >= 0, () -> "\"" + words + "\" of \"" + row + "\"");
            }
        }
    }

    @Test
    void eachLinkLeadsToAFileAndAHeading() throws IOException {
        List<Path> guides = new ArrayList<>(List.of(Path.of("README.md"), Path.of("src/main/typescript/README.md")));
        try (Stream<Path> files = Files.walk(Path.of("src/site/markdown"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(guides::add);
        }
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Path guide : guides) {
            for (MatchResult link : Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)")
                    .matcher(text(guide))
                    .results()
                    .toList()) {
                links++;
                Path target = link.group(1).isEmpty()
                        ? guide
                        : guide.resolveSibling(link.group(1)).normalize();
                if (!Files.exists(target)
                        || (link.group(2) != null && !headings(target).contains(link.group(2)))) {
                    dead.add(guide + ": " + link.group());
                }
            }
        }
        assertTrue(links > 30, "links are found");
        assertEquals(List.of(), dead);
    }

    private static String text(Path guide) throws IOException {
        return Files.readString(guide).replaceAll("(?s)```.*?```", "");
    }

    /** Returns the headings of a guide, as GitHub names them in links. */
    private static List<String> headings(Path guide) throws IOException {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(text(guide))
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
