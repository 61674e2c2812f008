package dev.metabuilder.database.schema;

import dev.metabuilder.database.platform.SchemaStructure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the actual {@link SchemaStructure} with the required one. It ignores harmless additions. */
final class DriftCheck {

    private static final String NONE = "none";

    private final SchemaStructure needed;
    private final SchemaStructure found;
    private final List<String> differences = new ArrayList<>();

    private DriftCheck(SchemaStructure needed, SchemaStructure found) {
        this.needed = needed;
        this.found = found;
    }

    /** Returns each difference in words: the table, column or constraint, what was expected and what was found. */
    static List<String> between(SchemaStructure needed, SchemaStructure found) {
        DriftCheck driftCheck = new DriftCheck(needed, found);
        Set<String> there = tables(found);
        for (String table : tables(needed)) {
            if (there.contains(table)) {
                driftCheck.compareColumns(table);
                driftCheck.compareConstraints(table);
            } else {
                driftCheck.differences.add("table " + table + " is missing");
            }
        }
        return driftCheck.differences;
    }

    private static Set<String> tables(SchemaStructure structure) {
        return structure.columns().keySet().stream()
                .map(DriftCheck::table)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String table(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private void compareColumns(String table) {
        of(table, needed.columns()).forEach(column -> {
            String expected = needed.columns().get(column);
            String actual = found.columns().getOrDefault(column, NONE).replaceFirst("(?s) DEFAULT .*", "");
            if (!actual.equals(expected)) {
                differ("column " + column, expected, actual);
            }
        });
        of(table, found.columns())
                .filter(column -> !needed.columns().containsKey(column))
                .forEach(column -> {
                    String actual = found.columns().get(column);
                    // Our inserts have no value for this column.
                    if (actual.matches("(?s).* NOT NULL(?! GENERATED| DEFAULT).*")) {
                        differ("column " + column, NONE + ", or one that may be empty", actual);
                    }
                });
    }

    /** Compares constraints by their definition, whatever their name. A unique index counts as a unique key. */
    private void compareConstraints(String table) {
        Set<String> expected = rules(table, needed);
        Set<String> actual = rules(table, found);
        Set<String> unexpected = new TreeSet<>(actual);
        unexpected.removeAll(expected);
        named(table, needed).forEach((name, rule) -> {
            if (!actual.contains(rule)) {
                String instead = unexpected.stream()
                        .filter(other -> about(other).equals(about(rule)))
                        .findFirst()
                        .orElse(NONE);
                unexpected.remove(instead);
                differ("constraint " + name, rule, instead);
            }
        });
        unexpected.stream()
                .filter(rule -> !follows(rule, expected))
                .forEach(rule -> differ("constraint of " + table, NONE, rule));
    }

    private static Map<String, String> named(String table, SchemaStructure structure) {
        return Stream.of(structure.constraints(), structure.indexes())
                .flatMap(map -> map.entrySet().stream())
                .filter(entry -> table(entry.getKey()).equals(table))
                .filter(entry -> entry.getValue().matches("(?s)(PRIMARY KEY|UNIQUE|FOREIGN KEY) .*"))
                .collect(Collectors.toMap(
                        entry -> entry.getKey(), entry -> entry.getValue(), (one, other) -> one, TreeMap::new));
    }

    private static Set<String> rules(String table, SchemaStructure structure) {
        return new HashSet<>(named(table, structure).values());
    }

    /** Returns the definition up to its first closing parenthesis: the kind of the constraint and its columns. */
    private static String about(String rule) {
        return rule.substring(0, rule.indexOf(')') + 1);
    }

    /** Returns whether another constraint implies it: columns are unique together if some of them are. */
    private static boolean follows(String rule, Set<String> expected) {
        return rule.startsWith("UNIQUE (")
                && expected.stream()
                        .filter(key -> !key.startsWith("FOREIGN") && key.endsWith(")"))
                        .anyMatch(key -> columns(rule).containsAll(columns(key)));
    }

    private static List<String> columns(String rule) {
        return Arrays.asList(
                rule.replaceFirst("^.*?\\(", "").replaceFirst("\\).*", "").split(", ", -1));
    }

    private static Stream<String> of(String table, Map<String, String> map) {
        return map.keySet().stream().filter(name -> table(name).equals(table));
    }

    private void differ(String what, String expected, String actual) {
        differences.add(what + ": expected " + expected + ", found " + actual);
    }
}
