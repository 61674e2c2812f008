package dev.metabuilder.database.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.metabuilder.database.security.AccessRulesTest;
import dev.metabuilder.database.testing.Web;
import io.smallrye.openapi.runtime.io.Format;
import io.smallrye.openapi.runtime.io.OpenApiSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** The document at {@code /openapi}, and what it promises of answers. */
final class ApiDocument {

    private static final String URI = "https://metabuilder.test/openapi";

    /** The headers of answers that mean something to callers: one that comes must have been promised. */
    private static final List<String> TOLD = List.of(
            "ETag",
            "Location",
            "Link",
            "X-Total-Count",
            "Content-Disposition",
            "Preference-Applied",
            "Retry-After",
            "WWW-Authenticate",
            "X-Request-Id");

    private final JsonNode root;
    private final SchemaRegistry registry;

    ApiDocument(String json) throws IOException {
        root = new ObjectMapper().readTree(json);
        registry = SchemaRegistry.withDialect(Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(URI, json)));
    }

    /** The document as the server gives it to anybody. */
    static String fetch() {
        return Web.nobody().send("GET", "openapi?format=JSON").body();
    }

    /** The document as the code makes it, without a server. */
    static String make() {
        OpenAPI document = new OpenApiReader(AccessRulesTest::resources).buildModel();
        try {
            return OpenApiSerializer.serialize(document, Format.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The operations by method and path. */
    Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        root.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(member -> !member.getKey().startsWith("x-"))
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    /** What is wrong with an answer to an operation: nothing, when it is as the document says. */
    List<String> faults(String operation, HttpResponse<String> response) {
        var faults = new ArrayList<String>();
        var words = operation.split(" ", 2);
        var pointer = "/paths/" + escaped(words[1]) + "/" + words[0].toLowerCase(Locale.ROOT) + "/responses/"
                + response.statusCode();
        var answer = root.at(pointer);
        if (answer.isMissingNode()) {
            faults.add(operation + " answers " + response.statusCode() + " " + response.body()
                    + ", which is not documented");
            return faults;
        }
        if (answer.has("$ref")) {
            pointer = answer.get("$ref").asText().substring(1);
            answer = root.at(pointer);
        }
        for (var header : TOLD) {
            var promised = answer.path("headers").has(header);
            if (response.headers().firstValue(header).isPresent() && !promised) {
                faults.add(operation + " answers " + response.statusCode() + " with the header " + header
                        + ", which is not documented");
            }
        }
        if (!answer.has("content")) {
            if (!response.body().isEmpty()) {
                faults.add(operation + " answers " + response.statusCode() + " with a body, and ought to have none");
            }
            return faults;
        }
        var type = response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        if (!answer.get("content").has(type)) {
            faults.add(operation + " answers " + response.statusCode() + " as " + type);
            return faults;
        }
        if (type.endsWith("json")) {
            faults.addAll(faultsOfBody(operation, pointer + "/content/" + escaped(type) + "/schema", response.body()));
        }
        return faults;
    }

    /** What is wrong with JSON, by the schema to which a pointer leads. */
    List<String> faultsOfBody(String of, String schema, String body) {
        return registry
                .getSchema(
                        SchemaLocation.of(URI + "#" + schema.replace("{", "%7B").replace("}", "%7D")))
                .validate(body, InputFormat.JSON)
                .stream()
                .map(error -> of + ": " + error + " in " + body)
                .toList();
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
