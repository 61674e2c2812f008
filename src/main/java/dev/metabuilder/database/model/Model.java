package dev.metabuilder.database.model;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.json.NamedEnum;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know of a model, read once from its entity: the table, the key, and the properties in the order in
 * which the class declares them, which is their order in JSON.
 *
 * @param <T> the entity
 */
public final class Model<T extends BaseEntity> {

    /** The column that keeps the order of records. */
    public static final String POSITION = "row_position";

    /** The column that counts the changes of a record. */
    public static final String VERSION = "row_version";

    /** The column that keeps the undeclared properties of a record. */
    public static final String EXTRA = "extra";

    private static final ClassValue<Model<?>> MODELS = new ClassValue<>() {
        @Override
        protected Model<?> computeValue(Class<?> type) {
            return new Model<>(type.asSubclass(BaseEntity.class));
        }
    };

    private final Class<T> type;
    private final Property key;
    private final List<Property> properties;
    private final Map<String, Property> byName = new LinkedHashMap<>();

    private Model(Class<T> type) {
        this.type = type;
        T fresh = newEntity();
        Property found = null;
        List<Property> declared = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            // Weaving adds fields of its own.
            if (Modifier.isStatic(field.getModifiers())
                    || field.isSynthetic()
                    || field.getName().startsWith("_")) {
                continue;
            }
            Property property = new Property(field, fresh);
            found = field.isAnnotationPresent(Id.class) ? property : found;
            if (!field.isAnnotationPresent(JsonbTransient.class)) {
                declared.add(property);
                byName.put(property.name(), property);
            }
        }
        key = found;
        properties = List.copyOf(declared);
    }

    /** Returns the model of an entity. */
    @SuppressWarnings("unchecked")
    public static <T extends BaseEntity> Model<T> of(Class<T> type) {
        return (Model<T>) MODELS.get(type);
    }

    /** Returns the name of the model. */
    public String name() {
        return type.getSimpleName();
    }

    /** Returns the entity. */
    public Class<T> type() {
        return type;
    }

    /** Returns the name of the table. */
    public String table() {
        return type.getAnnotation(Table.class).name();
    }

    /** Returns the property that identifies a record; it is not among {@link #properties()} where JSON does not show it. */
    public Property key() {
        return key;
    }

    /** Returns the properties that JSON shows, in order. */
    public List<Property> properties() {
        return properties;
    }

    /** Returns the property of that name, or null when the model declares none. */
    public Property property(String name) {
        return byName.get(name);
    }

    /** Returns the names of the properties that JSON shows, in order. */
    public String propertyNames() {
        return String.join(", ", byName.keySet());
    }

    /** Returns whether the key is one of the properties that JSON shows. */
    public boolean showsKey() {
        return properties.contains(key);
    }

    /** Returns all columns but those that every table has: the key first, then the other properties in order. */
    public List<Property> columns() {
        List<Property> columns = new ArrayList<>(List.of(key));
        properties.stream().filter(property -> !property.key()).forEach(columns::add);
        return columns;
    }

    /** Returns an object without the members that the model declares; null when none is left. */
    Json undeclared(Json extra) {
        return JsonMembers.without(extra, byName.keySet());
    }

    /** Returns an entity that has nothing yet. */
    public T newEntity() {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the key of an entity. */
    public static String keyOf(BaseEntity entity) {
        return (String) of(entity.getClass()).key.get(entity);
    }

    /** Appends the JSON of an entity. */
    public void write(StringBuilder out, T entity) {
        Object[] values =
                properties.stream().map(property -> property.get(entity)).toArray();
        write(out, values, entity.storedExtra());
    }

    /** Appends the JSON of an entity with some of its declared properties, and no others. */
    public void write(StringBuilder out, T entity, Collection<Property> shown) {
        Object[] values = properties.stream()
                .map(property -> shown.contains(property) ? property.get(entity) : null)
                .toArray();
        write(out, values, null);
    }

    /** Appends the key of an entity and a colon, as it stands in a map. */
    public static void writeKey(StringBuilder out, BaseEntity entity) {
        JsonText.quote(out, keyOf(entity));
        out.append(':');
    }

    /** Appends the compact JSON of a record, as {@link #write(StringBuilder, Object[], Json, int)} does. */
    public void write(StringBuilder out, Object[] values, Json extra) {
        write(out, values, extra, JsonText.COMPACT);
    }

    /**
     * Appends the JSON of a record: the declared properties that it has, in order, then the undeclared ones.
     *
     * @param values those of {@link #properties()}, as entities or columns hold them
     * @param depth the level that the record stands on, or {@link JsonText#COMPACT}
     */
    public void write(StringBuilder out, Object[] values, Json extra, int depth) {
        out.append('{');
        String comma = "";
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                continue;
            }
            JsonText.newLine(out.append(comma), depth + 1);
            JsonText.quote(out, properties.get(i).name());
            writeValue(out.append(depth < 0 ? ":" : ": "), properties.get(i), values[i], depth + 1);
            comma = ",";
        }
        Json undeclared = undeclared(extra);
        if (undeclared != null && undeclared.toString().length() > 2) {
            String members = undeclared.toString();
            JsonText.newLine(out.append(comma), depth + 1);
            JsonText.indent(out, members.substring(1, members.length() - 1), depth + 1);
            comma = ",";
        }
        if (!comma.isEmpty()) {
            JsonText.newLine(out, depth);
        }
        out.append('}');
    }

    /** Appends the compact JSON of one property's value. */
    public static void writeValue(StringBuilder out, Property property, Object value) {
        writeValue(out, property, value, JsonText.COMPACT);
    }

    /** Appends a value as JSON, indented to a depth. */
    public static void writeValue(StringBuilder out, Property property, Object value, int depth) {
        if (value instanceof Enum<?> constant) {
            JsonText.quote(out, NamedEnum.nameOf(constant));
        } else if (value instanceof String text && property.type() != Json.class) {
            JsonText.quote(out, text);
        } else if (property.type() == Json.class) {
            JsonText.indent(out, value.toString(), depth);
        } else {
            out.append(value);
        }
    }

    @Override
    public String toString() {
        return name() + Arrays.toString(byName.keySet().toArray());
    }
}
