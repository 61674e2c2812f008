package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@link SchemaStructure} of an SQLite file from its PRAGMAs and from the statements that made the tables. Only
 * these statements have the collation of a column, the time of a foreign key's check, and the condition of an index.
 */
final class SqliteTables {

    private static final String TABLES =
            " sqlite_schema m WHERE m.name NOT LIKE 'databasechangelog%' AND m.name NOT LIKE 'sqlite_%'";

    private static final String STATEMENTS = "SELECT m.type, m.name, m.sql FROM" + TABLES;

    private static final String COLUMNS = """
            SELECT t.name, c.name, upper(c.type) || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
                || CASE WHEN c.hidden > 1 THEN ' GENERATED' ELSE '' END || coalesce(' DEFAULT ' || c.dflt_value, '')
            FROM (SELECT name FROM%s AND m.type = 'table') t, pragma_table_xinfo(t.name) c""".formatted(TABLES);

    /** Returns the columns of each index, with their collation. The index of a key has no statement. */
    private static final String INDEXES = """
            SELECT t.name, i.name, CASE i.origin WHEN 'pk' THEN 'PRIMARY KEY ' WHEN 'u' THEN 'UNIQUE ' ELSE
                CASE WHEN i."unique" THEN 'UNIQUE ' ELSE '' END END || '(' ||
                (SELECT group_concat(coalesce(c.name, '?') || CASE c.coll WHEN 'BINARY' THEN '' ELSE ' COLLATE ' || c.coll END
                    || CASE WHEN c."desc" THEN ' DESC' ELSE '' END, ', ' ORDER BY c.seqno)
                 FROM pragma_index_xinfo(i.name) c WHERE c.key) || ')'
            FROM (SELECT name FROM%s AND m.type = 'table') t, pragma_index_list(t.name) i
            WHERE (i.origin = 'c') = %s""";

    private static final String FOREIGN_KEYS = """
            SELECT t.name, 'foreign key ' || f.id, 'FOREIGN KEY (' || group_concat(f."from", ', ' ORDER BY f.seq)
                || ') REFERENCES ' || f."table" || '(' || group_concat(coalesce(f."to", (SELECT p.name
                    FROM pragma_table_info(f."table") p WHERE p.pk = f.seq + 1)), ', ' ORDER BY f.seq) || ')'
                || CASE f.on_update WHEN 'NO ACTION' THEN '' ELSE ' ON UPDATE ' || f.on_update END
                || CASE f.on_delete WHEN 'NO ACTION' THEN '' ELSE ' ON DELETE ' || f.on_delete END
            FROM (SELECT name FROM%s AND m.type = 'table') t, pragma_foreign_key_list(t.name) f
            GROUP BY t.name, f.id""".formatted(TABLES);

    private static final Pattern CONDITION = Pattern.compile("(?is).*?\\)\\s*WHERE\\s+(.*)");
    private static final Pattern COLLATION = Pattern.compile("(?i)\\bCOLLATE\\s+[\"'`\\[]?(\\w+)");
    private static final Pattern DEFERRED =
            Pattern.compile("(?is).*\\bREFERENCES\\b.*(?<!NOT )DEFERRABLE\\s+INITIALLY\\s+DEFERRED\\b.*");
    private static final Pattern FOREIGN_KEY =
            Pattern.compile("(?is)(?:CONSTRAINT\\s+\\S+\\s+)?FOREIGN\\s+KEY\\s*\\((.*?)\\).*");
    private static final Pattern QUOTES = Pattern.compile("[\"'`\\[\\]]");

    private SqliteTables() {}

    static SchemaStructure read(Connection connection) throws SQLException {
        Map<String, String> collations = new TreeMap<>();
        List<String> deferred = new ArrayList<>();
        Map<String, String> statements = SchemaStructure.map(connection, STATEMENTS);
        statements.forEach((name, sql) -> {
            if (name.startsWith("table.")) {
                String table = name.substring("table.".length());
                parts(sql).forEach(part -> read(table, part, collations, deferred));
            }
        });
        Map<String, String> columns = SchemaStructure.map(connection, COLUMNS);
        collations.forEach((column, collation) -> columns.computeIfPresent(
                column,
                (name, definition) -> definition.replaceFirst("( NOT NULL| GENERATED| DEFAULT|$)", collation + "$1")));
        Map<String, String> constraints = SchemaStructure.map(connection, INDEXES.formatted(TABLES, "FALSE"));
        SchemaStructure.map(connection, FOREIGN_KEYS).forEach((name, key) -> {
            String table = name.replaceFirst("[.].*", "");
            String from = key.replaceFirst("^FOREIGN KEY \\((.*?)\\).*", "$1");
            boolean late = deferred.contains(table + "." + from);
            // SQLite reports no name, and the number is only the order in the statement.
            constraints.merge(
                    table + ".foreign key (" + from + ")",
                    late ? key + " DEFERRABLE INITIALLY DEFERRED" : key,
                    (one, other) -> one + " and " + other);
        });
        Map<String, String> indexes = SchemaStructure.map(connection, INDEXES.formatted(TABLES, "TRUE"));
        indexes.replaceAll((name, index) -> {
            String sql = statements.get("index" + name.substring(name.indexOf('.')));
            Matcher condition = CONDITION.matcher(sql == null ? "" : sql);
            return condition.matches() ? index + " WHERE " + SchemaStructure.plain(condition.group(1)) : index;
        });
        return new SchemaStructure(columns, constraints, indexes);
    }

    /** Reads the collation of a column and the time of a constraint's check from their definition. */
    private static void read(String table, String part, Map<String, String> collations, List<String> deferred) {
        Matcher key = FOREIGN_KEY.matcher(part);
        boolean alone = key.matches();
        String of =
                QUOTES.matcher(alone ? key.group(1) : part.split("\\s", 2)[0]).replaceAll("");
        String name = table + "." + of.replaceAll("\\s*,\\s*", ", ").strip();
        if (DEFERRED.matcher(part).matches()) {
            deferred.add(name);
        }
        Matcher collation = COLLATION.matcher(part);
        if (!alone && collation.find() && !collation.group(1).equalsIgnoreCase("BINARY")) {
            collations.put(name, " COLLATE " + collation.group(1));
        }
    }

    /** Splits CREATE TABLE at its outermost commas. */
    private static List<String> parts(String sql) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int begin = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
                quote = c == '[' ? ']' : c;
            } else if (c == '(' && depth++ == 0) {
                begin = i + 1;
            } else if ((c == ',' && depth == 1) || (c == ')' && --depth == 0)) {
                parts.add(sql.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        return parts;
    }
}
