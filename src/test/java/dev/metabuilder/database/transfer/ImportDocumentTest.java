package dev.metabuilder.database.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementInput;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.users.PasswordResetToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The converted hashes of a text reach their records. */
class ImportDocumentTest {

    private static final Catalogue TWO_HASHED = new Catalogue(
            Section.sortedValues("credentials", Credential.class, "passwordHash")
                    .hashed(),
            Section.sortedValues("passwordResetTokens", PasswordResetToken.class, "token")
                    .hashed());

    /** Hashing itself is the container's. */
    private static final class Marked extends PasswordHashes {

        @Override
        public Map<String, String> storedAll(Map<String, String> hashes) {
            return hashes.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> "slow " + entry.getValue().charAt(0)));
        }
    }

    private static List<String> read(String json, ReplacementReport mends) {
        List<String> read = new ArrayList<>();
        try (ImportDocument document =
                new ImportDocument(TWO_HASHED, ImportSource.of(json), null, new Marked(), mends, new Progress())) {
            document.read(new ReplacementInput.Sink() {
                @Override
                public void begin(Section<?> section) {
                    read.add(section.name());
                }

                @Override
                public void record(ReplacementInput.Entry entry) {
                    read.add(entry.key() + " " + entry.values().get(1));
                }

                @Override
                public void forget(Section<?> section) {
                    throw new AssertionError(section + " was never begun here");
                }

                @Override
                public void pause() {}
            });
        }
        return read;
    }

    private static String map(String section, String... hashed) {
        StringBuilder json = new StringBuilder("\"" + section + "\": {");
        for (int i = 0; i < hashed.length; i++) {
            json.append(i == 0 ? "" : ", ")
                    .append("\"" + (char) ('x' + i) + "\": \"")
                    .append(hashed[i].repeat(128))
                    .append('"');
        }
        return json + "}";
    }

    @Test
    void hashesOfTwoSectionsAreNotExchanged() {
        assertEquals(
                List.of("credentials", "x slow a", "y slow b", "passwordResetTokens", "x slow c", "y slow d"),
                read("{" + map("credentials", "a", "b") + ", " + map("passwordResetTokens", "c", "d") + "}", null));
    }

    @Test
    void aSectionThatIsGivenTwiceTakesOnlyItsOwnHashesAway() {
        assertEquals(
                List.of("passwordResetTokens", "x slow c", "credentials", "x slow d"),
                read(
                        "{" + map("credentials", "a", "b") + ", " + map("passwordResetTokens", "c") + ", "
                                + map("credentials", "d") + "}",
                        new ReplacementReport()));
    }
}
