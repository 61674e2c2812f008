package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class FrozenTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstDifferenceIsShownAndNoOther() {
        Path file = Path.of("models/User.txt");
        assertNull(Frozen.difference(file, "a\nb\n", "a\nb\n"));
        assertEquals(
                "models/User.txt, line 2:\n  frozen: b\n  now:    c",
                Frozen.difference(file, "a\nb\nd\n", "a\nc\ne\n"));
        assertEquals(
                "models/User.txt, line 2:\n  frozen: (the end of the file)\n  now:    b",
                Frozen.difference(file, "a\n", "a\nb\n"));
        String line = "SELECT ".repeat(100);
        assertEquals(
                "models/User.txt, line 1:\n  frozen: …" + "SELECT ".repeat(12).substring(4) + "id\n  now:    …"
                        + "SELECT ".repeat(12).substring(4) + "key",
                Frozen.difference(file, line + "id", line + "key"));
    }

    @Test
    @DisabledIfSystemProperty(named = "metabuilder.freeze", matches = "true")
    void whatIsToBeDoneIsSaid() throws Exception {
        Path file = folder.resolve("User.txt");
        String missing = assertThrows(AssertionError.class, () -> Frozen.check(file, "a", "UserTest"))
                .getMessage();
        assertTrue(missing.endsWith("commit it: mvn -q -Dtest=UserTest -Dmetabuilder.freeze=true test"), missing);
        Files.writeString(file, "a\r\nb");
        Frozen.check(file, "a\nb", "UserTest");
        String other = assertThrows(AssertionError.class, () -> Frozen.check(file, "a\nc", "UserTest"))
                .getMessage();
        assertTrue(other.contains("git diff: mvn -q -Dtest=UserTest -Dmetabuilder.freeze=true test"), other);
    }
}
