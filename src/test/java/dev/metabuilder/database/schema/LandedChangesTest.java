package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A landed change is never edited, because databases have applied it. {@code landed-changes.txt} has the SHA-256 of each
 * file, including its rollback; a change lands together with its line there. If this test fails, undo the edit and write
 * another change.
 */
class LandedChangesTest {

    private static final Path CHANGELOG = Path.of("liquibase/changelog.yaml");
    private static final Path LANDED = Path.of("src/test/resources/landed-changes.txt");
    private static final Pattern INCLUDE = Pattern.compile("(?m)^  - include: \\{ file: (\\S+),.*\n");

    @Test
    void noChangeThatHasLandedIsEdited() throws Exception {
        String changelog = Files.readString(CHANGELOG);
        Map<String, String> now = new TreeMap<>();
        // The properties are part of every change.
        now.put("changelog.yaml", sha256(INCLUDE.matcher(changelog).replaceAll("")));
        List<String> changes = INCLUDE.matcher(changelog)
                .results()
                .map((MatchResult include) -> include.group(1))
                .toList();
        for (String file : changes) {
            now.put(file, sha256(Files.readString(CHANGELOG.resolveSibling(file))));
        }
        Map<String, String> then = landed();
        then.forEach((file, sum) -> assertEquals(
                sum,
                now.get(file),
                () -> "liquibase/" + file
                        + " is not what has landed, and databases have it as it was. Take the edit back"
                        + " (git checkout origin/main -- liquibase/" + file + "), and make another change."));
        String missing = now.entrySet().stream()
                .filter(change -> !then.containsKey(change.getKey()))
                .map(change -> change.getValue() + "  " + change.getKey() + "\n")
                .collect(Collectors.joining());
        assertEquals(
                "",
                missing,
                "These changes have no line in " + LANDED
                        + ". When you don't edit them any more, add these lines there.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mysql", "mariadb"})
    void everyChangeHasAFileOfItsNameAndTheServerKnowsIt(String database) throws Exception {
        try (Liquibase liquibase = new Liquibase(
                "liquibase/changelog.yaml",
                new ClassLoaderResourceAccessor(),
                DatabaseFactory.getInstance().getDatabase(database))) {
            assertEquals(
                    liquibase.getDatabaseChangeLog().getChangeSets().stream()
                            .map(ChangeSet::getId)
                            .filter(id -> !id.contains("/"))
                            .toList(),
                    new Migration().changes(database));
        }
    }

    private static Map<String, String> landed() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(LANDED)) {
            String[] words = line.split(" +", 2);
            sums.put(words[1], words[0]);
        }
        return sums;
    }

    private static String sha256(String text) throws Exception {
        // Whatever ends the lines of the checkout.
        byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
