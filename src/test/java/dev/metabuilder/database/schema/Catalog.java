package dev.metabuilder.database.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database says of its own tables, in one form for all engines. Keys are names: a column is {@code table.column}.
 *
 * @param columns each column as {@code type [NOT NULL]}, with its collation where it has one of its own
 * @param keys each primary key, unique key and foreign key as a sentence of SQL, by table and columns
 * @param indexes each index as the statement that makes it, by its name
 */
record Catalog(Map<String, String> columns, Map<String, String> keys, Map<String, String> indexes) {

    /** Reads it; the tables of Liquibase are left out. */
    static Catalog of(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "PostgreSQL" -> postgresql(connection);
            case "SQLite" -> sqlite(connection);
            default -> throw new IllegalArgumentException();
        };
    }

    private static Catalog postgresql(Connection connection) throws SQLException {
        String ours = " AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'databasechangelog%'";
        Map<String, String> columns = map(connection, """
                SELECT c.relname || '.' || a.attname, upper(format_type(a.atttypid, a.atttypmod))
                    || CASE WHEN l.collname <> 'default' THEN ' COLLATE ' || l.collname ELSE '' END
                    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                    || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                LEFT JOIN pg_collation l ON l.oid = a.attcollation
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped""" + ours);
        Map<String, String> keys = map(connection, """
                SELECT c.relname || ' ' || k.conname, pg_get_constraintdef(k.oid)
                FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE true""" + ours);
        Map<String, String> indexes = map(connection, """
                SELECT i.relname, pg_get_indexdef(x.indexrelid)
                FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
                WHERE true""" + ours);
        return new Catalog(columns, keys, indexes);
    }

    /** SQLite keeps the statements that made the tables, and tells from them what PRAGMAs ask; only in them is DEFERRABLE. */
    private static Catalog sqlite(Connection connection) throws SQLException {
        String ours = " AND m.name NOT LIKE 'databasechangelog%' AND m.name NOT LIKE 'sqlite_%'";
        Map<String, String> columns = map(connection, """
                SELECT m.name || '.' || c.name, c.type || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
                    || CASE WHEN c.hidden THEN ' HIDDEN' ELSE '' END || coalesce(' DEFAULT ' || c.dflt_value, '')
                FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'""" + ours);
        Map<String, String> keys = map(connection, """
                SELECT m.name || ' p', 'PRIMARY KEY (' || group_concat(c.name) || ')'
                FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk""" + ours + " GROUP BY m.name");
        keys.putAll(map(connection, """
                SELECT m.name || ' u ' || c.name, 'UNIQUE (' || c.name || ')'
                FROM sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
                WHERE m.type = 'table' AND i.origin = 'u'""" + ours));
        keys.putAll(map(connection, """
                SELECT m.name || ' f ' || f."from", 'FOREIGN KEY (' || f."from" || ') REFERENCES ' || f."table"
                    || '(' || f."to" || ') ON DELETE ' || f.on_delete
                    || CASE WHEN m.sql LIKE '%(' || f."from" || ') REFERENCES ' || f."table" || '(id) ON DELETE '
                            || f.on_delete || ' DEFERRABLE INITIALLY DEFERRED%'
                        OR m.sql LIKE '%, ' || f."from" || ' VARCHAR(512) DEFAULT NULL CONSTRAINT % REFERENCES '
                            || f."table" || ' (id) ON DELETE ' || f.on_delete || ' DEFERRABLE INITIALLY DEFERRED%'
                        THEN ' DEFERRABLE INITIALLY DEFERRED' ELSE '' END
                FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'""" + ours));
        Map<String, String> indexes =
                map(connection, "SELECT m.name, m.sql FROM sqlite_schema m WHERE m.type = 'index'" + ours);
        return new Catalog(columns, keys, indexes);
    }

    private static Map<String, String> map(Connection connection, String query) throws SQLException {
        Map<String, String> map = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                if (map.put(rows.getString(1), rows.getString(2)) != null) {
                    throw new IllegalStateException("twice: " + rows.getString(1));
                }
            }
        }
        return map;
    }
}
