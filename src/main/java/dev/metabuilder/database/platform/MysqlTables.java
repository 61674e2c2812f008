package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@link SchemaStructure} of the database that a connection to MySQL or MariaDB is in, from information_schema. */
final class MysqlTables {

    private static final String OURS = "table_schema = DATABASE() AND LOWER(table_name) NOT LIKE 'databasechangelog%'";

    /** Both describe integers with a width or without; what is generated and kept out of sight is no column to others. */
    private static final String COLUMNS = """
            SELECT table_name, column_name, CONCAT(
                CASE WHEN column_type = 'tinyint(1)' THEN 'BOOLEAN' WHEN data_type = 'int' THEN 'INTEGER'
                    WHEN data_type = 'bigint' THEN 'BIGINT' ELSE UPPER(column_type) END,
                CASE WHEN collation_name IS NULL THEN '' ELSE CONCAT(' COLLATE ', collation_name) END,
                CASE WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END,
                CASE WHEN extra LIKE '%GENERATED%' OR extra LIKE '%auto_increment%' THEN ' GENERATED' ELSE '' END,
                CASE WHEN column_default IS NULL OR column_default = 'NULL' THEN ''
                    ELSE CONCAT(' DEFAULT ', column_default) END)
            FROM information_schema.columns
            WHERE {ours} AND extra NOT LIKE '%INVISIBLE%'
            AND table_name IN (SELECT table_name FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE')
            """.replace("{ours}", OURS);

    private static final String KEYS = """
            SELECT table_name, index_name, CONCAT(
                CASE WHEN index_name = 'PRIMARY' THEN 'PRIMARY KEY ' ELSE 'UNIQUE ' END,
                '(', GROUP_CONCAT(CONCAT(column_name, COALESCE(CONCAT('(', sub_part, ')'), ''))
                    ORDER BY seq_in_index SEPARATOR ', '), ')')
            FROM information_schema.statistics WHERE {ours} AND non_unique = 0
            GROUP BY table_name, index_name
            HAVING COUNT(column_name) = COUNT(*)
            """.replace("{ours}", OURS);

    private static final String INDEXES = """
            SELECT table_name, index_name, CONCAT('(', GROUP_CONCAT(COALESCE(column_name, '?')
                ORDER BY seq_in_index SEPARATOR ', '), ')')
            FROM information_schema.statistics WHERE {ours} AND non_unique = 1
            GROUP BY table_name, index_name
            """.replace("{ours}", OURS);

    private static final String FOREIGN_KEYS = """
            SELECT k.table_name, k.constraint_name, CONCAT('FOREIGN KEY (',
                GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position SEPARATOR ', '), ') REFERENCES ',
                k.referenced_table_name, '(',
                GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position SEPARATOR ', '), ')',
                CASE WHEN MAX(r.update_rule) IN ('NO ACTION', 'RESTRICT') THEN ''
                    ELSE CONCAT(' ON UPDATE ', MAX(r.update_rule)) END,
                CASE WHEN MAX(r.delete_rule) IN ('NO ACTION', 'RESTRICT') THEN ''
                    ELSE CONCAT(' ON DELETE ', MAX(r.delete_rule)) END)
            FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
            ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
                AND r.table_name = k.table_name
            WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
            GROUP BY k.table_name, k.constraint_name, k.referenced_table_name
            """;

    /** The expression that is the same for all rows of one value, and NULL for the others. */
    private static final Pattern ONE_VALUE = Pattern.compile(
            "\\(?case when \\(?[`\"]?(\\w+)[`\"]? = (?:_\\w+)?\\\\?'(\\w+)\\\\?'\\)? then 1 (?:else null )?end\\)?",
            Pattern.CASE_INSENSITIVE);

    private MysqlTables() {}

    static SchemaStructure read(Connection connection, String supergodIndexes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Of a table with many columns nothing may be cut off.
            statement.execute("SET SESSION group_concat_max_len = 1048576");
        }
        Map<String, String> constraints = SchemaStructure.map(connection, KEYS);
        constraints.putAll(SchemaStructure.map(connection, FOREIGN_KEYS));
        Map<String, String> indexes = SchemaStructure.map(connection, INDEXES);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(supergodIndexes)) {
            while (row.next()) {
                String name = row.getString(1) + "." + row.getString(2);
                constraints.remove(name);
                indexes.put(name, index(row.getString(4)));
            }
        }
        return new SchemaStructure(SchemaStructure.map(connection, COLUMNS), constraints, indexes);
    }

    private static String index(String expression) {
        Matcher one = ONE_VALUE.matcher(expression.strip());
        return one.matches()
                ? "UNIQUE (" + one.group(1) + ") WHERE " + one.group(1) + " = '" + one.group(2) + "'"
                : "UNIQUE (" + expression.toLowerCase(Locale.ROOT) + ")";
    }
}
