package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import liquibase.exception.LiquibaseException;

/**
 * The databases of releases, in {@code src/test/resources/releases}: each version has a folder with the tables and all rows
 * as SQL for each database, and with the same records as a full export.
 */
final class ReleaseDump {

    private static final Path ALL = Path.of("src/test/resources/releases");

    private ReleaseDump() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The folder of a release, whose version may be that of the build that is on its way there. */
    static Path folder(String version) throws IOException {
        return Files.createDirectories(ALL.resolve(version.replace("-SNAPSHOT", "")));
    }

    static Path export(Path release) {
        return release.resolve("export.json");
    }

    private static Path sql(Path release, TestDatabase kind) {
        return release.resolve(kind.id() + ".sql");
    }

    /** Fills an empty database. On one that the release did not run on yet, it has the tables of today. */
    static void load(Path release, TestDatabase kind, FreshDatabase database)
            throws SQLException, IOException, LiquibaseException {
        if (Files.exists(sql(release, kind))) {
            database.execute(statements(Files.readString(sql(release, kind))).toArray(String[]::new));
            return;
        }
        try (Changes changes = new Changes(database.connect())) {
            changes.makeAll();
        }
        loadRows(release, database);
    }

    /** Gives a database of MySQL or MariaDB the rows of SQLite's dump. */
    private static void loadRows(Path release, FreshDatabase database) throws SQLException, IOException {
        List<String> statements = new ArrayList<>(List.of("SET FOREIGN_KEY_CHECKS = 0"));
        for (String statement : statements(Files.readString(sql(release, TestDatabase.SQLITE)))) {
            if (statement.matches("(?is)INSERT INTO (?!databasechangelog|declared_properties).*")) {
                int values = statement.indexOf(" VALUES ");
                statements.add(statement.substring(0, values).replaceAll("\\bschemas\\b", "\"schemas\"")
                        + statement.substring(values));
            }
        }
        database.execute(statements.toArray(String[]::new));
    }

    /** Writes a database to the folder of a release; an empty one tells how the tables are made. */
    static void write(Path release, TestDatabase kind, FreshDatabase database, FreshDatabase empty)
            throws SQLException, IOException, LiquibaseException {
        StringBuilder sql = new StringBuilder();
        for (String statement : statements(changelog(empty))) {
            // The rest of what Liquibase does is in the rows.
            if (statement.matches("(?s)(CREATE|ALTER) .*")) {
                sql.append(statement).append(";\n");
            }
        }
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                sql.append(rows(connection, table));
            }
        }
        Files.writeString(sql(release, kind), sql);
    }

    private static String changelog(FreshDatabase empty) throws SQLException, LiquibaseException {
        StringWriter sql = new StringWriter();
        try (Changes changes = new Changes(empty.connect())) {
            changes.write(sql);
        }
        return sql.toString().replaceAll("(?m)^--.*$", "");
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static String rows(Connection connection, String table) throws SQLException {
        StringBuilder sql = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i));
            }
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(literal(row.getObject(column)));
                }
                sql.append("INSERT INTO %s (%s) VALUES (%s);\n"
                        .formatted(table, String.join(", ", columns), String.join(", ", values)));
            }
        }
        if (sql.isEmpty()) {
            throw new IllegalStateException("The table " + table + " has no rows: nothing would show that it is kept.");
        }
        return sql.toString();
    }

    private static String literal(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : "'" + value.toString().replace("'", "''") + "'";
    }

    /** Parts SQL at the semicolons that are in no string. */
    private static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            quoted ^= c == '\'';
            if (c == ';' && !quoted) {
                statements.add(sql.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        return statements;
    }
}
