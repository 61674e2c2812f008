package dev.metabuilder.database.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that records what others rely on, so that it does not change by accident. A test compares it with the result of the
 * present code. With {@code -Dmetabuilder.freeze=true} the test writes the file, and {@code git diff} shows the changes.
 */
public final class Frozen {

    private static final boolean FREEZE = Boolean.getBoolean("metabuilder.freeze");

    /** How much of a long line a message shows, in characters before and after the difference. */
    private static final int BEFORE = 80;

    private static final int AFTER = 120;

    private Frozen() {}

    /**
     * Compares a file with the result of the present code, and fails with the first difference.
     *
     * @param test the name of the test class that writes the file
     */
    public static void check(Path file, String now, String test) throws IOException {
        if (FREEZE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
        } else if (!Files.exists(file)) {
            fail(file + " is missing. Have it written, read it and commit it: " + command(test));
        } else {
            String difference = difference(file, Files.readString(file).replace("\r\n", "\n"), now);
            if (difference != null) {
                fail(difference + "\nIf this change is meant, have the file written, and look at git diff: "
                        + command(test) + "\nIf it is not, the code is wrong: others rely on what the file says.");
            }
        }
    }

    private static String command(String test) {
        return "mvn -q -Dtest=" + test + " -Dmetabuilder.freeze=true test";
    }

    /** Returns the first difference in words, or null if there is none. */
    static String difference(Path file, String then, String now) {
        if (then.equals(now)) {
            return null;
        }
        List<String> before = then.lines().toList();
        List<String> after = now.lines().toList();
        int line = 0;
        while (line < before.size() && line < after.size() && before.get(line).equals(after.get(line))) {
            line++;
        }
        String frozen = at(before, line);
        String present = at(after, line);
        int column = 0;
        while (column < Math.min(frozen.length(), present.length())
                && frozen.charAt(column) == present.charAt(column)) {
            column++;
        }
        return file + ", line " + (line + 1) + ":\n  frozen: " + around(column, frozen) + "\n  now:    "
                + around(column, present);
    }

    private static String around(int column, String line) {
        int begin = Math.max(0, column - BEFORE);
        int end = Math.min(line.length(), column + AFTER);
        return (begin > 0 ? "…" : "") + line.substring(begin, end) + (end < line.length() ? "…" : "");
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(the end of the file)";
    }
}
