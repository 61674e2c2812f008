package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Door.Kind;
import dev.metabuilder.database.testing.JsonParts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts and numbers are stored exactly: nothing is normalised, folded, rounded or cut. */
class ExactnessIT extends InServerContract {

    /** All different, though some look alike, fold or normalise to the same, or sort together in some languages. */
    private static final List<String> ALIKE = List.of(
            "k",
            "K",
            "\u212a",
            "\u00e9",
            "e\u0301",
            "e",
            "ss",
            "\u00df",
            "\u1e9e",
            " k",
            "k ",
            "k\t".strip() + "\u00a0",
            "k\u200b",
            "10",
            "9",
            "\ufb01",
            "fi",
            "\uff4b",
            "%",
            "_",
            "k%",
            "'",
            "\uFFFD",
            "\uD800\uDC00");

    @Test
    void keysAndUniqueValuesThatLookAlikeAreDifferent() {
        forEachCollection(sample -> {
            var records = new LinkedHashMap<String, Map<String, String>>();
            for (String text : ALIKE) {
                var record = sample.record(0);
                record.put(sample.keyName(), JsonParts.quoted(text));
                sample.uniques().forEach(unique -> record.put(unique, JsonParts.quoted(text)));
                records.put(text, record);
                door().add(sample.section(), JsonParts.object(record));
            }
            assertEquals(sample.json(records), door().get(sample.section()), "added one by one");
            for (String text : ALIKE) {
                door().update(sample.section(), text, JsonParts.object(Map.of("own", JsonParts.quoted(text))));
                records.get(text).put("own", JsonParts.quoted(text));
            }
            assertEquals(sample.json(records), door().get(sample.section()), "each updated by its key");
            door().set(sample.section(), sample.json(records));
            assertEquals(sample.json(records), door().get(sample.section()), "set at once");
            for (String text : ALIKE) {
                door().delete(sample.section(), text);
                records.remove(text);
                assertEquals(sample.json(records), door().get(sample.section()), () -> text + " is deleted");
            }
        });
    }

    @Test
    void mapsByKeyAreSortedByCodePoint() {
        // UTF-16 would put what is above U+FFFF before U+FFFD, and languages would put z after a with a ring.
        var keys =
                List.of("", "10", "9", "A", "Z", "_", "a", "z", "\u00e5", "\uFFFD", "\uD800\uDC00", "\uDBFF\uDFFD")
                        .stream()
                        .skip(1)
                        .toList();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.isSorted()) {
                door().clear();
                var value = JsonParts.members(Golden.compact(section))
                        .values()
                        .iterator()
                        .next();
                var given = new LinkedHashMap<String, String>();
                for (int i : new int[] {5, 10, 0, 9, 3, 8, 1, 7, 2, 6, 4}) {
                    given.put(keys.get(i), value);
                }
                door().bringIn(JsonParts.object(Map.of(section.name(), JsonParts.object(given))));
                assertEquals(
                        keys, List.copyOf(JsonParts.members(door().get(section)).keySet()), section.name());
            }
        }
    }

    @Test
    void textIsKeptToTheLastCharacter() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1));
            var text =
                    "\"\\t \\n\\r\\n e\u0301\u00e9 \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \\\"\\\\/ \u2028\u2029\ufeff\uffff "
                            + "x".repeat(70_000) + " \"";
            for (Property property : sample.section().model().properties()) {
                if (property.type() == String.class
                        && !property.key()
                        && !property.unique()
                        && !isReference(property)) {
                    var changed = door().update(
                                    sample.section(), Sample.key(1), JsonParts.object(Map.of(property.name(), text)));
                    assertEquals(
                            JsonParts.compact(text), JsonParts.members(changed).get(property.name()), "answered");
                    var kept = JsonParts.members(
                            door().get(sample.section()).startsWith("[")
                                    ? JsonParts.elements(door().get(sample.section()))
                                            .get(0)
                                    : JsonParts.members(door().get(sample.section()))
                                            .values()
                                            .iterator()
                                            .next());
                    assertEquals(JsonParts.compact(text), kept.get(property.name()), property.name());
                }
            }
        });
    }

    private static boolean isReference(Property property) {
        return Models.CATALOGUE.references().stream().anyMatch(reference -> reference.property() == property);
    }

    @Test
    void millisecondsHave64Bits() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1));
            var records = sample.records(1);
            for (Property property : sample.section().model().properties()) {
                if (property.type() == Long.class) {
                    for (long number : new long[] {Long.MIN_VALUE, -1, 0, (1L << 53) + 1, Long.MAX_VALUE}) {
                        records.get(Sample.key(1)).put(property.name(), String.valueOf(number));
                        door().update(
                                        sample.section(),
                                        Sample.key(1),
                                        JsonParts.object(Map.of(property.name(), String.valueOf(number))));
                        assertEquals(sample.json(records), door().get(sample.section()), property.name());
                    }
                }
            }
        });
    }

    @Test
    void boundsAndNamesAreThoseOfTheContract() {
        holds("pages", "level", List.of("1", "2", "3", "4", "5"), List.of("0", "6", "-1"));
        holds("smtpConfig", "port", List.of("1", "65535"), List.of("0", "65536", "-1"));
        var roles = List.of("\"public\"", "\"user\"", "\"admin\"", "\"god\"", "\"supergod\"");
        holds("users", "role", roles, List.of("\"root\"", "\"User\"", "\"\""));
        holds("pages", "requiredRole", roles, List.of("\"root\""));
        var states = List.of("\"pending\"", "\"accepted\"", "\"rejected\"");
        holds("powerTransferRequests", "status", states, List.of("\"done\"", "\"Pending\""));
    }

    private void holds(String name, String property, List<String> good, List<String> bad) {
        var section = Models.CATALOGUE.section(name);
        var sample = Sample.of(section);
        prepare(section);
        var records = sample.records(1);
        for (String value : good) {
            records.get(Sample.key(1)).put(property, value);
            door().set(section, sample.json(records));
            assertEquals(sample.json(records), door().get(section));
        }
        for (String value : bad) {
            var wrong = sample.records(1);
            wrong.get(Sample.key(1)).put(property, value);
            rejects(section, Kind.INVALID, List.of(sample.pointer(0, Sample.key(1)) + "/" + property), () -> door().set(
                            section, sample.json(wrong)));
        }
    }
}
