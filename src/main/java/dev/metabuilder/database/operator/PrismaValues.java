package dev.metabuilder.database.operator;

import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonShape;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.transfer.RecordName;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Converts values of the old layer's columns, as texts, to ours. It repairs what the old layer accepted, if asked to, and
 * reports what it can't repair. It passes on everything that JSON can express, and the import checks that, so that all
 * errors are reported at once.
 */
final class PrismaValues {

    /** The lowest role of an account. */
    private static final String LEAST_ROLE = "user";

    /** The required role for a page whose role does not exist: only the supergod may see the page. */
    private static final String HIGHEST_ROLE = "supergod";

    private final Catalogue catalogue;
    private final boolean repair;
    private final ReplacementReport report;
    private final Problems problems;
    private final Map<String, Long> empty = new TreeMap<>();

    /**
     * Converts the values of one database.
     *
     * @param report gets the repairs
     * @param problems gets what can't be repaired
     */
    PrismaValues(Catalogue catalogue, boolean repair, ReplacementReport report, Problems problems) {
        this.catalogue = catalogue;
        this.repair = repair;
        this.report = report;
        this.problems = problems;
    }

    /** Returns the key of a record. */
    String key(Section<?> section, String text) {
        String key = text == null ? "" : text;
        if (!repair || key.indexOf(0) < 0) {
            return key;
        }
        String mended = key.replace("\0", "");
        if (section.kind() == Section.Kind.MAP || section.kind() == Section.Kind.VALUES) {
            // In other sections the key is a property, and is checked as such.
            mend(section, JsonText.pointer("/" + section.name(), mended), "had U+0000 in its key, which was taken out");
        }
        return mended;
    }

    /**
     * Returns the value of a property in the form of our column, or null if there is none.
     *
     * @param key the key of the record
     * @param text the value of the old column
     */
    Object value(Section<?> section, String key, Property property, String text) {
        if (text == null) {
            return null;
        }
        boolean one = section.kind() == Section.Kind.SINGLETON;
        String pointer = one ? "/" + section.name() : JsonText.pointer("/" + section.name(), key);
        if (section.value() == null) {
            pointer = JsonText.pointer(pointer, property.name());
        }
        String plain = text;
        if (repair && plain.indexOf(0) >= 0) {
            plain = plain.replace("\0", "");
            mend(section, pointer, "had U+0000 in it, which was taken out");
        }
        if (plain.isEmpty() && !property.required() && section.value() == null) {
            // The old layer treated it as absent.
            empty.merge(section.model().name() + "." + property.name(), 1L, Long::sum);
            return null;
        }
        if (property.type() == Json.class) {
            return isJson(plain) ? plain : noJson(section, pointer, property, plain);
        }
        if (property.type().isEnum()) {
            return role(section, pointer, property, plain);
        }
        return property.type() == String.class ? plain : scalar(pointer, property, plain);
    }

    private Object noJson(Section<?> section, String pointer, Property property, String text) {
        if (repair && property.shape() == JsonShape.ANY) {
            mend(section, pointer, "is no JSON: it was kept as a JSON string");
            return Json.of(text).toString();
        }
        if (repair && !property.required()) {
            mend(section, pointer, "is no JSON, and was left out");
            return null;
        }
        return problem(pointer, property, "is no JSON: must be " + property.expected());
    }

    /** Repairs a role. Of all properties with named values, only a role can be replaced so that nobody gains rights. */
    private String role(Section<?> section, String pointer, Property property, String text) {
        boolean isRole = property.parse(LEAST_ROLE) != null && property.parse(HIGHEST_ROLE) != null;
        if (!repair || !isRole || property.parse(text) != null) {
            return text;
        }
        String role = property.required() ? LEAST_ROLE : HIGHEST_ROLE;
        mend(section, pointer, "is no role that there is, and was set to " + role);
        return role;
    }

    private Object scalar(String pointer, Property property, String text) {
        if (property.type() == Boolean.class) {
            return switch (text) {
                case "1", "t", "true" -> true;
                case "0", "f", "false" -> false;
                default -> problem(pointer, property, "is neither true nor false");
            };
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return problem(pointer, property, "is no integer");
        }
    }

    /**
     * Reports a problem, and returns a harmless value, so that the import, which will be rejected, does not report it again.
     */
    private Object problem(String pointer, Property property, String what) {
        problems.add(pointer, Position.NONE, what);
        if (property.type() == Json.class) {
            return property.shape() == JsonShape.OBJECT || property.shape() == JsonShape.ARRAYS_BY_NAME ? "{}" : "[]";
        }
        return property.type() == Boolean.class ? (Object) false : (Object) property.least();
    }

    private void mend(Section<?> section, String pointer, String what) {
        report.mend(section, new Problem(RecordName.of(catalogue, pointer), 0, 0, what));
    }

    /** Returns whether a text is a whole JSON value; the import checks the rest. */
    private static boolean isJson(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.next();
            reader.skip();
            reader.end();
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    /** Returns, in words, how many empty texts were treated as absent, by property, or null if there were none. */
    String emptyTexts() {
        return empty.isEmpty()
                ? null
                : "Empty texts that became absent, as the old layer had it: "
                        + empty.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", "))
                        + ".";
    }
}
