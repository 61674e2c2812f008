package dev.metabuilder.database.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the server printed, and what of it explains a failure. */
record ServerLog(Path file) {

    private static final Pattern READY = Pattern.compile("Payara Micro .* ready in .* \\(ms\\)");
    private static final Pattern TELLING =
            Pattern.compile("SEVERE|FAILURE|^Caused by:|Exception while|Exception: |Error: ");
    private static final int LINES = 40;
    private static final int WIDTH = 500;

    /** Whether boot is over; Payara says so after a failed deployment too. */
    boolean tellsReady() throws IOException {
        return lines().stream().anyMatch(line -> READY.matcher(line).find());
    }

    /** The lines that look like reasons, then the last ones. */
    String summary() throws IOException {
        var lines = lines().stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line)
                .toList();
        var telling = lines.stream()
                .filter(line -> TELLING.matcher(line).find())
                .limit(LINES)
                .toList();
        var tail = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return "Its log is %s; what stands out in it:%n%s%nand its end:%n%s"
                .formatted(file, String.join("\n", telling), String.join("\n", tail));
    }

    private List<String> lines() throws IOException {
        // Another process writes it: a character may be cut in two, which a strict reader would refuse.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
