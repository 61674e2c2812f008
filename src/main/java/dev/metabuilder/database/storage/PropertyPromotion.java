package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.PropertyValues;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section.Unique;
import dev.metabuilder.database.platform.SqlText;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves the values of properties that a model newly declares from the undeclared ones to their columns. */
final class PropertyPromotion {

    private final Storage storage;
    private final Catalogue catalogue;
    private final Connection connection;
    private final Model<?> model;
    private final Problems problems;

    /** Moves values of one model; it adds a problem for each value that does not fit and therefore stays. */
    PropertyPromotion(Storage storage, Catalogue catalogue, Connection connection, Model<?> model, Problems problems) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.connection = connection;
        this.model = model;
        this.problems = problems;
    }

    /** Moves the values of all properties except those that were declared before, by {@link DeclaredProperty#id}. */
    void run(Set<String> before) throws SQLException {
        List<Property> fresh = model.properties().stream()
                .filter(property -> !property.key() && !before.contains(DeclaredProperty.id(model, property)))
                .toList();
        String where = fresh.stream().map(DeclaredProperty::holds).collect(Collectors.joining(" OR "));
        if (fresh.isEmpty()
                || !DeclaredProperties.has(connection, "SELECT 1 FROM " + model.table() + " WHERE " + where)) {
            return;
        }
        storage.lockForReplacement(model.type());
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(DeclaredProperties.FETCH_SIZE);
            // The query finds its rows by no index that the loop changes.
            String query = SqlText.of("SELECT {key}, extra FROM {table} WHERE {where}")
                    .with("key", model.key().column())
                    .with("table", model.table())
                    .with("where", where)
                    .sql();
            try (ResultSet row = select.executeQuery(query)) {
                while (row.next()) {
                    promote(fresh, row.getString(1), row.getString(2));
                }
            }
        }
    }

    private void promote(List<Property> fresh, String key, String extra) throws SQLException {
        Map<String, String> members = JsonMembers.of(Json.wellFormed(extra));
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Property property : fresh) {
            String text = members.get(property.name());
            if (text == null) {
                continue;
            }
            Problems faults = new Problems();
            Object value = read(property, text, faults);
            if (faults.isEmpty() && value != null) {
                judge(key, property, value, faults);
            }
            if (faults.isEmpty()) {
                // The value in the column is older: it is of an earlier build that declared the property, or was set
                // when the column was added.
                columns.put(property.column(), property.toColumn(value == null ? property.absent() : value));
                members.remove(property.name());
            } else {
                String pointer =
                        JsonText.pointer("/" + catalogue.section(model.type()).name(), key);
                faults.first().stream()
                        .limit(1)
                        .forEach(fault -> problems.add(
                                JsonText.pointer(pointer, property.name()), Position.NONE, fault.detail()));
            }
        }
        if (!columns.isEmpty()) {
            DeclaredProperties.write(connection, model, key, members, columns);
        }
    }

    private static Object read(Property property, String text, Problems faults) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.gather(faults);
            reader.next();
            Object value = PropertyValues.read(property, reader);
            if (value == null && faults.isEmpty() && property.required()) {
                faults.add("", Position.NONE, "must be " + property.expected() + ", not null");
            }
            return value;
        }
    }

    /** Adds a problem if another record has the same unique value, or if the record that it refers to does not exist. */
    private void judge(String key, Property property, Object value, Problems faults) throws SQLException {
        Object stored = property.toColumn(value);
        for (Unique unique : catalogue.section(model.type()).uniques()) {
            if (unique.property() == property
                    && unique.applies(value)
                    && DeclaredProperties.has(
                            connection,
                            SqlText.of("SELECT 1 FROM {table} WHERE {column} = ? AND {key} <> ?")
                                    .with("table", model.table())
                                    .with("column", property.column())
                                    .with("key", model.key().column())
                                    .sql(),
                            stored,
                            key)) {
                faults.add("", Position.NONE, "is taken by another record");
            }
        }
        for (Reference reference : catalogue.from(model)) {
            if (reference.property() == property
                    && reference.rule() != Rule.FOLLOW
                    && !DeclaredProperties.has(
                            connection,
                            storage.dialect()
                                    .recordSql()
                                    .keepOne(
                                            reference.to().table(),
                                            reference.target().column()),
                            stored)) {
                faults.add("", Position.NONE, "refers to a " + reference.to().name() + " that is not there");
            }
        }
    }
}
