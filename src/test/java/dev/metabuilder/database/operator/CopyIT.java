package dev.metabuilder.database.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.OnceForAll;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Copies from the database of the run to one of another kind; and once from each to each. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
@OnceForMysqlFamily
class CopyIT {

    private static final String[] COPY = {"copy", "--from", "env:METABUILDER_FROM", "--to", "env:METABUILDER_TO"};
    private static final String[] REPLACE = {
        "copy", "--replace", "--from", "env:METABUILDER_FROM", "--to", "env:METABUILDER_TO"
    };

    /** From each to each other one. */
    private static final List<TestDatabase> WAY = "SPMRSMPRPSRMS"
            .chars()
            .mapToObj(c -> switch (c) {
                case 'S' -> TestDatabase.SQLITE;
                case 'P' -> TestDatabase.POSTGRESQL;
                case 'M' -> TestDatabase.MYSQL;
                default -> TestDatabase.MARIADB;
            })
            .toList();

    @TempDir
    private Path folder;

    private FreshDatabase source;
    private FreshDatabase target;
    private TestDatabase to;
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void makeDatabases() throws Exception {
        to = switch (TestDatabase.current()) {
            case SQLITE -> TestDatabase.POSTGRESQL;
            case POSTGRESQL -> TestDatabase.SQLITE;
            case MYSQL -> TestDatabase.MARIADB;
            case MARIADB -> TestDatabase.MYSQL;
        };
        source = Changes.database(TestDatabase.current(), Files.createDirectory(folder.resolve("source")));
        target = Changes.database(to, Files.createDirectory(folder.resolve("target")));
        settings.put("METABUILDER_FROM", source.urlWithPassword());
        settings.put("METABUILDER_TO", target.urlWithPassword());
    }

    @Test
    void allModelsGoOverWholeOrNotAtAll() throws Exception {
        Path nasty = nasty();
        CommandLine.Result filled = CommandLine.run(folder, source.settings(), "import", nasty.toString());
        assertEquals(0, filled.status(), filled::output);
        // But for its version and models that are younger, this is the file itself, to the byte: RoundTripIT.
        String original = export(source);
        target.execute("INSERT INTO users (id, username, email, role, created_at, is_instance_owner, row_position,"
                + " row_version) VALUES ('user_old', 'old', 'old@example.org', 'user', 1, FALSE, 1, 1)");

        assertFails("The database to copy to has 1 records. With --replace they are replaced.", COPY);
        source.execute("DELETE FROM declared_properties WHERE id = 'users.bio'");
        assertFails(
                "The database to copy from: The rows were written by a build that declares other properties than this one:"
                        + " users.bio. ",
                REPLACE);
        source.execute("INSERT INTO declared_properties (id, column_name, type) VALUES ('users.bio', 'bio', 'string')");
        spoilComments();
        assertFails("The copy is not the same as the original, and was undone: {Comment=", REPLACE);
        target.execute("DROP TRIGGER spoil" + (to == TestDatabase.POSTGRESQL ? " ON comments" : ""));
        killInTheMiddle();

        CommandLine.Result copied = CommandLine.run(folder, settings, REPLACE);
        assertEquals(0, copied.status(), copied::output);
        assertTrue(
                copied.last().matches("Copied \\d+ records; the digest of each model is the same on both sides"),
                copied::output);
        assertEquals(original, export(target));
    }

    /** From each database to each other one, twelve copies in a row: the records stay the same, as JSON and as columns. */
    @Test
    @OnceForAll
    void nothingChangesOnTheWayThroughAllDatabases() throws Exception {
        Map<TestDatabase, FreshDatabase> databases = new EnumMap<>(TestDatabase.class);
        databases.put(TestDatabase.SQLITE, source);
        databases.put(TestDatabase.POSTGRESQL, target);
        for (TestDatabase kind : List.of(TestDatabase.MYSQL, TestDatabase.MARIADB)) {
            databases.put(kind, Changes.database(kind, folder));
        }
        Path nasty = nasty();
        assertEquals(
                0,
                CommandLine.run(folder, source.settings(), "import", nasty.toString())
                        .status());
        String json = export(source);
        Map<String, List<String>> columns = columns(source);
        for (int i = 1; i < WAY.size(); i++) {
            FreshDatabase to = databases.get(WAY.get(i));
            settings.put("METABUILDER_FROM", databases.get(WAY.get(i - 1)).urlWithPassword());
            settings.put("METABUILDER_TO", to.urlWithPassword());
            String what = WAY.get(i - 1) + " to " + WAY.get(i);
            CommandLine.Result copied = CommandLine.run(folder, settings, REPLACE);
            assertEquals(0, copied.status(), () -> what + ": " + copied.output());
            assertEquals(columns, columns(to), what);
        }
        for (FreshDatabase database : databases.values()) {
            assertEquals(json, export(database));
        }
    }

    /** The records of each table, column by column. */
    private static Map<String, List<String>> columns(FreshDatabase database) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            var names = SchemaStructure.of(connection).columns().keySet();
            for (String name : names) {
                String table = name.replaceFirst("[.].*", "");
                // The history of changes, which has rows but no records, is not copied.
                if (!names.contains(table + ".extra") || tables.containsKey(table)) {
                    continue;
                }
                List<String> own = names.stream()
                        .filter(other -> other.startsWith(table + ".") && !other.matches(".*[.]row_(position|version)"))
                        .sorted()
                        .toList();
                String list = own.stream()
                        .map(column -> '"' + column.substring(table.length() + 1) + '"')
                        .collect(Collectors.joining(", "));
                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT " + list + " FROM \"" + table + "\"")) {
                    while (row.next()) {
                        StringBuilder values = new StringBuilder();
                        for (int i = 1; i <= own.size(); i++) {
                            String value = row.getString(i);
                            // PostgreSQL has a type for it.
                            boolean truth = row.getMetaData().getColumnType(i) == Types.BIT;
                            values.append(own.get(i - 1)).append('=');
                            values.append(truth && value != null ? (row.getBoolean(i) ? "1" : "0") : value);
                            values.append('\n');
                        }
                        rows.add(values.toString());
                    }
                }
                // Sections with keys have no order of their own; the others show theirs in the export.
                Collections.sort(rows);
                tables.put(table, rows);
            }
        }
        return tables;
    }

    private Path nasty() throws IOException {
        Path nasty = folder.resolve("nasty.json");
        try (var in = CopyIT.class.getResourceAsStream("/nasty-export.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(nasty, text.replace("@VERSION@", "0009"));
        }
    }

    private String export(FreshDatabase database) throws Exception {
        Path export = folder.resolve("export.json");
        Files.deleteIfExists(export);
        CommandLine.Result exported =
                CommandLine.run(folder, database.settings(), "export", "--full", export.toString());
        assertEquals(0, exported.status(), exported::output);
        return Files.readString(export);
    }

    private void assertFails(String reason, String... arguments) throws Exception {
        CommandLine.Result result = CommandLine.run(folder, settings, arguments);
        assertEquals(1, result.status(), result::output);
        assertTrue(result.last().startsWith(reason), result::output);
        assertAsItWas();
    }

    private void assertAsItWas() throws SQLException {
        assertEquals(List.of("user_old"), target.query("SELECT id FROM users"));
        assertEquals(List.of(), target.query("SELECT id FROM comments"));
    }

    /** Whatever comes in as a comment is changed on its way. */
    private void spoilComments() throws SQLException {
        switch (to) {
            case SQLITE ->
                target.execute("CREATE TRIGGER spoil AFTER INSERT ON comments BEGIN"
                        + " UPDATE comments SET content = content || '.' WHERE id = NEW.id; END");
            case POSTGRESQL ->
                target.execute(
                        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
                                + " $$ BEGIN NEW.content := NEW.content || '.'; RETURN NEW; END $$",
                        "CREATE TRIGGER spoil BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION spoil()");
            case MYSQL, MARIADB ->
                // Not before the insert of comments: with such a trigger MariaDB 11.4.5 takes every id of a query as
                // NULL.
                target.execute("CREATE TRIGGER spoil AFTER INSERT ON system_config FOR EACH ROW"
                        + " UPDATE comments SET content = CONCAT(content, '.')");
        }
    }

    /** A setting that comes in takes for ever, so that there is time to kill the command. */
    private void killInTheMiddle() throws Exception {
        target.stall("system_config");
        try (CommandLine copy = CommandLine.start(folder, settings, REPLACE)) {
            while (copy.isAlive() && !target.isStalled()) {
                Thread.sleep(100);
            }
            assertTrue(copy.isAlive(), () -> "it is killed before its end");
        }
        assertAsItWas();
        target.goOn("system_config");
    }
}
