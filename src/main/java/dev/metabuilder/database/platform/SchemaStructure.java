package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The structure of the tables of a schema, in one form for all databases, without Liquibase's own tables.
 *
 * @param columns each column as {@code TYPE [COLLATE …] [NOT NULL] [GENERATED] [DEFAULT …]}, by {@code table.column}
 * @param constraints each primary key, unique key, foreign key and check as SQL defines it, by {@code table.name}; SQLite
 *     reports neither names nor checks
 * @param indexes each index that belongs to no constraint, as {@code [UNIQUE ](column, …)[ WHERE …]}, by {@code table.name}
 */
public record SchemaStructure(
        Map<String, String> columns, Map<String, String> constraints, Map<String, String> indexes) {

    /** Reads the structure of a connection's schema from the database's catalogue. */
    public static SchemaStructure of(Connection connection) throws SQLException {
        return Dialect.of(connection).structure(connection);
    }

    /** Returns the third column of a query by {@code first.second}, in the order of these names. */
    static Map<String, String> map(Connection connection, String query) throws SQLException {
        Map<String, String> map = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                map.put(rows.getString(1) + "." + rows.getString(2), rows.getString(3));
            }
        }
        return map;
    }

    /**
     * Returns the condition of an index without casts and parentheses: PostgreSQL adds them, and SQLite keeps the original
     * text.
     */
    static String plain(String condition) {
        return condition
                .replaceAll("::(text|character varying)", "")
                .replaceAll("[()\"]", "")
                .replaceAll("\\s*=\\s*", " = ")
                .strip();
    }
}
