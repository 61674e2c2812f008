package dev.metabuilder.database.openapi;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.record.Batch;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Makes the schemas of the models from the catalogue. */
final class Schemas {

    private static final String OPEN = " Undeclared properties are kept, and are returned after the declared ones.";

    private final Catalogue catalogue;
    private final TypeSchemas types;
    private final Set<String> known = new HashSet<>();

    Schemas(Catalogue catalogue, TypeSchemas types) {
        this.catalogue = catalogue;
        this.types = types;
    }

    /** Returns the name of a model. */
    static String name(Section<?> section) {
        return TypeSchemas.nameOf(section.model().type());
    }

    /** Returns the schema of a section's elements: whole records, or single values. */
    Schema record(Section<?> section) {
        String name = name(section);
        if (section.value() != null) {
            return section.isSorted() ? value(section.value(), false) : once(name, value(section.value(), false));
        }
        return once(name, members(section, false));
    }

    /** Returns the schema of changes of a record: any of the properties of {@link #record}; null removes a property. */
    Schema changes(Section<?> section) {
        return once(name(section) + "Update", members(section, true));
    }

    /** Returns the schema of a section in an export. */
    Schema section(Section<?> section) {
        return switch (section.kind()) {
            case LIST -> TypeSchemas.list(record(section));
            case MAP, VALUES -> TypeSchemas.map(record(section));
            case SINGLETON -> record(section);
        };
    }

    /** Returns the schema of an export. */
    Schema database() {
        Schema all = TypeSchemas.object()
                .description(
                        "The whole database. Every export has the portable part, and a full export has the rest too."
                                + " An import may have any of the properties; other sections stay unchanged.")
                .addProperty("format", types.whole(String.class))
                .addProperty("schemaVersion", types.whole(String.class));
        for (Section<?> section : catalogue.sections()) {
            all.addProperty(section.name(), section(section));
            if (section.isPortable() && section.kind() != Section.Kind.SINGLETON) {
                all.addRequired(section.name());
            }
        }
        return once("DatabaseSchema", all);
    }

    /** Returns the schema of an import. */
    Schema databaseImport() {
        Schema all = TypeSchemas.object().description("An import: any of the sections of an export.");
        database();
        types.named().get("DatabaseSchema").getProperties().forEach(all::addProperty);
        return once("DatabaseImport", all);
    }

    /** Returns the schema of operations on records of a section, or of any section if it is null. */
    Schema operations(Section<?> section) {
        Schema one = TypeSchemas.object()
                .addProperty("op", types.whole(Operation.Kind.class))
                .addRequired("op")
                .addProperty("key", key());
        if (section == null) {
            Schema names = OASFactory.createSchema().type(SchemaType.STRING);
            catalogue.sections().stream()
                    .filter(each -> each.kind() == Section.Kind.LIST || each.kind() == Section.Kind.MAP)
                    .forEach(each -> names.addEnumeration(each.name()));
            one.addProperty("collection", names)
                    .addRequired("collection")
                    .addProperty("record", TypeSchemas.object())
                    .description("An operation on a record of any collection; the collection comes before the record.");
        } else {
            one.addProperty(
                            "record",
                            OASFactory.createSchema().addAnyOf(record(section)).addAnyOf(changes(section)))
                    .description("An operation on a " + name(section) + ".");
        }
        one.additionalPropertiesBoolean(false);
        String name = (section == null ? "Batch" : name(section)) + "Operation";
        return TypeSchemas.list(once(name, one)).maxItems(Batch.MOST_OPERATIONS);
    }

    private Schema once(String name, Schema schema) {
        return known.add(name) ? types.name(name, schema) : TypeSchemas.reference(name);
    }

    private Schema members(Section<?> section, boolean changes) {
        Model<?> model = section.model();
        Schema schema = TypeSchemas.object()
                .additionalPropertiesBoolean(true)
                .description(
                        changes
                                ? "Changes of a " + name(section)
                                        + ": each given property is replaced, null removes it."
                                : "A record of " + section + "." + OPEN);
        for (Property property : model.properties()) {
            boolean optional = !property.required();
            schema.addProperty(property.name(), value(section, property, changes && optional));
            if (!optional && !changes) {
                schema.addRequired(property.name());
            }
        }
        return schema;
    }

    private Schema value(Section<?> section, Property property, boolean nullable) {
        Schema schema = value(property, nullable);
        catalogue.from(section.model()).stream()
                .filter(reference -> reference.property() == property)
                .map(reference -> TypeSchemas.nameOf(reference.to().type()))
                .forEach(to -> schema.description("The key of a " + to + ".").example(example(to)));
        if (property.key()) {
            schema.description("The key.").example(example(name(section)));
        }
        return schema;
    }

    private static String example(String model) {
        return model.toLowerCase(Locale.ROOT) + "-1";
    }

    private Schema value(Property property, boolean nullable) {
        Class<?> type = property.type();
        if (type == Json.class) {
            Schema json = json(property, nullable);
            return nullable ? json.nullable(true) : json;
        }
        // A $ref cannot be nullable.
        Schema schema = type.isEnum() && !nullable ? types.of(type) : types.whole(type);
        if (property.mostCharacters() != Integer.MAX_VALUE) {
            schema.minLength(1).maxLength(property.mostCharacters());
        }
        if (type == Integer.class) {
            schema.minimum(BigDecimal.valueOf(property.least())).maximum(BigDecimal.valueOf(property.most()));
        } else if (type == Long.class) {
            schema.description("Milliseconds since 1970.").example(1_700_000_000_000L);
            schema.addExtension("x-time", "ms");
        }
        if (property.secret()) {
            schema.format(Property.SECRET);
        }
        if (property.absent() != null) {
            schema.defaultValue(property.absent());
        }
        return nullable ? schema.nullable(true) : schema;
    }

    private Schema json(Property property, boolean whole) {
        Class<?> inside = property.inside();
        return switch (property.shape()) {
            case ANY -> TypeSchemas.any();
            case ARRAY -> TypeSchemas.list(TypeSchemas.any());
            case STRINGS -> TypeSchemas.list(types.whole(String.class));
            case OBJECTS -> TypeSchemas.list(inside == null ? TypeSchemas.object() : described(inside));
            case OBJECT -> inside == null ? TypeSchemas.object() : whole ? types.whole(inside) : described(inside);
            case ARRAYS_BY_NAME -> TypeSchemas.map(TypeSchemas.list(TypeSchemas.any()));
        };
    }

    private Schema described(Class<?> inside) {
        Schema reference = types.of(inside);
        types.named()
                .get(TypeSchemas.nameOf(inside))
                .additionalPropertiesBoolean(true)
                .description(
                        "The form that MetaBuilder writes. The server requires an object, and does not check its content.");
        return reference;
    }

    /** Returns the schema of a key. */
    static Schema key() {
        return OASFactory.createSchema()
                .type(SchemaType.STRING)
                .minLength(1)
                .maxLength(512)
                .example("key-1");
    }
}
