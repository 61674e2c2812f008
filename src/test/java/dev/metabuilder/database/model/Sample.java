package dev.metabuilder.database.model;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.testing.JsonParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records of a section to test with, as many as it takes: the golden ones under other keys and unique values. Optional
 * references are left out, so that a section stands for itself.
 *
 * @param section a section of whole records
 * @param full all properties, and undeclared ones, by name
 * @param minimal those that a record must have
 */
record Sample(Section<?> section, Map<String, String> full, Map<String, String> minimal) {

    /** The sample of a section of whole records. */
    static Sample of(Section<?> section) {
        var json = Golden.of(section);
        var records =
                switch (section.kind()) {
                    case LIST -> JsonParts.elements(json);
                    case MAP -> List.copyOf(JsonParts.members(json).values());
                    case SINGLETON -> List.of(json);
                    case VALUES -> throw new IllegalArgumentException(section + " has no whole records");
                };
        var full = JsonParts.members(records.get(0));
        var minimal = JsonParts.members(records.get(records.size() - 1));
        optionalReferences(section).forEach(full::remove);
        minimal.keySet().removeIf(name -> section.model().property(name) == null);
        return new Sample(section, full, minimal);
    }

    private static Set<String> optionalReferences(Section<?> section) {
        return Models.CATALOGUE.from(section.model()).stream()
                .filter(reference -> !reference.property().required())
                .map(reference -> reference.property().name())
                .collect(Collectors.toSet());
    }

    /** The properties without which a record is rejected. */
    Set<String> required() {
        var required = new LinkedHashSet<>(minimal.keySet());
        required.removeIf(name -> section.model().property(name).absent() != null);
        return required;
    }

    /** The name of the property that becomes the key when a record is added. */
    String keyName() {
        return section.kind() == Section.Kind.MAP ? "id" : section.model().key().name();
    }

    /** The name of the first undeclared property of the record with all properties. */
    String undeclared() {
        return full.keySet().stream()
                .filter(name -> section.model().property(name) == null)
                .findFirst()
                .orElseThrow();
    }

    /** The properties that no two records may share, the key not among them. */
    Set<String> uniques() {
        return section.uniques().stream()
                .filter(unique -> unique.only() == null)
                .map(unique -> unique.property().name())
                .collect(Collectors.toSet());
    }

    /** The section with the two records under the keys that they have in the golden file, to which others refer. */
    String golden() {
        return json(Map.of("full", full, "minimal", minimal));
    }

    /** The key of a record. */
    static String key(int number) {
        return "key-" + number;
    }

    /** A record with all properties. */
    Map<String, String> record(int number) {
        return numbered(full, number);
    }

    /** A record with those that it must have. */
    Map<String, String> minimal(int number) {
        return numbered(minimal, number);
    }

    private Map<String, String> numbered(Map<String, String> members, int number) {
        var record = new LinkedHashMap<>(members);
        if (section.kind() == Section.Kind.MAP || section.model().showsKey()) {
            // In a map a minimal record has no id, and is told by its key alone.
            record.replace(keyName(), JsonParts.quoted(key(number)));
        }
        uniques().forEach(name -> record.put(name, JsonParts.quoted("unique-" + name + "-" + number)));
        return record;
    }

    /** Records with all properties, by key. */
    Map<String, Map<String, String>> records(int... numbers) {
        var records = new LinkedHashMap<String, Map<String, String>>();
        IntStream.of(numbers).forEach(number -> records.put(key(number), record(number)));
        return records;
    }

    /** The JSON of the section when it has the given records. */
    String json(Map<String, Map<String, String>> records) {
        List<String> parts = new ArrayList<>();
        records.forEach((key, record) -> parts.add(
                (section.kind() == Section.Kind.MAP ? JsonParts.quoted(key) + ":" : "") + JsonParts.object(record)));
        var all = String.join(",", parts);
        return switch (section.kind()) {
            case MAP -> "{" + all + "}";
            case SINGLETON -> all;
            default -> "[" + all + "]";
        };
    }

    /** The JSON of the section when it has full records of these numbers. */
    String json(int... numbers) {
        return json(records(numbers));
    }

    /** The pointer of a record that stands alone, as the given place of its section. */
    String pointer(int index, String key) {
        return switch (section.kind()) {
            case MAP -> "/" + key;
            case SINGLETON -> "";
            default -> "/" + index;
        };
    }
}
