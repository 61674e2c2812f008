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

/** Missing and wrong properties of each model, which are all reported at once, through Java and HTTP. */
abstract class ValidationContract extends RecordContract {

    @Test
    void eachMissingPropertyIsTold() {
        forEachCollection(sample -> {
            for (String name : sample.required()) {
                var record = sample.record(1);
                record.remove(name);
                rejects(sample.section(), Kind.INVALID, List.of("/" + name), () -> door().add(
                                sample.section(), JsonParts.object(record)));
            }
        });
    }

    @Test
    void whatIsMissingAndWhatIsIllTypedIsToldAtOnce() {
        forEachCollection(sample -> {
            var bad = new LinkedHashMap<String, String>();
            var pointers = new ArrayList<String>();
            var missing = true;
            for (Property property : canBeWrong(sample)) {
                pointers.add("/" + property.name());
                missing ^= true;
                if (!missing || !sample.required().contains(property.name())) {
                    bad.put(property.name(), wrong(property).get(0));
                }
            }
            rejects(sample.section(), Kind.INVALID, pointers, () -> door().add(
                            sample.section(), JsonParts.object(bad)));
        });
    }

    @Test
    void eachIllTypedPropertyIsToldWhenARecordIsAddedUpdatedOrPut() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1));
            for (Property property : canBeWrong(sample)) {
                for (String value : wrong(property)) {
                    var record = sample.record(2);
                    record.put(property.name(), value);
                    rejects(sample.section(), Kind.INVALID, List.of(pointer("", property, value)), () -> door().add(
                                    sample.section(), JsonParts.object(record)));
                }
                var value = wrong(property).get(0);
                var pointer = List.of(pointer("", property, value));
                var update = JsonParts.object(Map.of(property.name(), value));
                rejects(sample.section(), Kind.INVALID, pointer, () -> door().update(
                                sample.section(), Sample.key(1), update));
                var record = sample.record(1);
                record.put(property.name(), value);
                rejects(sample.section(), Kind.INVALID, pointer, () -> door().put(
                                sample.section(), Sample.key(1), JsonParts.object(record)));
            }
        });
    }

    @Test
    void allThatIsWrongWithASetIsToldAndNothingOfItIsKept() {
        forEachModel(sample -> {
            var singleton = sample.section().kind() == Section.Kind.SINGLETON;
            var good = singleton ? sample.json(1) : sample.json(1, 2);
            door().set(sample.section(), good);
            for (Property property : canBeWrong(sample)) {
                var records = singleton ? sample.records(2) : sample.records(3, 2, 4);
                var pointers = new ArrayList<String>();
                var value = wrong(property).get(0);
                var index = 0;
                for (String key : List.copyOf(records.keySet())) {
                    if (singleton || !key.equals(Sample.key(2))) {
                        records.get(key).put(property.name(), value);
                        pointers.add(pointer(sample.pointer(index, key), property, value));
                    }
                    index++;
                }
                rejects(sample.section(), Kind.INVALID, pointers, () -> door().set(
                                sample.section(), sample.json(records)));
            }
        });
    }

    @Test
    void aSectionOrRecordOfAnotherKindIsRejected() {
        forEachModel(sample -> {
            var wrongSections =
                    sample.section().kind() == Section.Kind.LIST ? List.of("{}", "1", "null") : List.of("[]", "\"a\"");
            for (String json : wrongSections) {
                rejects(sample.section(), Kind.INVALID, List.of(""), () -> door().set(sample.section(), json));
            }
            if (sample.section().kind() != Section.Kind.SINGLETON) {
                for (String record : List.of("[]", "null", "\"record\"", "1", "true")) {
                    var json =
                            sample.section().kind() == Section.Kind.MAP ? "{\"k\":" + record + "}" : "[" + record + "]";
                    rejects(sample.section(), Kind.INVALID, List.of(sample.pointer(0, "k")), () -> door().set(
                                    sample.section(), json));
                }
            }
        });
    }

    @Test
    void whatIsNoJsonIsSaidToBeNone() {
        forEachModel(sample -> {
            var good = sample.json(1);
            for (String text : List.of(good.substring(0, good.length() - 1), good + "x", "", "{'a':1}", "[1,]")) {
                var refusal = assertThrows(Door.Refusal.class, () -> door().set(sample.section(), text), text);
                assertEquals(Kind.MALFORMED, refusal.kind(), text);
            }
        });
    }

    @Test
    void aPropertyThatStandsTwiceIsRejected() {
        forEachCollection(sample -> {
            var record = JsonParts.object(sample.record(1));
            for (String name : List.of(sample.keyName(), sample.undeclared())) {
                var twice = record.substring(0, record.length() - 1) + ",\"" + name + "\":\"again\"}";
                rejects(sample.section(), Kind.INVALID, List.of("/" + name), () -> door().add(sample.section(), twice));
            }
        });
    }

    @Test
    void sectionsOfSingleValuesTakeNothingElse() {
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.kind() == Section.Kind.VALUES) {
                door().clear();
                for (String value : wrong(section.value())) {
                    var json =
                            JsonParts.object(Map.of(section.name(), JsonParts.object(Map.of("a", value, "b", value))));
                    var pointers = List.of(
                            pointer("/" + section.name() + "/a", value), pointer("/" + section.name() + "/b", value));
                    rejectsImport(section, pointers, json);
                }
                rejectsImport(
                        section, List.of("/" + section.name() + "/a"), "{\"" + section.name() + "\":{\"a\":null}}");
                rejectsImport(section, List.of("/" + section.name() + "/"), importOfKey(section, ""));
                rejectsImport(
                        section,
                        List.of("/" + section.name() + "/" + "k".repeat(513)),
                        importOfKey(section, "k".repeat(513)));
            }
        }
    }

    private static String importOfKey(Section<?> section, String key) {
        var value = JsonParts.members(Golden.of(section)).values().iterator().next();
        return JsonParts.object(Map.of(section.name(), JsonParts.object(Map.of(key, value))));
    }

    private void rejectsImport(Section<?> section, List<String> pointers, String json) {
        var refusal = assertThrows(Door.Refusal.class, () -> door().bringIn(json), section + " " + json);
        assertEquals(Kind.INVALID, refusal.kind(), refusal.getMessage());
        assertEquals(
                pointers.stream().sorted().toList(),
                refusal.pointers().stream().sorted().toList(),
                refusal.getMessage());
    }

    private static String pointer(String record, Property property, String value) {
        return pointer(record + "/" + property.name(), value);
    }

    /** The pointer of what is wrong: the value, or, in a container of the right kind, what stands in it. */
    private static String pointer(String pointer, String value) {
        return value.startsWith("[1") ? pointer + "/0" : value.startsWith("{\"in") ? pointer + "/in" : pointer;
    }

    /** The properties of which not every value is right, as it is of those that are any JSON. */
    private static List<Property> canBeWrong(Sample sample) {
        return sample.section().model().properties().stream()
                .filter(property -> !wrong(property).isEmpty())
                .toList();
    }

    /** Values that a property can't have. */
    private static List<String> wrong(Property property) {
        var type = property.type();
        if (type == String.class) {
            return List.of("1", "true", "[]", "{}");
        }
        if (type == Boolean.class) {
            return List.of("\"true\"", "0", "[]");
        }
        if (type.isEnum()) {
            return List.of("\"nobody\"", "\"ADMIN\"", "\"\"", "0");
        }
        if (type != Json.class) {
            return List.of("\"1\"", "1.5", "1e3", "9223372036854775808", "-9223372036854775809", "false");
        }
        return switch (property.shape()) {
            case OBJECT -> List.of("[]", "\"{}\"", "1");
            case ARRAY -> List.of("{}", "\"[]\"", "1");
            case OBJECTS, STRINGS -> List.of("{}", "\"[]\"", "[1]");
            case ARRAYS_BY_NAME -> List.of("[]", "\"{}\"", "{\"in\":{}}");
            case ANY -> List.of();
        };
    }
}
