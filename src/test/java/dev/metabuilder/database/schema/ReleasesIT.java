package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The migration of an earlier release's database, with rows in every table, keeps all of them. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
@OnceForMysqlFamily
class ReleasesIT {

    @TempDir
    private Path folder;

    static List<Path> releases() throws IOException {
        return ReleaseDump.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aDatabaseOfTheReleaseIsMigratedAndKeepsItsData(Path release) throws Exception {
        FreshDatabase database = FreshDatabase.of(TestDatabase.current(), folder);
        ReleaseDump.load(release, TestDatabase.current(), database);
        Map<String, List<String>> before = beside(database);
        try (Changes changelog = new Changes(database.connect())) {
            changelog.makeAll();
        }
        Path export = folder.resolve("export.json");
        CommandLine.Result exported =
                CommandLine.run(folder, database.settings(), "export", export.toString(), "--full");
        assertEquals(0, exported.status(), exported::output);

        Map<String, String> then = JsonParts.members(Files.readString(ReleaseDump.export(release)));
        Map<String, String> now = JsonParts.members(Files.readString(export));
        then.remove("schemaVersion");
        // What is younger than the release is for nobody to compare.
        then.forEach((section, records) -> assertEquals(records, now.get(section), section));
        Map<String, List<String>> after = beside(database);
        // What later releases add is theirs.
        after.keySet().retainAll(before.keySet());
        assertEquals(before, after);
    }

    /** What a build finds that declares {@code bio}, after one that did not, and no {@code nickname}, after one that did. */
    @ParameterizedTest
    @MethodSource("releases")
    void valuesFollowADeclarationThatChangesFromTheUndeclaredPropertiesToTheirColumnsAndBack(Path release)
            throws Exception {
        FreshDatabase database = FreshDatabase.of(TestDatabase.current(), folder);
        ReleaseDump.load(release, TestDatabase.current(), database);
        try (Changes changelog = new Changes(database.connect())) {
            changelog.makeAll();
        }
        database.execute(
                "ALTER TABLE users ADD COLUMN nickname VARCHAR(80)",
                "ALTER TABLE users ADD COLUMN steps BIGINT",
                "ALTER TABLE users ADD COLUMN kind BOOLEAN",
                "ALTER TABLE users ADD COLUMN more VARCHAR(80)");
        database.execute(
                "UPDATE users SET bio = NULL",
                user("fits", "{\"n\":1.10,\"bio\":\"a\\t\\\"b\\\" \u00e9\",\"s\":\"\\ud800\\u0000\"}"),
                user("number", "{\"bio\":5,\"x\":1}"),
                user("nul", "{\"bio\":\"a\\u0000\"}"),
                user("null", "{\"bio\":null}"),
                user("deep", "{\"deep\":{\"bio\":1}}"),
                user("taken", "{\"email\":\"fits@y\"}"),
                user("pointer", "{\"tenantId\":\"nowhere\"}"),
                "UPDATE users SET nickname = 'The \"A\"', steps = 7, kind = FALSE, more = '{\"a\":1.0}' WHERE id = 'deep'",
                "INSERT INTO declared_properties VALUES ('users.nickname', 'nickname', 'string'),"
                        + " ('users.steps', 'steps', 'integer'), ('users.kind', 'kind', 'boolean'),"
                        + " ('users.more', 'more', 'json'), ('users.gone', 'gone', 'string')");
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("METABUILDER_MIGRATE", "validate");
        try (Launched server =
                Launched.start(folder.resolve("server"), "TERM", settings).awaitUp()) {
            server.awaitReady();
            assertEquals(
                    List.of(
                            "deep null {\"deep\":{\"bio\":1},\"kind\":false,\"more\":{\"a\":1.0},\"nickname\":\"The \\\"A\\\"\",\"steps\":7} 2",
                            "fits a\t\"b\" \u00e9 {\"n\":1.10,\"s\":\"\\ud800\\u0000\"} 2",
                            "nul null {\"bio\":\"a\\u0000\"} 1",
                            "null null null 2",
                            "number null {\"bio\":5,\"x\":1} 1",
                            "pointer null {\"tenantId\":\"nowhere\"} 1",
                            "taken null {\"email\":\"fits@y\"} 1"),
                    database.query("SELECT id || ' ' || coalesce(bio, 'null') || ' ' || coalesce(extra, 'null') || ' '"
                            + " || row_version FROM users WHERE email LIKE '%@y' ORDER BY id"));
            assertEquals(
                    List.of("0"),
                    database.query("SELECT count(*) FROM users WHERE nickname IS NOT NULL OR steps IS NOT NULL"
                            + " OR kind IS NOT NULL OR more IS NOT NULL"));
            String found = server.send("GET", "api/users?filter=bio=ge=a", null).body();
            assertTrue(found.contains("\"id\":\"fits\"") && !found.contains("\"id\":\"nul\""), found);
            HttpResponse<String> plain = server.send("PATCH", "api/users/number", "{\"y\":2}");
            assertEquals(
                    "{\"id\":\"number\",\"username\":\"number\",\"email\":\"number@y\",\"role\":\"user\","
                            + "\"createdAt\":1,\"isInstanceOwner\":false,\"x\":1,\"y\":2}",
                    plain.body());
            assertEquals(
                    List.of("{\"bio\":5,\"x\":1,\"y\":2}"),
                    database.query("SELECT extra FROM users WHERE id = 'number'"));
            String patched =
                    server.send("PATCH", "api/users/nul", "{\"bio\":\"new\"}").body();
            assertEquals(2, patched.split("\"bio\"", -1).length, patched);
            assertEquals(Arrays.asList((String) null), database.query("SELECT extra FROM users WHERE id = 'nul'"));
            String export =
                    server.send("GET", "api/database/export?scope=full", null).body();
            assertEquals(200, server.send("POST", "api/database/import", export).statusCode());

            database.execute(
                    "DELETE FROM declared_properties WHERE id = 'users.bio'",
                    "UPDATE users SET extra = '{\"bio\":[],\"z\":0}', bio = NULL WHERE id IN ('number', 'nul')",
                    "UPDATE users SET extra = '{\"bio\":\"late\"}', bio = NULL WHERE id = 'fits'");
            String reason = server.send("GET", "health/ready", null).body();
            assertTrue(reason.contains("declares other properties than this one: users.bio. "), reason);
            CommandLine.Result migrated = CommandLine.run(folder, database.settings(), "migrate");
            assertEquals(0, migrated.status(), migrated::output);
            for (String id : List.of("number", "nul")) {
                String told = "/users/" + id + "/bio: must be a string, not an array. The value stays";
                assertTrue(migrated.output().contains(told), migrated::output);
            }
            server.awaitReady();
            assertEquals(List.of("late"), database.query("SELECT bio FROM users WHERE id = 'fits'"));
            // Of an older server that still runs there may be more: migrate looks again.
            database.execute("UPDATE users SET extra = '{\"bio\":\"later\"}', bio = NULL WHERE id = 'null'");
            CommandLine.Result again = CommandLine.run(folder, database.settings(), "migrate");
            assertEquals(0, again.status(), again::output);
            assertEquals(List.of("later"), database.query("SELECT bio FROM users WHERE id = 'null'"));
        }
    }

    private static String user(String id, String extra) {
        return ("INSERT INTO users (id, username, email, role, created_at, is_instance_owner, row_position, row_version,"
                        + " extra) VALUES ('%1$s', '%1$s', '%1$s@y', 'user', 1, FALSE, 9000, 1, '%2$s')")
                .formatted(id, extra);
    }

    /** The rows of the tables of no model, which are in no export; but for those that a start writes. */
    private static Map<String, List<String>> beside(FreshDatabase database) throws SQLException {
        Set<String> others =
                Models.CATALOGUE.models().stream().map(Model::tableName).collect(Collectors.toSet());
        others.addAll(Set.of("declared_properties", "table_locks"));
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String column : SchemaStructure.of(connection).columns().keySet()) {
                String table = column.substring(0, column.indexOf('.'));
                if (!others.contains(table)) {
                    tables.put(table, rows(statement, table));
                }
            }
        }
        return tables;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder values = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    values.append(row.getString(i)).append('|');
                }
                rows.add(values.toString());
            }
        }
        return rows;
    }
}
