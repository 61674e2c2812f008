package dev.metabuilder.database.openapi;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.metabuilder.database.testing.Frozen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The models of the TypeScript client, {@code models.ts}, are what the description of the API says, and are made of it. */
class TypeScriptModelsTest {

    private static final Path FILE = Path.of("src/main/typescript/src/models.ts");

    private static final String HEAD = """
            // Made by TypeScriptModelsTest of the OpenAPI document; not to be edited. Every model is open: records may have
            // properties beside these, which are kept. Optional ones are absent when they are not set, never null.
            """;

    private static final Set<String> ROOTS =
            Set.of("DatabaseSchema", "UserRole", "Tenant", "PowerTransferRequest", "SMTPConfig");

    private static final String ANY_OBJECT = "Record<string, any>";

    /** What callers have always been told, although old records lack some of it: their code must compile as it is. */
    private static final Map<String, Map<String, String>> AS_BEFORE = Map.of(
            "ComponentNode",
            Map.of("id", "string", "childIds", "string[]", "order", "number", "pageId", "string"),
            "ComponentConfig",
            Map.of(
                    "id", "string",
                    "componentId", "string",
                    "props", ANY_OBJECT,
                    "styles", ANY_OBJECT,
                    "events", ANY_OBJECT));

    private static final int LONGEST_UNION = 10;

    private final JsonNode schemas;

    TypeScriptModelsTest() throws IOException {
        schemas = new ApiDocument(ApiDocument.make()).root().at("/components/schemas");
    }

    @Test
    void theModelsOfTheClientAreThoseOfTheServer() throws IOException {
        Set<String> found = new TreeSet<>();
        ROOTS.forEach(root -> reach(root, found));
        String declarations = found.stream().map(this::declaration).collect(joining("\n"));
        Frozen.check(FILE, HEAD + "\n" + declarations, "TypeScriptModelsTest");
    }

    private void reach(String name, Set<String> found) {
        if (found.add(name)) {
            schemas.get(name).findValuesAsText("$ref").forEach(reference -> reach(nameIn(reference), found));
        }
    }

    private static String nameIn(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private String declaration(String name) {
        JsonNode schema = schemas.get(name);
        String comment =
                schema.has("description") ? "/** " + schema.get("description").asText() + " */\n" : "";
        return schema.has("properties")
                ? comment + "export interface " + name + " "
                        + members(schema, "", AS_BEFORE.getOrDefault(name, Map.of())) + "\n"
                : comment + "export type " + name + " = " + type(schema, "") + ";\n";
    }

    private static String members(JsonNode schema, String indent, Map<String, String> before) {
        String inner = indent + "  ";
        StringBuilder text = new StringBuilder("{\n");
        schema.get("properties").properties().forEach(member -> {
            String name = member.getKey();
            JsonNode property = member.getValue();
            // What has a default may be left out.
            boolean required = elements(schema.path("required")).contains(name) && !property.has("default");
            if (property.has("description")) {
                text.append(inner + "/** " + property.get("description").asText() + " */\n");
            }
            text.append(inner + name + (required || before.containsKey(name) ? "" : "?") + ": "
                    + before.getOrDefault(name, type(property, inner)) + ";\n");
        });
        return text + indent + "}";
    }

    private static String type(JsonNode schema, String indent) {
        if (schema.has("$ref")) {
            return nameIn(schema.get("$ref").asText());
        }
        if (schema.path("allOf").size() == 1) {
            return type(schema.get("allOf").get(0), indent);
        }
        if (schema.has("enum")) {
            return elements(schema.get("enum")).stream()
                    .map(value -> '"' + value + '"')
                    .collect(joining(" | "));
        }
        return switch (schema.path("type").asText()) {
            case "string" -> "string";
            case "boolean" -> "boolean";
            case "number" -> "number";
            case "integer" -> integer(schema);
            case "array" -> {
                String items = type(schema.path("items"), indent);
                yield items.matches("(?s).*[ |{].*") ? "(" + items + ")[]" : items + "[]";
            }
            case "object" ->
                schema.has("properties")
                        ? members(schema, indent, Map.of())
                        : "Record<string, " + type(schema.path("additionalProperties"), indent) + ">";
            default -> "any";
        };
    }

    private static String integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(Long.MIN_VALUE);
        long most = schema.path("maximum").asLong(Long.MAX_VALUE);
        return least != Long.MIN_VALUE && most - least < LONGEST_UNION
                ? IntStream.rangeClosed((int) least, (int) most)
                        .mapToObj(String::valueOf)
                        .collect(joining(" | "))
                : "number";
    }

    private static List<String> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
