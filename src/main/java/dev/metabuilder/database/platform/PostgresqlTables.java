package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Reads the {@link SchemaStructure} of the first schema in a connection's search path. It changes case by the rules of
 * ASCII: by those of the database's language, {@code bigint} may become {@code BİGİNT}.
 */
final class PostgresqlTables {

    private static final String TABLES = """
            (SELECT oid, relname AS name FROM pg_class
             WHERE relkind IN ('r', 'p') AND relname NOT LIKE 'databasechangelog%'
             AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())) t
            """;

    private static final String COLUMNS = """
            SELECT t.name, a.attname, upper(format_type(a.atttypid, a.atttypmod) COLLATE "C")
                || CASE WHEN l.collname <> 'default' THEN ' COLLATE ' || l.collname ELSE '' END
                || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                || CASE WHEN a.attgenerated <> '' OR a.attidentity <> '' THEN ' GENERATED' ELSE '' END
                || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
            FROM %s JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            """.formatted(TABLES);

    private static final String CONSTRAINTS = """
            SELECT t.name, k.conname, pg_get_constraintdef(k.oid)
            FROM %s JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype IN ('p', 'u', 'f', 'c')
            """.formatted(TABLES);

    /**
     * It excludes invalid indexes, which were never finished and keep nothing unique. PostgreSQL's own definition of an
     * index waits for a running ALTER of the table, so the query requests it only if the columns are not enough.
     */
    private static final String INDEXES = """
            SELECT t.name, i.relname, CASE WHEN x.indisunique THEN pg_get_indexdef(i.oid) ELSE '(' || (
                SELECT string_agg(coalesce(a.attname, '?'), ', ' ORDER BY k.place)
                FROM unnest(x.indkey) WITH ORDINALITY k(attnum, place)
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) || ')' END
            FROM %s JOIN pg_index x ON x.indrelid = t.oid AND x.indisvalid JOIN pg_class i ON i.oid = x.indexrelid
            WHERE NOT EXISTS (
                SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x'))
            """.formatted(TABLES);

    private static final String BEGINNING = "^CREATE (UNIQUE )?INDEX .*? USING (btree )?";

    private PostgresqlTables() {}

    static SchemaStructure read(Connection connection) throws SQLException {
        Map<String, String> indexes = SchemaStructure.map(connection, INDEXES);
        indexes.replaceAll((name, statement) -> {
            String[] parts = statement.replaceFirst(BEGINNING, "$1").split(" WHERE ", 2);
            return parts.length == 1 ? parts[0] : parts[0] + " WHERE " + SchemaStructure.plain(parts[1]);
        });
        return new SchemaStructure(
                SchemaStructure.map(connection, COLUMNS), SchemaStructure.map(connection, CONSTRAINTS), indexes);
    }
}
