package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file in {@code src/test/resources} that shows what the module does, and changes only when somebody wants it to. */
public final class GoldenFile {

    private static final String ACCEPT = "metabuilder.accept";
    private static final int BEFORE = 60;
    private static final int AFTER = 120;

    private GoldenFile() {}

    /**
     * Fails unless a file is as it is now, with the first line that differs. With the system property
     * {@code metabuilder.accept}, the file is written instead.
     *
     * @param name the name, below {@code src/test/resources}
     * @param now the text that it is to have
     */
    public static void assertSame(String name, String now) throws IOException {
        Path file = Path.of("src/test/resources", name);
        if (System.getProperty(ACCEPT) != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
        }
        List<String> expected = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> actual = now.lines().toList();
        if (expected.equals(actual)) {
            return;
        }
        int line = 0;
        while (line < expected.size()
                && line < actual.size()
                && expected.get(line).equals(actual.get(line))) {
            line++;
        }
        String before = line < expected.size() ? expected.get(line) : "(the end of the file)";
        String after = line < actual.size() ? actual.get(line) : "(the end of the file)";
        int column = 0;
        while (column < Math.min(before.length(), after.length()) && before.charAt(column) == after.charAt(column)) {
            column++;
        }
        fail(file + ", line " + (line + 1) + ", from column " + (column + 1) + " on:\n  it has " + part(before, column)
                + "\n  now is " + part(after, column) + "\nWhere that is wanted, run this test with -D" + ACCEPT
                + " and look at the changes of the file before you commit them.");
    }

    private static String part(String line, int column) {
        int begin = Math.max(0, column - BEFORE);
        int end = Math.min(line.length(), column + AFTER);
        return (begin > 0 ? "…" : "") + line.substring(begin, end) + (end < line.length() ? "…" : "");
    }
}
