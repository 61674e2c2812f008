package dev.metabuilder.database.replacement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Imports of a few records that refer to each other, follow each other and take each other's names, from a seed. */
final class RandomRecords {

    private static final int MOST = 6;

    private final Random random;
    private final List<String> names = new ArrayList<>(
            IntStream.rangeClosed(0, MOST + 1).mapToObj(i -> "name" + i).toList());

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    /** The text of an import that has some of the sections; its references may lead to nothing. */
    String document() {
        var all = sections();
        var some = new ArrayList<>(all.keySet());
        Collections.shuffle(some, random);
        return some.stream()
                .limit(1 + random.nextInt(some.size()))
                .map(section -> "\"" + section + "\": " + all.get(section))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** One section of such an import. */
    String section(String name) {
        return sections().get(name);
    }

    private Map<String, String> sections() {
        Collections.shuffle(names, random);
        var supergod = random.nextInt(MOST);
        var sections = new LinkedHashMap<String, String>();
        sections.put("users", list(i -> user(i, i == supergod ? "supergod" : "user")));
        sections.put(
                "tenants",
                list(i -> "{\"id\": \"t" + i + "\", \"name\": \"" + value() + "\", \"ownerId\": \"u" + any()
                        + "\", \"createdAt\": 1" + undeclared() + "}"));
        sections.put(
                "comments",
                list(i -> "{\"id\": \"c" + i + "\", \"userId\": \"u" + any() + "\", \"content\": \"" + value()
                        + "\", \"createdAt\": 1" + undeclared() + "}"));
        sections.put(
                "componentHierarchy",
                map(
                        "n",
                        i -> "{\"type\": \"" + value() + "\", \"childIds\": [], \"order\": " + any()
                                + ", \"pageId\": \"p\"" + undeclared() + "}"));
        sections.put("credentials", map("name", i -> "\"\""));
        sections.put("passwordChangeTimestamps", map("name", i -> "" + any()));
        sections.put("firstLoginFlags", map("name", i -> "" + random.nextBoolean()));
        sections.put("packageData", map("k", i -> "{\"rows\": [" + any() + "]}"));
        sections.put("passwordResetTokens", map("name", i -> "\"secret" + any() + "\""));
        sections.put("systemConfig", map("s", i -> "\"" + value() + "\""));
        sections.put(
                "smtpConfig",
                "{\"host\": \"" + value()
                        + "\", \"port\": 25, \"secure\": false, \"username\": \"u\", \"password\": \"secret" + any()
                        + "\", \"fromEmail\": \"e\", \"fromName\": \"n\"}");
        return sections;
    }

    /** A user of a number, as JSON. */
    String user(int number, String role) {
        return "{\"id\": \"u" + number + "\", \"username\": \"" + names.get(number) + "\", \"email\": \"e"
                + names.get(MOST - 1 - number) + "\", \"role\": \"" + role + "\", \"createdAt\": " + any()
                + (random.nextBoolean() ? ", \"tenantId\": \"t" + any() + "\"" : "")
                + (random.nextBoolean() ? ", \"bio\": \"" + value() + "\"" : "") + undeclared() + "}";
    }

    private int any() {
        return random.nextInt(MOST);
    }

    private String value() {
        return "v" + random.nextInt(3);
    }

    private String undeclared() {
        return List.of(
                        "",
                        ", \"mood\": \"" + value() + "\"",
                        ", \"x\": [1], \"mood\": null",
                        ", \"mood\": null, \"x\": {}")
                .get(random.nextInt(4));
    }

    private List<Integer> some() {
        var numbers = new ArrayList<>(IntStream.range(0, MOST).boxed().toList());
        // Most often the order stays.
        if (random.nextInt(3) == 0) {
            Collections.shuffle(numbers, random);
        }
        numbers.removeIf(number -> random.nextInt(4) == 0);
        return random.nextInt(12) == 0 ? List.of() : numbers;
    }

    private String list(IntFunction<String> record) {
        return some().stream().map(record::apply).collect(Collectors.joining(", ", "[", "]"));
    }

    private String map(String prefix, IntFunction<String> value) {
        return some().stream()
                .map(i -> "\"" + prefix + i + "\": " + value.apply(i))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
