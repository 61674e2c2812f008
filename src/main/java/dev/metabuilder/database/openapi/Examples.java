package dev.metabuilder.database.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Makes examples from the schemas, so that each example is valid. */
final class Examples {

    private final Map<String, Schema> named;

    Examples(Map<String, Schema> named) {
        this.named = named;
    }

    /** Returns the examples of all named schemas, by name. */
    Map<String, Example> all() {
        Map<String, Example> all = new TreeMap<>();
        named.forEach((name, schema) -> all.put(name, OASFactory.createExample().value(of(schema))));
        return all;
    }

    /** Adds to a body the example of its schema, if the schema has a name. */
    void addTo(MediaType body) {
        String reference = body.getSchema().getRef();
        if (reference == null) {
            body.setExample(of(body.getSchema()));
        } else {
            String name = nameIn(reference);
            body.addExample(name, OASFactory.createExample().ref("#/components/examples/" + name));
        }
    }

    private static String nameIn(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private Object of(Schema schema) {
        if (schema.getRef() != null) {
            return of(named.get(nameIn(schema.getRef())));
        }
        if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
            Map<String, Object> members = new LinkedHashMap<>();
            schema.getProperties().forEach((name, member) -> members.put(name, of(member)));
            return members;
        }
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return schema.getEnumeration().get(0);
        }
        if (schema.getAnyOf() != null && !schema.getAnyOf().isEmpty()) {
            return of(schema.getAnyOf().get(0));
        }
        if (schema.getType() == null) {
            return "anything";
        }
        return switch (schema.getType()) {
            case STRING -> "text";
            case BOOLEAN -> true;
            case INTEGER -> schema.getMinimum() == null || schema.getMinimum().signum() < 0 ? 1 : schema.getMinimum();
            case NUMBER -> 1.5;
            case ARRAY -> List.of(of(schema.getItems()));
            case OBJECT ->
                schema.getAdditionalPropertiesSchema() == null
                        // Payara omits empty examples.
                        ? Map.of("name", "anything")
                        : Map.of("name", of(schema.getAdditionalPropertiesSchema()));
        };
    }
}
