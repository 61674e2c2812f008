package dev.metabuilder.database.storage;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.platform.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves the values of properties that a model no longer declares from their columns to the undeclared ones. */
final class PropertyDemotion {

    private final Storage storage;
    private final Connection connection;
    private final Model<?> model;

    PropertyDemotion(Storage storage, Connection connection, Model<?> model) {
        this.storage = storage;
        this.connection = connection;
        this.model = model;
    }

    /** Moves the values of those known properties that belong to the model and whose columns still exist. */
    void run(Set<DeclaredProperty> known) throws SQLException {
        Set<String> names = model.columns().stream().map(Property::name).collect(Collectors.toSet());
        Set<String> used = model.columns().stream().map(Property::columnName).collect(Collectors.toSet());
        List<DeclaredProperty> gone = new ArrayList<>();
        for (DeclaredProperty property : known.stream()
                .sorted(Comparator.comparing(DeclaredProperty::id))
                .toList()) {
            if (property.table().equals(model.tableName())
                    && !names.contains(property.name())
                    && !used.contains(property.column())
                    && nullable(property.column()) != null) {
                gone.add(property);
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        storage.lockForReplacement(model.type());
        Map<String, Object> emptied = new LinkedHashMap<>();
        for (DeclaredProperty property : gone) {
            if (nullable(property.column())) {
                emptied.put(property.sqlColumn(), null);
            }
        }
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(DeclaredProperties.FETCH_SIZE);
            String query = SqlText.of("SELECT {key}, extra, {columns} FROM {table}")
                    .with("key", model.key().column())
                    .with(
                            "columns",
                            gone.stream().map(DeclaredProperty::sqlColumn).collect(Collectors.joining(", ")))
                    .with("table", model.table())
                    .sql();
            try (ResultSet row = select.executeQuery(query)) {
                while (row.next()) {
                    String extra = row.getString(2);
                    Map<String, String> members = JsonMembers.of(extra == null ? null : Json.wellFormed(extra));
                    boolean has = false;
                    for (int i = 0; i < gone.size(); i++) {
                        String json = gone.get(i).json(row, i + 3);
                        if (json != null) {
                            members.put(gone.get(i).name(), json);
                            has = true;
                        }
                    }
                    if (has) {
                        DeclaredProperties.write(connection, model, row.getString(1), members, emptied);
                    }
                }
            }
        }
    }

    /** Returns whether a column may be null; returns null if there is no such column. */
    private Boolean nullable(String column) throws SQLException {
        try (ResultSet columns = connection
                .getMetaData()
                .getColumns(connection.getCatalog(), connection.getSchema(), model.tableName(), column)) {
            while (columns.next()) {
                // The argument of getColumns is a pattern, so other columns may match too.
                if (columns.getString("TABLE_NAME").equals(model.tableName())
                        && columns.getString("COLUMN_NAME").equals(column)) {
                    return columns.getString("IS_NULLABLE").equals("YES");
                }
            }
            return null;
        }
    }
}
