package dev.metabuilder.database.openapi;

import dev.metabuilder.database.json.NamedEnum;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Makes the schemas of Java types. Each named schema exists once, under {@code #/components/schemas}. */
final class TypeSchemas {

    private final Map<String, Schema> named = new TreeMap<>();

    /** Returns all named schemas, by name. */
    Map<String, Schema> named() {
        return named;
    }

    /** Names a schema, and returns a reference to it. */
    Schema name(String name, Schema schema) {
        if (named.putIfAbsent(name, schema) != null) {
            throw new IllegalStateException("Two schemas have the name " + name + ".");
        }
        return reference(name);
    }

    /** Returns a reference to a named schema. */
    static Schema reference(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    /** Returns the name of a class in the document: its own, unless its annotation has another. */
    static String nameOf(Class<?> type) {
        var annotation = type.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        return annotation == null || annotation.name().isEmpty() ? type.getSimpleName() : annotation.name();
    }

    /** Returns the schema of a type, or a reference to it if it has a name. */
    Schema of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(of(arguments[0])) : map(of(arguments[1]));
        }
        Class<?> plain = (Class<?>) type;
        boolean nested = plain.isMemberClass() && plain.getDeclaringClass() != JsonForms.class;
        if (!(plain.isRecord() || plain.isEnum()) || nested) {
            return whole(plain);
        }
        String name = nameOf(plain);
        if (!named.containsKey(name)) {
            // It registers the name before it reads the type, because a type may refer to itself.
            named.put(name, OASFactory.createSchema());
            named.put(name, whole(plain));
        }
        return reference(name);
    }

    /** Returns the schema of a class itself, and not a reference. */
    Schema whole(Class<?> type) {
        if (type.isEnum()) {
            return constants(type);
        }
        if (type.isRecord()) {
            return members(type);
        }
        Schema schema = OASFactory.createSchema();
        if (type == Long.class) {
            return schema.type(SchemaType.INTEGER).format("int64");
        }
        if (type == Integer.class) {
            return schema.type(SchemaType.INTEGER).format("int32");
        }
        if (type == Object.class) {
            return any();
        }
        return schema.type(
                type == String.class
                        ? SchemaType.STRING
                        : type == Boolean.class ? SchemaType.BOOLEAN : SchemaType.NUMBER);
    }

    private static Schema constants(Class<?> type) {
        Schema schema = OASFactory.createSchema().type(SchemaType.STRING);
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> schema.addEnumeration(NamedEnum.nameOf((Enum<?>) constant)));
        return schema;
    }

    private Schema members(Class<?> type) {
        Schema schema = object();
        var words = type.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        if (words != null) {
            schema.description(words.description());
        }
        for (RecordComponent member : type.getRecordComponents()) {
            Schema inner = of(member.getGenericType());
            // Without @NotNull a property may be absent; an annotation of the accessor says if it may be null.
            var own =
                    member.getAccessor().getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
            schema.addProperty(member.getName(), own != null && own.nullable() ? inner.nullable(true) : inner);
            if (member.getAccessor().isAnnotationPresent(NotNull.class)) {
                schema.addRequired(member.getName());
            }
        }
        return schema;
    }

    /** Returns the schema of any object. */
    static Schema object() {
        return OASFactory.createSchema().type(SchemaType.OBJECT);
    }

    /** Returns the schema of an object with such values. */
    static Schema map(Schema values) {
        return object().additionalPropertiesSchema(values);
    }

    /** Returns the schema of an array with such elements. */
    static Schema list(Schema elements) {
        return OASFactory.createSchema().type(SchemaType.ARRAY).items(elements);
    }

    /** Returns the schema of any JSON value. */
    static Schema any() {
        return OASFactory.createSchema().description("Any JSON value.");
    }
}
