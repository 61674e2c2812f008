package dev.metabuilder.database.storage;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A declared property.
 *
 * @param id the table, a dot, and the name of the property
 * @param column the column of its values
 * @param type the type of its values in JSON: string, integer, boolean, or json for any
 */
public record DeclaredProperty(String id, String column, String type) {

    static DeclaredProperty of(Model<?> model, Property property) {
        Class<?> type = property.type();
        return new DeclaredProperty(
                id(model, property),
                property.columnName(),
                type == Json.class
                        ? "json"
                        : type == Boolean.class
                                ? "boolean"
                                : Number.class.isAssignableFrom(type) ? "integer" : "string");
    }

    static String id(Model<?> model, Property property) {
        return model.tableName() + "." + property.name();
    }

    /** Returns its column for SQL: in quotes, because its name may be a reserved word. */
    String sqlColumn() {
        return '"' + column + '"';
    }

    String table() {
        return id.substring(0, id.indexOf('.'));
    }

    String name() {
        return id.substring(id.indexOf('.') + 1);
    }

    /**
     * Returns an SQL condition that is true if a property may be among the undeclared ones, which are compact JSON. It is
     * also true if a nested object has a member of that name.
     */
    public static String holds(Property property) {
        // A name needs no escape: it is a Java identifier.
        return Model.EXTRA + " LIKE '%\"" + property.name() + "\":%'";
    }

    /** Returns the value of a row as JSON, or null if it has none. */
    String json(ResultSet row, int index) throws SQLException {
        String text = type.equals("boolean") ? String.valueOf(row.getBoolean(index)) : row.getString(index);
        if (text == null || row.wasNull()) {
            return null;
        }
        return type.equals("string") ? Json.of(text).toString() : text;
    }
}
