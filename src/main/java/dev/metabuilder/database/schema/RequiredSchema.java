package dev.metabuilder.database.schema;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.storage.DeclaredProperties;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Derives the {@link SchemaStructure} that this build needs from the catalogue of the models. It contains only what the
 * build relies on.
 */
final class RequiredSchema {

    private static final int MOST_IN_KEY = 512;
    private static final int MOST_IN_NAME = 32;

    private final Catalogue catalogue;
    private final Dialect dialect;
    private final Map<String, String> columns = new TreeMap<>();
    private final Map<String, String> constraints = new TreeMap<>();
    private final Map<String, String> indexes = new TreeMap<>();

    private RequiredSchema(Catalogue catalogue, Dialect dialect) {
        this.catalogue = catalogue;
        this.dialect = dialect;
    }

    /** Returns the required structure of a database of a dialect, with the names of the changelog. */
    static SchemaStructure of(Catalogue catalogue, Dialect dialect) {
        RequiredSchema needed = new RequiredSchema(catalogue, dialect);
        catalogue.models().forEach(needed::add);
        catalogue.references().stream()
                .filter(reference -> reference.rule() != Rule.FOLLOW)
                .forEach(needed::add);
        catalogue.sections().forEach(needed::add);
        needed.addIdempotencyKeys();
        needed.addDeclarations();
        needed.addSessions();
        needed.addHistory();
        return new SchemaStructure(needed.columns, needed.constraints, needed.indexes);
    }

    private void add(Model<?> model) {
        String table = model.tableName();
        for (Property property : model.columns()) {
            column(table, property.columnName(), type(property), property.required() || property.absent() != null);
            if (property.unique()) {
                constraint(table, property.column() + "_key", "UNIQUE (" + property.column() + ")");
            }
        }
        column(table, Model.POSITION, "BIGINT", true);
        column(table, Model.VERSION, "BIGINT", true);
        column(table, Model.EXTRA, text(Integer.MAX_VALUE), false);
        constraint(table, "pkey", "PRIMARY KEY (" + model.key().column() + ")");
    }

    private void add(Reference reference) {
        foreignKey(
                reference.from().tableName(),
                reference.property().column(),
                reference.to().tableName() + "(" + reference.target().column() + ")",
                reference.rule());
    }

    private void foreignKey(String table, String column, String target, Rule rule) {
        constraint(
                table,
                column + "_fkey",
                "FOREIGN KEY (" + column + ") REFERENCES " + target + " ON DELETE "
                        + (rule == Rule.CASCADE ? "CASCADE" : "SET NULL")
                        + (dialect.judgesReferencesAtOnce() ? "" : " DEFERRABLE INITIALLY DEFERRED"));
    }

    private void add(Section<?> section) {
        String table = section.model().tableName();
        section.uniques().stream().filter(unique -> unique.only() != null).forEach(unique -> {
            String column = unique.property().column();
            String only = NamedEnum.nameOf(unique.only());
            indexes.put(
                    table + "." + table + "_" + only + "_key",
                    "UNIQUE (" + column + ") WHERE " + column + " = '" + only + "'");
        });
    }

    /** Adds a table that belongs to no model. */
    private void addIdempotencyKeys() {
        String table = "idempotency_keys";
        column(table, "id", text(MOST_IN_KEY), true);
        column(table, "request", text(MOST_IN_KEY), true);
        column(table, "created_at", "BIGINT", true);
        column(table, "status", "INTEGER", true);
        column(table, "location", text(Integer.MAX_VALUE), false);
        column(table, "tag", text(Integer.MAX_VALUE), false);
        column(table, "body", text(Integer.MAX_VALUE), false);
        constraint(table, "pkey", "PRIMARY KEY (id)");
    }

    /** Adds a table that belongs to no model. */
    private void addDeclarations() {
        String table = DeclaredProperties.TABLE;
        column(table, "id", text(MOST_IN_KEY), true);
        column(table, "column_name", text(MOST_IN_KEY), true);
        column(table, "type", text(MOST_IN_NAME), true);
        constraint(table, "pkey", "PRIMARY KEY (id)");
    }

    /** Adds a table that belongs to no model. */
    private void addSessions() {
        String table = "sessions";
        column(table, "id", text(MOST_IN_KEY), true);
        column(table, "user_id", text(MOST_IN_KEY), true);
        column(table, "account_digest", text(MOST_IN_KEY), true);
        column(table, "created_at", "BIGINT", true);
        column(table, "used_at", "BIGINT", true);
        constraint(table, "pkey", "PRIMARY KEY (id)");
        foreignKey(table, "user_id", "users(id)", Rule.CASCADE);
    }

    /** Adds tables that belong to no model. */
    private void addHistory() {
        String sets = "change_sets";
        columns.put(sets + ".id", dialect.storedChangeSetId());
        column(sets, "number", "BIGINT", false);
        column(sets, "changed_at", "BIGINT", true);
        column(sets, "actor", text(Integer.MAX_VALUE), true);
        column(sets, "way", text(MOST_IN_NAME), true);
        column(sets, "request_id", text(MOST_IN_KEY), false);
        column(sets, "job_id", text(MOST_IN_KEY), false);
        constraint(sets, "pkey", "PRIMARY KEY (id)");
        constraint(sets, "number_key", "UNIQUE (number)");
        String changes = "record_changes";
        for (String number : List.of("set_id", "entry_no", "row_version", "row_position", "records")) {
            column(changes, number, "BIGINT", number.equals("set_id") || number.equals("entry_no"));
        }
        column(changes, "model", text(MOST_IN_NAME), false);
        column(changes, "record_key", text(MOST_IN_KEY), false);
        column(changes, "action", text(MOST_IN_NAME), true);
        for (String json : List.of("before_values", "absent_names", "secret_names")) {
            column(changes, json, text(Integer.MAX_VALUE), false);
        }
        constraint(changes, "pkey", "PRIMARY KEY (set_id, entry_no)");
        foreignKey(changes, "set_id", sets + "(id)", Rule.CASCADE);
        String numbering = "change_numbering";
        for (String number : List.of("id", "last_number", "removed_number")) {
            column(numbering, number, "BIGINT", true);
        }
        constraint(numbering, "pkey", "PRIMARY KEY (id)");
    }

    private void column(String table, String column, String type, boolean always) {
        columns.put(table + "." + column, type + (always ? " NOT NULL" : ""));
    }

    private void constraint(String table, String suffix, String definition) {
        constraints.put(table + "." + table + "_" + suffix, definition);
    }

    private String type(Property property) {
        Class<?> type = property.type();
        if (type.isEnum()) {
            return text(MOST_IN_NAME);
        }
        if (type == String.class) {
            return text(
                    property.key() || property.unique() || isForeignKey(property) ? MOST_IN_KEY : Integer.MAX_VALUE);
        }
        return type == Long.class
                ? "BIGINT"
                : type == Integer.class ? "INTEGER" : type == Json.class ? text(Integer.MAX_VALUE) : "BOOLEAN";
    }

    private boolean isForeignKey(Property property) {
        return catalogue.references().stream()
                .anyMatch(reference -> reference.rule() != Rule.FOLLOW && reference.property() == property);
    }

    private String text(int most) {
        return dialect.storedText(most);
    }
}
