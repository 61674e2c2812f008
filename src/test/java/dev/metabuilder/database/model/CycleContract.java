package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Door.Kind;
import dev.metabuilder.database.testing.JsonParts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every model, through Java and HTTP: get, set, add, update, delete. */
abstract class CycleContract extends RecordContract {

    private static final String OTHER = "\"another-key\"";

    @Test
    void whatIsEmptyIsEmpty() {
        door().clear();
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (!section.isSorted()) {
                var empty = section.kind() == Section.Kind.LIST
                        ? "[]"
                        : section.kind() == Section.Kind.SINGLETON ? null : "{}";
                assertEquals(empty, door().get(section), section.name());
            }
        }
    }

    @Test
    void aSetComesBackWholeAndInItsOrder() {
        forEachCollection(sample -> {
            for (int[] order : new int[][] {{3, 1, 2}, {2, 3, 1, 4}, {4, 2}, {5, 4, 2, 6}, {}}) {
                door().set(sample.section(), sample.json(order));
                assertEquals(sample.json(order), door().get(sample.section()), () -> List.of(order) + " is set");
            }
        });
    }

    @Test
    void aSingletonIsReplaced() {
        forEachModel(sample -> {
            if (sample.section().kind() == Section.Kind.SINGLETON) {
                for (Map<String, String> record : List.of(sample.record(1), sample.minimal(2), sample.record(2))) {
                    var json = sample.json(Map.of("", record));
                    door().set(sample.section(), json);
                    assertEquals(json, door().get(sample.section()));
                }
            }
        });
    }

    @Test
    void anAddedRecordComesLast() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(2, 1));
            var records = sample.records(2, 1);
            for (int number : List.of(9, 3)) {
                var record = JsonParts.object(sample.record(number));
                assertEquals(record, door().add(sample.section(), record), "the answer is the record");
                records.put(Sample.key(number), sample.record(number));
            }
            assertEquals(sample.json(records), door().get(sample.section()));
        });
    }

    @Test
    void aRecordWithWhatItMustHaveIsEnough() {
        forEachCollection(sample -> {
            var given = sample.minimal(1);
            given.keySet().retainAll(sample.required());
            given.put(sample.keyName(), JsonParts.quoted(Sample.key(1)));
            var kept = sample.minimal(1);
            var expected = new LinkedHashMap<String, String>();
            sample.section().model().properties().stream()
                    .map(Property::name)
                    .filter(name -> given.containsKey(name) || kept.containsKey(name))
                    .forEach(name -> expected.put(name, given.getOrDefault(name, kept.get(name))));
            assertEquals(JsonParts.object(expected), door().add(sample.section(), JsonParts.object(given)));
        });
    }

    @Test
    void aKeyOrUniqueValueThatExistsIsAConflict() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2));
            var sameKey = sample.record(3);
            sameKey.put(sample.keyName(), JsonParts.quoted(Sample.key(1)));
            var pointers = isInstall(sample) ? List.<String>of() : List.of("/" + sample.keyName());
            rejects(sample.section(), Kind.CONFLICT, pointers, () -> door().add(
                            sample.section(), JsonParts.object(sameKey)));
            for (String unique : sample.uniques()) {
                var taken = sample.record(1).get(unique);
                var sameValue = sample.record(3);
                sameValue.put(unique, taken);
                rejects(sample.section(), Kind.CONFLICT, List.of("/" + unique), () -> door().add(
                                sample.section(), JsonParts.object(sameValue)));
                rejects(sample.section(), Kind.CONFLICT, List.of("/" + unique), () -> door().update(
                                sample.section(), Sample.key(2), JsonParts.object(Map.of(unique, taken))));
            }
        });
    }

    /** Whether adding what exists is no error through this door, but does nothing. */
    boolean isInstall(Sample sample) {
        return false;
    }

    @Test
    void anUpdateChangesWhatIsGivenAndNothingElse() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2, 3));
            var records = sample.records(1, 2, 3);
            sample.minimal(9).forEach((name, value) -> {
                if (!name.equals(sample.keyName())) {
                    records.get(Sample.key(2)).put(name, value);
                    assertEquals(
                            JsonParts.object(records.get(Sample.key(2))),
                            door().update(sample.section(), Sample.key(2), JsonParts.object(Map.of(name, value))),
                            name);
                    assertEquals(sample.json(records), door().get(sample.section()), name);
                }
            });
            door().update(sample.section(), Sample.key(2), "{}");
            assertEquals(sample.json(records), door().get(sample.section()), "an update of nothing");
        });
    }

    @Test
    void nullUnsetsWhatIsOptionalAndIsRejectedElsewhere() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2));
            for (Property property : sample.section().model().properties()) {
                var name = property.name();
                var toNull = JsonParts.object(Map.of(name, "null"));
                var records = sample.records(1, 2);
                var record = records.get(Sample.key(1));
                if (sample.required().contains(name)) {
                    rejects(sample.section(), Kind.INVALID, List.of("/" + name), () -> door().update(
                                    sample.section(), Sample.key(1), toNull));
                } else if (record.containsKey(name)) {
                    var value = record.get(name);
                    record.replace(name, String.valueOf(property.absent()));
                    record.values().removeIf(text -> text.equals("null") && property.absent() == null);
                    record.putAll(nulls(sample));
                    var expected = new LinkedHashMap<String, String>();
                    sample.record(1).keySet().stream()
                            .filter(record::containsKey)
                            .forEach(key -> expected.put(key, record.get(key)));
                    assertEquals(JsonParts.object(expected), door().update(sample.section(), Sample.key(1), toNull));
                    door().update(sample.section(), Sample.key(1), JsonParts.object(Map.of(name, value)));
                    assertEquals(sample.json(1, 2), door().get(sample.section()), name + " is set again");
                }
            }
        });
    }

    private static Map<String, String> nulls(Sample sample) {
        var nulls = new LinkedHashMap<>(sample.full());
        nulls.values().removeIf(value -> !value.equals("null"));
        return nulls;
    }

    @Test
    void undeclaredPropertiesAreKeptAfterTheDeclaredOnesInTheirOrder() {
        forEachCollection(sample -> {
            var given = new LinkedHashMap<String, String>();
            given.put("zulu", "null");
            given.put("row_version", "7");
            given.putAll(sample.minimal(1));
            given.put(sample.keyName(), JsonParts.quoted(Sample.key(1)));
            given.put("extra", "{\"b\":[null,1.50],\"a\":\"\\u0000\"}");
            given.put("alpha", "\"\\ud800\"");
            door().add(sample.section(), JsonParts.object(given));
            var declared = new LinkedHashMap<String, String>();
            sample.section().model().properties().stream()
                    .map(Property::name)
                    .filter(given::containsKey)
                    .forEach(name -> declared.put(name, given.get(name)));
            var expected = new LinkedHashMap<>(declared);
            expected.putAll(given);
            assertEquals(
                    sample.json(Map.of(Sample.key(1), expected)), door().get(sample.section()), "as they were added");

            door().update(
                            sample.section(),
                            Sample.key(1),
                            "{\"new\":[],\"row_version\":null,\"zulu\":1,\"alpha\":\"kept its place\"}");
            declared.putAll(Map.of("zulu", "1"));
            declared.put("extra", given.get("extra"));
            declared.put("alpha", "\"kept its place\"");
            declared.put("new", "[]");
            assertEquals(sample.json(Map.of(Sample.key(1), declared)), door().get(sample.section()), "after an update");
        });
    }

    @Test
    void theKeyMayBeGivenButCantChange() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2));
            var name = sample.keyName();
            door().update(
                            sample.section(),
                            Sample.key(2),
                            JsonParts.object(Map.of(name, JsonParts.quoted(Sample.key(2)))));
            var change = JsonParts.object(Map.of(name, OTHER));
            if (sample.section().model().showsKey()) {
                rejects(sample.section(), Kind.INVALID, List.of("/" + name), () -> door().update(
                                sample.section(), Sample.key(2), change));
            } else {
                // In a map the id inside is data of its own.
                door().update(sample.section(), Sample.key(2), change);
                var records = sample.records(1, 2);
                records.get(Sample.key(2)).put(name, OTHER);
                assertEquals(sample.json(records), door().get(sample.section()));
            }
        });
    }

    @Test
    void whatIsNotThereCantBeUpdatedNorDeleted() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1));
            for (String key : List.of("nowhere", "KEY-1", "key-1 ", "x".repeat(513), "\uD83C\uDF31")) {
                rejects(sample.section(), Kind.NOT_FOUND, List.of(), () -> door().update(sample.section(), key, "{}"));
                rejects(sample.section(), Kind.NOT_FOUND, List.of(), () -> door().delete(sample.section(), key));
            }
        });
    }

    @Test
    void aDeletedRecordIsGoneAndTheOthersStay() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2, 3));
            door().delete(sample.section(), Sample.key(2));
            assertEquals(sample.json(1, 3), door().get(sample.section()));
            rejects(sample.section(), Kind.NOT_FOUND, List.of(), () -> door().delete(sample.section(), Sample.key(2)));
            door().add(sample.section(), JsonParts.object(sample.record(2)));
            assertEquals(sample.json(1, 3, 2), door().get(sample.section()), "added again, it is the last");
        });
    }

    @Test
    void aPutRecordIsAsGivenInItsOldPlaceOrLast() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2));
            var records = sample.records(1, 2);
            var other = sample.minimal(1);
            other.put(sample.keyName(), JsonParts.quoted(Sample.key(1)));
            other.put("undeclared", "[0]");
            var ordered = new LinkedHashMap<String, String>();
            sample.section().model().properties().stream()
                    .map(Property::name)
                    .filter(other::containsKey)
                    .forEach(name -> ordered.put(name, other.get(name)));
            ordered.putAll(other);
            records.put(Sample.key(1), ordered);
            assertFalse(door().put(sample.section(), Sample.key(1), JsonParts.object(other)), "it was there");
            assertEquals(sample.json(records), door().get(sample.section()));
            records.put(Sample.key(3), sample.record(3));
            assertTrue(door().put(sample.section(), Sample.key(3), JsonParts.object(sample.record(3))), "it is new");
            assertEquals(sample.json(records), door().get(sample.section()));
        });
    }
}
