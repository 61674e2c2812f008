package dev.metabuilder.database.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the changes in the changelog. It reads only these: to parse the whole changelog, as Liquibase does, would take a
 * tenth of a start.
 */
final class Changelog {

    /** The changelog within the WAR. */
    static final String FILE = "liquibase/changelog.yaml";

    /** Each change has its own file, whose name is the name of the change. */
    private static final Pattern INCLUDE = Pattern.compile("(?m)^ *- include: \\{ file: changes/([^.]+)[.]yaml,");

    /** The databases of a change that is not for all. */
    private static final Pattern DATABASES = Pattern.compile("(?m)^ +dbms: ([\\w,]+)$");

    private Changelog() {}

    /**
     * Returns the names of this build's changes for a database, in order.
     *
     * @param database its name in the changelog
     */
    static List<String> changes(String database) {
        return INCLUDE.matcher(text(FILE))
                .results()
                .map(include -> include.group(1))
                .filter(change -> isFor(database, change))
                .toList();
    }

    private static boolean isFor(String database, String change) {
        Matcher databases = DATABASES.matcher(text("liquibase/changes/" + change + ".yaml"));
        return !databases.find() || List.of(databases.group(1).split(",")).contains(database);
    }

    private static String text(String file) {
        try (InputStream resource = Changelog.class.getClassLoader().getResourceAsStream(file)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
