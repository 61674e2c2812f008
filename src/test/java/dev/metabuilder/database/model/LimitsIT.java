package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Door.Kind;
import dev.metabuilder.database.testing.JsonParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limits of a record: length, depth, size and characters. */
class LimitsIT extends InServerContract {

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final String SEEDLING = "\uD83C\uDF31";

    @Test
    void keysAndUniqueStringsHaveOneTo512Characters() {
        forEachCollection(sample -> {
            var good = List.of("k", "k".repeat(512), SEEDLING.repeat(512), " ", "/", "~", "%2F", ".", "-", "'--");
            var names = new ArrayList<>(sample.uniques());
            names.add(sample.keyName());
            for (String name : names) {
                door().set(sample.section(), sample.json());
                var records = new LinkedHashMap<String, Map<String, String>>();
                for (String text : good) {
                    var record = sample.record(records.size());
                    record.put(name, JsonParts.quoted(text));
                    door().add(sample.section(), JsonParts.object(record));
                    records.put(name.equals(sample.keyName()) ? text : Sample.key(records.size()), record);
                }
                assertEquals(sample.json(records), door().get(sample.section()), name);
                for (String text : List.of("", "k".repeat(513), SEEDLING.repeat(513))) {
                    var record = sample.record(99);
                    record.put(name, JsonParts.quoted(text));
                    rejects(sample.section(), Kind.INVALID, List.of("/" + name), () -> door().add(
                                    sample.section(), JsonParts.object(record)));
                }
            }
        });
    }

    @Test
    void declaredStringsAndKeysHoldNoNulAndNoLoneSurrogate() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1));
            for (Property property : sample.section().model().properties()) {
                if (property.type() != String.class) {
                    continue;
                }
                for (String text : List.of("\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "a\\udfffz")) {
                    var record = sample.record(2);
                    record.put(property.name(), JsonParts.quoted(text));
                    rejects(sample.section(), Kind.INVALID, List.of("/" + property.name()), () -> door().add(
                                    sample.section(), JsonParts.object(record)));
                }
            }
        });
    }

    @Test
    void keysOfMapsHaveTheSameLimits() {
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.kind() != Section.Kind.MAP && section.kind() != Section.Kind.VALUES) {
                continue;
            }
            prepare(section);
            var value = JsonParts.members(Golden.compact(section))
                    .values()
                    .iterator()
                    .next();
            var good = JsonParts.object(Map.of(section.name(), "{\"" + SEEDLING.repeat(512) + "\":" + value + "}"));
            door().bringIn(good);
            assertEquals("{\"" + SEEDLING.repeat(512) + "\":" + value + "}", door().get(section));
            for (String key : List.of("", "k".repeat(513), "\\u0000", "a\\ud800")) {
                var refused = JsonParts.object(Map.of(section.name(), "{\"" + key + "\":" + value + "}"));
                var refusal = assertThrows(Door.Refusal.class, () -> door().bringIn(refused), section + " " + key);
                assertEquals(Kind.INVALID, refusal.kind(), refusal.getMessage());
            }
        }
    }

    @Test
    void jsonKeepsEveryCharacterAndDigit() {
        forEachModel(sample -> {
            if (sample.section().kind() == Section.Kind.SINGLETON) {
                return;
            }
            door().set(sample.section(), sample.json(1));
            var odd = "\"\\u0000\\ud800 \\udc00\\u001f\\\\ \\\" \u007f\u2028 " + SEEDLING + "\"";
            var number = "-123456789012345678901234567890.00001E-400";
            for (Property property : sample.section().model().properties()) {
                if (property.type() != Json.class) {
                    continue;
                }
                var value =
                        switch (property.shape()) {
                            case STRINGS -> "[" + odd + ",\"\"]";
                            case OBJECTS -> "[{" + odd + ":" + odd + ",\"n\":" + number + "},{}]";
                            case ANY, ARRAY -> "[" + odd + "," + number + ",null,[[]],{}]";
                            case OBJECT -> "{" + odd + ":[" + odd + "," + number + "],\"a\":null,\"\":{}}";
                            default -> throw new AssertionError(property.shape());
                        };
                var update = JsonParts.object(Map.of(property.name(), value));
                var record = sample.record(1);
                record.put(property.name(), value);
                door().update(sample.section(), Sample.key(1), update);
                assertEquals(
                        value,
                        JsonParts.members(JsonParts.elements(list(sample)).get(0))
                                .get(property.name()),
                        property.name());
            }
        });
    }

    private String list(Sample sample) {
        var json = door().get(sample.section());
        return sample.section().kind() == Section.Kind.MAP
                ? "[" + JsonParts.members(json).values().iterator().next() + "]"
                : json;
    }

    @Test
    void aRecordHasAThousandLevelsAndANumberAThousandDigits() {
        forEachCollection(sample -> {
            var record = sample.record(1);
            record.put("deep", "[".repeat(999) + "]".repeat(999));
            record.put("long", "-" + "9".repeat(500) + "." + "9".repeat(500));
            door().add(sample.section(), JsonParts.object(record));
            assertEquals(sample.json(Map.of(Sample.key(1), record)), door().get(sample.section()));
            var tooDeep = sample.record(2);
            tooDeep.put("deep", "[".repeat(1_000) + "]".repeat(1_000));
            var tooLong = sample.record(2);
            tooLong.put("long", "9".repeat(500) + "." + "9".repeat(501));
            rejects(sample.section(), Kind.INVALID, List.of("/deep" + "/0".repeat(999)), () -> door().add(
                            sample.section(), JsonParts.object(tooDeep)));
            rejects(sample.section(), Kind.INVALID, List.of("/long"), () -> door().add(
                            sample.section(), JsonParts.object(tooLong)));
        });
    }

    @Test
    void aRecordHas16MebibytesOfJson() {
        var section = Models.CATALOGUE.sections().stream()
                .filter(any -> any.kind() == Section.Kind.MAP)
                .findFirst()
                .orElseThrow();
        var sample = Sample.of(section);
        door().clear();
        var largest = filled(sample, MOST_BYTES);
        door().add(section, largest);
        var tooLarge = filled(sample, MOST_BYTES + 1);
        door().delete(section, Sample.key(1));
        rejects(section, Kind.INVALID, List.of(""), () -> door().add(section, tooLarge));
        rejects(section, Kind.INVALID, List.of("/" + Sample.key(1)), () -> door().set(
                        section, "{\"" + Sample.key(1) + "\":" + tooLarge + "}"));
        door().set(section, "{\"" + Sample.key(1) + "\":" + largest + "}");
        rejects(section, Kind.INVALID, List.of(""), () -> door().update(section, Sample.key(1), "{\"and\":1}"));
        assertEquals(
                MOST_BYTES + Sample.key(1).length() + 5, door().get(section).length());
        door().clear();
    }

    private static String filled(Sample sample, int bytes) {
        var record = sample.record(1);
        record.keySet().removeIf(name -> sample.section().model().property(name) == null);
        record.put("filling", "\"\"");
        record.put("filling", "\"" + "x".repeat(bytes - JsonParts.object(record).length()) + "\"");
        return JsonParts.object(record);
    }
}
