package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.Door.Kind;
import dev.metabuilder.database.testing.JsonParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The effect of a set on existing records: remaining records keep their rows, and every order is possible. */
class ReplacementIT extends InServerContract {

    @Test
    void rowsThatStayAsTheyAreAreNotTouched() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2, 3));
            var before = changes(sample, 1, 2, 3);
            door().set(sample.section(), sample.json(1, 2, 3));
            assertEquals(before, changes(sample, 1, 2, 3), "set to the same");

            var records = sample.records(1, 2, 3);
            records.get(Sample.key(2)).put("undeclared", "true");
            door().set(sample.section(), sample.json(records));
            assertEquals(
                    List.of(before.get(0), before.get(1) + 1, before.get(2)),
                    changes(sample, 1, 2, 3),
                    "one of them is changed");

            before = changes(sample, 1, 2, 3);
            records.remove(Sample.key(1));
            records.put(Sample.key(4), sample.record(4));
            door().set(sample.section(), sample.json(records));
            assertEquals(before.subList(1, 3), changes(sample, 2, 3), "one goes, one comes");
            assertEquals(sample.json(records), door().get(sample.section()));
        });
    }

    private List<Long> changes(Sample sample, int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> database.find(sample.section().model().type(), Sample.key(number))
                        .changes())
                .toList();
    }

    @Test
    void aSetThatHasAKeyOrUniqueValueTwiceIsRejected() {
        forEachCollection(sample -> {
            door().set(sample.section(), sample.json(1, 2, 3));
            var list = sample.section().kind() == Section.Kind.LIST;
            var json = sample.json(4, 1, 5);
            var again = JsonParts.object(sample.record(4));
            var twice = json.substring(0, json.length() - 1)
                    + (list ? "," + again + "]" : ",\"" + Sample.key(4) + "\":" + again + "}");
            rejects(
                    sample.section(),
                    Kind.CONFLICT,
                    List.of(list ? "/3/" + sample.keyName() : "/" + Sample.key(4)),
                    () -> door().set(sample.section(), twice));
            for (String unique : sample.uniques()) {
                var records = sample.records(4, 2, 5);
                records.get(Sample.key(5))
                        .put(unique, records.get(Sample.key(4)).get(unique));
                rejects(
                        sample.section(),
                        Kind.CONFLICT,
                        List.of(sample.pointer(2, Sample.key(5)) + "/" + unique),
                        () -> door().set(sample.section(), sample.json(records)));
            }
        });
    }

    @Test
    void uniqueValuesCanBeSwappedAndPassedOnWithinOneSet() {
        forEachCollection(sample -> {
            for (String unique : sample.uniques()) {
                door().set(sample.section(), sample.json(1, 2, 3, 4));
                var records = sample.records(1, 2, 3);
                // A ring of three, one of which had gone; and a record that is new takes the value of one that goes.
                records.get(Sample.key(1)).put(unique, sample.record(2).get(unique));
                records.get(Sample.key(2)).put(unique, sample.record(3).get(unique));
                records.get(Sample.key(3)).put(unique, sample.record(1).get(unique));
                records.put(Sample.key(5), sample.record(5));
                records.get(Sample.key(5)).put(unique, sample.record(4).get(unique));
                door().set(sample.section(), sample.json(records));
                assertEquals(sample.json(records), door().get(sample.section()), unique);
            }
        });
    }

    @Test
    void anyOrderHoldsAfterAnyOther() {
        forEachCollection(sample -> {
            var random = new Random(42);
            for (int round = 0; round < 12; round++) {
                var numbers = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
                Collections.shuffle(numbers, random);
                var some = numbers.stream()
                        .limit(1 + random.nextInt(12))
                        .mapToInt(Integer::intValue)
                        .toArray();
                door().set(sample.section(), sample.json(some));
                var key = Sample.key(some[some.length / 2]);
                door().update(sample.section(), key, "{\"" + sample.undeclared() + "\":null}");
                var records = sample.records(some);
                records.get(key).remove(sample.undeclared());
                assertEquals(sample.json(records), door().get(sample.section()), Arrays.toString(some));
            }
        });
    }

    @Test
    void insertionsInTheMiddleKeepTheirPlaceHoweverManyTheyAre() {
        forEachCollection(sample -> {
            var numbers = new ArrayList<>(List.of(0, 1));
            for (int number = 2; number < 32; number++) {
                numbers.add(1, number);
                set(sample, numbers);
            }
            door().add(sample.section(), JsonParts.object(sample.record(99)));
            numbers.add(99);
            assertEquals(json(sample, numbers), door().get(sample.section()), "then one is added");
        });
    }

    private void set(Sample sample, List<Integer> numbers) {
        door().set(sample.section(), json(sample, numbers));
        assertEquals(json(sample, numbers), door().get(sample.section()), numbers::toString);
    }

    private static String json(Sample sample, List<Integer> numbers) {
        return sample.json(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void manyRecordsCanBeTurnedAroundAndBack() {
        var sample = Sample.of(Models.CATALOGUE.sections().get(0));
        door().clear();
        var up = new ArrayList<>(IntStream.range(0, 1_300).boxed().toList());
        set(sample, up);
        var down = new ArrayList<>(up);
        Collections.reverse(down);
        set(sample, down);
        down.removeIf(number -> number % 3 == 0);
        set(sample, down);
        set(sample, up);
    }

    @Test
    void aKeyThatComesTwiceIsFoundHoweverFarApart() {
        var sample = Sample.of(Models.CATALOGUE.sections().get(0));
        for (int between : new int[] {498, 499, 500, 1_100}) {
            door().clear();
            var first = sample.json(IntStream.rangeClosed(0, between).toArray());
            var twice = first.substring(0, first.length() - 1) + "," + JsonParts.object(sample.record(0)) + "]";
            rejects(
                    sample.section(),
                    Kind.CONFLICT,
                    List.of("/" + (between + 1) + "/" + sample.keyName()),
                    () -> door().set(sample.section(), twice));
        }
    }

    @Test
    void theOneOfAKindCanPassToAnotherRecordWithinOneSet() {
        forEachCollection(sample -> sample.section().uniques().stream()
                .filter(unique -> unique.only() != null)
                .forEach(unique -> {
                    var name = unique.property().name();
                    var only = JsonParts.quoted(NamedEnum.nameOf(unique.only()));
                    for (int holder : List.of(1, 3, 2, 1)) {
                        var records = sample.records(1, 2, 3);
                        records.get(Sample.key(holder)).put(name, only);
                        door().set(sample.section(), sample.json(records));
                        assertEquals(sample.json(records), door().get(sample.section()));
                    }
                    var two = sample.records(1, 2, 3);
                    two.get(Sample.key(2)).put(name, only);
                    two.get(Sample.key(3)).put(name, only);
                    rejects(sample.section(), Kind.CONFLICT, List.of("/2/" + name), () -> door().set(
                                    sample.section(), sample.json(two)));
                    var another = sample.record(4);
                    another.put(name, only);
                    rejects(sample.section(), Kind.CONFLICT, List.of("/" + name), () -> door().add(
                                    sample.section(), JsonParts.object(another)));
                    rejects(sample.section(), Kind.CONFLICT, List.of("/" + name), () -> door().update(
                                    sample.section(), Sample.key(2), JsonParts.object(Map.of(name, only))));
                    door().update(sample.section(), Sample.key(1), JsonParts.object(Map.of(name, only)));
                }));
    }

    @Test
    void valuesByKeyAreReplacedToo() {
        for (Section<?> section : Models.CATALOGUE.sections()) {
            if (section.kind() == Section.Kind.VALUES) {
                door().clear();
                var values = JsonParts.members(Golden.compact(section));
                var turned = new LinkedHashMap<String, String>();
                List<String> keys = new ArrayList<>(values.keySet());
                Collections.reverse(keys);
                keys.forEach(key -> turned.put(key, values.get(key)));
                door().set(section, JsonParts.object(turned));
                assertEquals(
                        JsonParts.object(section.isSorted() ? values : turned), door().get(section), section.name());
                turned.remove(keys.get(0));
                values.remove(keys.get(0));
                door().set(section, JsonParts.object(turned));
                assertEquals(
                        JsonParts.object(section.isSorted() ? values : turned), door().get(section), section.name());
                door().set(section, "{}");
                assertEquals("{}", door().get(section), section.name());
            }
        }
    }
}
