package dev.metabuilder.database.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.security.AccessRulesTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rules for the OpenAPI document, made by the code or given by a server. */
final class DescriptionRules {

    private final ApiDocument document;
    private final List<String> faults = new ArrayList<>();

    private final String json;

    DescriptionRules(String json) throws IOException {
        this.json = json;
        document = new ApiDocument(json);
    }

    void theDocumentIsOpenApi() {
        var parsed = new OpenAPIV3Parser().readContents(json);
        assertEquals(List.of(), parsed.getMessages());
        assertTrue(document.root().get("openapi").asText().startsWith("3.0."));
        document.root()
                .fieldNames()
                .forEachRemaining(name -> assertTrue(
                        Set.of("openapi", "info", "servers", "paths", "components")
                                .contains(name),
                        name));
        var ids = new TreeSet<String>();
        document.operations()
                .forEach((route, operation) ->
                        assertTrue(ids.add(operation.path("operationId").asText()), route));
        assertTrue(ids.containsAll(Set.of("listUsers", "addUser", "updateUser", "bulkUsers", "setSmtpConfig")));
    }

    void itHasEveryRouteOfTheServerAndNoOther() {
        var expected = new TreeSet<>(List.of("GET /metrics"));
        OpenApiIT.OPEN.stream().filter(route -> !route.contains("/api/")).forEach(expected::add);
        for (var route : AccessRulesTest.routes()) {
            var template = route.replace(" ", " /api/");
            if (!route.contains("{section}")) {
                expected.add(template);
                continue;
            }
            for (Section<?> section : Models.CATALOGUE.sections()) {
                var single = section.kind() == Section.Kind.SINGLETON;
                var values = section.kind() == Section.Kind.VALUES;
                var of = route.equals("POST {section}/{key}") ? template.replace("{key}", "bulk") : template;
                var withoutRecords = !route.startsWith("POST") && !route.startsWith("PATCH");
                var ofHistory = route.contains("{section}/{key}/") && !section.isSorted();
                if (ofHistory
                        || (single
                                ? route.matches("(GET|PUT|DELETE) \\{section}")
                                : !section.isSorted()
                                        && !route.equals("DELETE {section}")
                                        && (!values || withoutRecords))) {
                    expected.add(of.replace("{section}", section.name()));
                }
            }
        }
        assertEquals(expected, new TreeSet<>(document.operations().keySet()));
    }

    void everyModelIsThereWithItsProperties() {
        var schemas = document.root().at("/components/schemas");
        for (var name : List.of(
                "User",
                "UserRole",
                "Workflow",
                "WorkflowNode",
                "WorkflowEdge",
                "LuaScript",
                "PageConfig",
                "ModelSchema",
                "FieldSchema",
                "AppConfiguration",
                "Comment",
                "ComponentNode",
                "ComponentConfig",
                "CssCategory",
                "DropdownConfig",
                "InstalledPackage",
                "Tenant",
                "PowerTransferRequest",
                "SMTPConfig",
                "DatabaseSchema")) {
            assertTrue(schemas.has(name), name);
        }
        for (Section<?> section : Models.CATALOGUE.sections()) {
            assertEquals(
                    List.of(),
                    document.faultsOfBody(
                            section.name(),
                            "/components/schemas/DatabaseSchema/properties/" + section.name(),
                            Golden.compact(section)));
            if (section.value() == null) {
                var schema = schemas.get(TypeSchemas.nameOf(section.model().type()));
                section.model().properties().forEach(property -> {
                    assertTrue(schema.get("properties").has(property.name()), property.name());
                    var required = schema.path("required").toString().contains("\"" + property.name() + "\"");
                    assertEquals(property.required(), required, property.name());
                });
            }
        }
    }

    void itsExamplesAreAsItsSchemasSay() {
        document.root()
                .at("/components/examples")
                .properties()
                .forEach(example -> faults.addAll(document.faultsOfBody(
                        "the example of " + example.getKey(),
                        "/components/schemas/" + example.getKey(),
                        example.getValue().get("value").toString())));
        assertEquals(List.of(), faults);
    }
}
