package dev.metabuilder.database.transfer;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.model.Section.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * The name of a record or a property for messages about a text that was generated from a database: nobody has that text, so
 * a JSON pointer would be useless.
 */
public final class RecordName {

    private RecordName() {}

    /**
     * Returns model, key and property, such as {@code User user_ada, tenantId}.
     *
     * @param pointer a JSON pointer in which the records of lists have their key in place of a number
     */
    public static String of(Catalogue catalogue, String pointer) {
        List<String> parts = Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                .toList();
        Section<?> section = parts.isEmpty() ? null : catalogue.section(parts.get(0));
        if (section == null) {
            return pointer;
        }
        int named = section.kind() == Kind.SINGLETON ? 1 : Math.min(2, parts.size());
        String record = section.model().name() + (named == 2 ? " " + printable(parts.get(1)) : "");
        String property = printable(String.join("/", parts.subList(named, parts.size())));
        if (section.value() != null && named == 2) {
            property = section.value().name() + (property.isEmpty() ? "" : "/" + property);
        }
        return property.isEmpty() ? record : record + ", " + property;
    }

    /** Replaces control characters, which a terminal would obey. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
