package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names of the settings, and what is said about a variable that has none of them. */
class SettingNamesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/metabuilder/database");

    private static Set<String> found(Path file, String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        Pattern.compile(pattern).matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    @Test
    void allAreThoseThatTheCodeReadsAndTheReadmeHasInItsTable() throws IOException {
        Set<String> all = new TreeSet<>(SettingNames.ALL);
        assertEquals(found(Path.of("src/site/markdown/configuration.md"), "(?m)^\\| `(METABUILDER_\\w+)` \\|"), all);
        Set<String> read = found(SOURCES.resolve("server/Settings.java"), "\"(METABUILDER_\\w+)\"");
        for (String kind : List.of("Sqlite", "Postgresql")) {
            read.addAll(found(SOURCES.resolve("server/" + kind + "Kind.java"), "get\\(\"(METABUILDER_\\w+)\""));
        }
        read.addAll(found(SOURCES.resolve("platform/Configuration.java"), "\"(METABUILDER_\\w+)\""));
        assertEquals(read, all);
    }

    @Test
    void oneThatIsMisspeltIsToldWithTheNearestOne() {
        assertEquals(
                List.of(
                        "The variable METABUILDER_DATA is not a setting and has no effect; the most similar setting is METABUILDER_DB",
                        "The variable METABUILDER_HTTP_PROT is not a setting and has no effect; the most similar setting is"
                                + " METABUILDER_HTTP_PORT",
                        "The variable METABUILDER_SERVICETOKEN is not a setting and has no effect; the most similar setting is"
                                + " METABUILDER_SERVICE_TOKEN"),
                SettingNames.warnings(Set.of(
                        "METABUILDER_SERVICETOKEN",
                        "METABUILDER_HTTP_PROT",
                        "METABUILDER_DATA",
                        "METABUILDER_DB",
                        "METABUILDER_URL",
                        "PATH")));
    }
}
