package dev.metabuilder.database.model;

import static dev.metabuilder.database.json.JsonShape.OBJECTS;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.security.AccessRules;
import dev.metabuilder.database.security.AccessRulesTest;
import dev.metabuilder.database.users.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The frozen file of a model, {@code models/<Model>.txt}: what callers may rely on. It has the sections, the properties, the
 * references, who may call which route, and what each section looks like in an export.
 */
public final class ModelFile {

    /** Where they are. */
    public static final Path FOLDER = Path.of("src/test/resources/models");

    static final String ACCESS = "Access, from each role on";

    private static final String NONE = "  none\n";

    private ModelFile() {}

    public static String name(Model<?> model) {
        return model.name() + ".txt";
    }

    /** The line before the JSON of a section. */
    public static String heading(Section<?> section) {
        return "\nJSON of " + section.name() + "\n";
    }

    /**
     * Returns what the code says of a model.
     *
     * @param json what its sections look like in an export, by the section's name; where it is not given it is made up
     */
    public static String of(Model<?> model, Map<String, String> json) {
        StringBuilder text = new StringBuilder(model.name() + "\n\nSections\n");
        List<Section<?>> sections = Models.CATALOGUE.sections(model);
        sections.forEach(section -> text.append("  ").append(words(section)).append('\n'));
        text.append("\nProperties\n");
        model.columns().stream()
                .filter(property -> !model.properties().contains(property))
                .forEach(property -> line(text, property.name(), words(model, property) + ", not shown in JSON"));
        model.properties().forEach(property -> line(text, property.name(), words(model, property)));
        text.append("\nReferences\n");
        if (Models.CATALOGUE.from(model).isEmpty()) {
            text.append(NONE);
        }
        Models.CATALOGUE
                .from(model)
                .forEach(to -> line(
                        text,
                        to.property().name(),
                        to.to().name() + "." + to.target().name() + ", " + words(to.rule())));
        text.append('\n').append(ACCESS).append('\n');
        sections.forEach(section -> routes(section).forEach(route -> line(text, route, callers(route, section))));
        if (sections.stream().allMatch(section -> routes(section).isEmpty())) {
            text.append(NONE);
        }
        sections.forEach(section -> text.append(heading(section))
                .append(json.getOrDefault(section.name(), ""))
                .append(json.containsKey(section.name()) ? "" : example(section))
                .append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String words) {
        text.append("  %-35s %s\n".formatted(name, words));
    }

    private static String words(Section<?> section) {
        return section.name() + ": " + section.kind()
                + (section.value() == null ? "" : " of " + section.value().name())
                + (section.isPortable() ? ", portable" : "")
                + (section.isSorted() ? ", sorted by key" : "")
                + (section.isHashed() ? ", hashed" : "")
                + (section.isAddedOnce() ? ", can be added again" : "")
                + (section.owner() == null ? "" : ", " + words(section.owner()));
    }

    private static String words(Owner owner) {
        return "owned by " + owner.property().name()
                + (owner.kept().isEmpty()
                        ? ""
                        : owner.kept().stream()
                                .map(Property::name)
                                .collect(Collectors.joining(", ", " who may not change ", "")));
    }

    private static String words(Model<?> model, Property property) {
        String only = Models.CATALOGUE.section(model.type()).uniques().stream()
                .filter(unique -> unique.property() == property && unique.only() != null)
                .map(unique -> ", only one record is " + NamedEnum.nameOf(unique.only()))
                .collect(Collectors.joining());
        return (property.key() ? "key, " : property.required() ? "" : "optional, ")
                + (property.unique() ? "unique, " : "")
                + property.expected()
                + only
                + (property.inside() == null
                        ? ""
                        : ", " + property.inside().getSimpleName() + (property.shape() == OBJECTS ? " each" : ""))
                + (property.absent() == null ? "" : ", if absent " + property.absent());
    }

    private static String words(Reference.Rule rule) {
        return switch (rule) {
            case CASCADE -> "CASCADE: the record goes with it";
            case SET_NULL -> "SET_NULL: the record stays, and refers to nothing";
            case FOLLOW -> "FOLLOW: the record goes with it, and is renamed with it";
        };
    }

    /** Returns the routes of a section, as {@link AccessRules} writes them but for its name. */
    public static List<String> routes(Section<?> section) {
        boolean single = section.kind() == Section.Kind.SINGLETON;
        List<String> routes = new ArrayList<>();
        for (String route : AccessRulesTest.routes()) {
            String template = route.substring(route.indexOf(' ') + 1);
            boolean whole = template.equals("{section}");
            boolean general = template.startsWith("{section}")
                    && !section.isSorted()
                    && (template.startsWith("{section}/{key}/")
                            || (single ? whole && !route.startsWith("POST") : !route.equals("DELETE {section}")));
            if (general || template.equals(section.name()) || template.startsWith(section.name() + "/")) {
                routes.add(route.replace("{section}", section.name()));
            }
        }
        return routes;
    }

    private static String callers(String route, Section<?> section) {
        String general = route.replaceFirst(" " + section.name(), " {section}");
        return AccessRules.callers(AccessRules.has(route) ? route : general).entrySet().stream()
                .map(row -> name(row.getKey()) + " (" + row.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String name(Role role) {
        return role == null ? "nobody" : NamedEnum.nameOf(role);
    }

    /** Returns the JSON of a section with two records: one with all properties, one with those that it must have. */
    private static String example(Section<?> section) {
        StringBuilder text = new StringBuilder();
        JsonWriter json = new JsonWriter(text, 0);
        switch (section.kind()) {
            case VALUES ->
                Model.writeValue(json.beginObject().name("first"), section.value(), value(section.value(), "a"));
            case LIST -> record(record(json.beginArray(), section, "first", true), section, "second", false);
            case MAP -> {
                record(json.beginObject().name("first"), section, "first", true);
                record(json.name("second"), section, "second", false);
            }
            case SINGLETON -> record(json, section, "first", true);
        }
        if (section.kind() != Section.Kind.SINGLETON) {
            json.end();
        }
        return text.toString();
    }

    private static JsonWriter record(JsonWriter json, Section<?> section, String key, boolean all) {
        Model<?> model = section.model();
        Object[] values = model.properties().stream()
                .map(property -> all || property.required() ? value(property, key) : null)
                .toArray();
        model.write(json, values, all ? Json.parse("{\"undeclared\":{\"a\":[1.0,null]}}") : null);
        return json;
    }

    private static Object value(Property property, String key) {
        List<Reference> references = Models.CATALOGUE.references().stream()
                .filter(reference -> reference.property() == property)
                .toList();
        if (!references.isEmpty()) {
            Section<?> target = Models.CATALOGUE.section(references.get(0).to().type());
            return Golden.records(target).keySet().iterator().next();
        }
        Class<?> type = property.type();
        if (type == String.class) {
            return property.key() || property.unique() || property.name().equals("id") ? key : "text";
        }
        if (type == Long.class) {
            return Math.max(property.least(), 1L);
        }
        if (type == Integer.class) {
            return (int) Math.max(property.least(), 1L);
        }
        return type == Boolean.class
                ? Boolean.TRUE
                : type == Json.class ? Json.parse(json(property)) : type.getEnumConstants()[0];
    }

    private static String json(Property property) {
        return switch (property.shape()) {
            case ANY, OBJECT -> "{\"a\":1}";
            case ARRAY -> "[1.0]";
            case OBJECTS -> "[{\"a\":1}]";
            case STRINGS -> "[\"a\",\"b\"]";
            case ARRAYS_BY_NAME -> "{\"list\":[1.0]}";
        };
    }
}
