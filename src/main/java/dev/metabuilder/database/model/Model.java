package dev.metabuilder.database.model;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonWriter;
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
import java.util.stream.Stream;

/**
 * The description of a model, read once from its entity: the table, the key, and the properties in the order of their
 * declaration, which is their order in JSON.
 *
 * @param <T> the entity
 */
public final class Model<T extends BaseEntity> {

    /** The column with the position of the record in its collection. */
    public static final String POSITION = "row_position";

    /** The column with the number of changes of the record. */
    public static final String VERSION = "row_version";

    /** The column with the undeclared properties of the record. */
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
    private final List<Property> columns;
    private final Map<String, Property> byName = new LinkedHashMap<>();

    private Model(Class<T> type) {
        this.type = type;
        T fresh = newEntity();
        Property found = null;
        List<Property> declared = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            // EclipseLink's weaving adds fields of its own.
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
        columns = Stream.concat(Stream.of(key), properties.stream().filter(property -> !property.key()))
                .toList();
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

    /** Returns the table as SQL has it: in quotes where its name is a word of SQL's own in some database. */
    public String table() {
        return type.getAnnotation(Table.class).name();
    }

    /** Returns the name of the table. */
    public String tableName() {
        return table().replace("\"", "");
    }

    /** Returns the property that identifies a record. It is in {@link #properties()} only if JSON contains it. */
    public Property key() {
        return key;
    }

    /** Returns the properties that JSON contains, in order. */
    public List<Property> properties() {
        return properties;
    }

    /** Returns the property with a name, or null if the model declares none. */
    public Property property(String name) {
        return byName.get(name);
    }

    /** Returns the names of the properties that JSON contains, in order. */
    public String propertyNames() {
        return String.join(", ", byName.keySet());
    }

    /** Returns whether JSON contains the key. */
    public boolean showsKey() {
        return properties.contains(key);
    }

    /** Returns the columns of this model alone: first the key, then the other properties in order. */
    public List<Property> columns() {
        return columns;
    }

    /** Returns an object without the members that the model declares, or null if none remains. */
    public Json undeclared(Json extra) {
        return JsonMembers.without(extra, byName.keySet());
    }

    /** Returns an empty entity. */
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

    /** Returns the compact JSON of an entity. */
    @SuppressWarnings("unchecked")
    public static <T extends BaseEntity> String json(T entity) {
        StringBuilder out = new StringBuilder();
        ((Model<T>) of(entity.getClass())).write(new JsonWriter(out), entity);
        return out.toString();
    }

    /** Writes an entity. */
    public void write(JsonWriter out, T entity) {
        Object[] values =
                properties.stream().map(property -> property.get(entity)).toArray();
        write(out, values, entity.storedExtra());
    }

    /** Writes an entity with only some of its declared properties. */
    public void write(JsonWriter out, T entity, Collection<Property> shown) {
        Object[] values = properties.stream()
                .map(property -> shown.contains(property) ? property.get(entity) : null)
                .toArray();
        write(out, values, null);
    }

    /**
     * Writes a record: the declared properties that it has, in order, then the undeclared ones.
     *
     * @param values the values of {@link #properties()}, as in entities or in columns
     */
    public void write(JsonWriter out, Object[] values, Json extra) {
        out.beginObject();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                writeValue(out.name(properties.get(i).name()), properties.get(i), values[i]);
            }
        }
        Json undeclared = undeclared(extra);
        if (undeclared != null) {
            out.members(undeclared);
        }
        out.end();
    }

    /** Writes the value of a property, as in an entity or in a column. */
    public static void writeValue(JsonWriter out, Property property, Object value) {
        out.value(value instanceof String text && property.type() == Json.class ? Json.wellFormed(text) : value);
    }

    @Override
    public String toString() {
        return name() + Arrays.toString(byName.keySet().toArray());
    }
}
