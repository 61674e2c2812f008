package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Door.Kind;
import dev.metabuilder.database.model.Door.Refusal;
import dev.metabuilder.database.testing.InServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;

/** The base of tests of the contract: the sections to test, an access, and the content of the database before each. */
abstract class RecordContract extends InServer {

    /** The way into the database. */
    abstract Door door();

    /** Runs a test for each section of lists and maps; those that fail are all named. */
    void forEachCollection(Consumer<Sample> test) {
        forEach(section -> section.kind() == Section.Kind.LIST || section.kind() == Section.Kind.MAP, test);
    }

    /** Runs a test for each section of whole records, singletons too; those that fail are all named. */
    void forEachModel(Consumer<Sample> test) {
        forEach(section -> section.kind() != Section.Kind.VALUES, test);
    }

    private void forEach(Predicate<Section<?>> wanted, Consumer<Sample> test) {
        assertAll(Models.CATALOGUE.sections().stream().filter(wanted).map(section -> (Executable) () -> {
            prepare(section);
            try {
                test.accept(Sample.of(section));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(section + ": " + e.getMessage(), e);
            }
        }));
    }

    /** Empties the database, and adds the records to which records of the section must refer. */
    void prepare(Section<?> section) {
        door().clear();
        Set<Section<?>> targets = new LinkedHashSet<>();
        addTargets(section, targets);
        targets.forEach(target -> door().set(target, Sample.of(target).golden()));
    }

    /** Adds the sections to which records of a section must refer, each after those to which it must refer itself. */
    private static void addTargets(Section<?> section, Set<Section<?>> targets) {
        Models.CATALOGUE.from(section.model()).stream()
                .filter(reference -> reference.property().required() && reference.to() != section.model())
                .filter(reference -> reference.rule() == Reference.Rule.CASCADE)
                .<Section<?>>map(
                        reference -> Models.CATALOGUE.section(reference.to().type()))
                .forEach(target -> {
                    addTargets(target, targets);
                    targets.add(target);
                });
    }

    /** Requires that a call fails in a way, says so of exactly these places, and changes nothing of the section. */
    void rejects(Section<?> section, Kind kind, List<String> pointers, Executable call) {
        var before = door().get(section);
        var refusal = assertThrows(Refusal.class, call);
        assertEquals(kind, refusal.kind(), refusal.getMessage());
        assertEquals(sorted(pointers), sorted(refusal.pointers()), refusal.getMessage());
        assertEquals(before, door().get(section), "a call that fails changes nothing");
    }

    private static String sorted(List<String> pointers) {
        return pointers.stream().sorted().collect(Collectors.joining("\n"));
    }
}
