package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each change of a model in the guide, on the database of a release: the rows stay, the schema is the one that the changed
 * model needs, and the rollback restores the old one.
 */
class ChangingModelsTest {

    private static final Path GUIDE = Path.of("src/site/markdown/changing-models.md");

    @TempDir
    private Path folder;

    private FreshDatabase database;
    private TestDatabase kind;

    static Stream<Arguments> databases() throws IOException {
        return ReleaseDump.all().stream()
                .flatMap(release -> Arrays.stream(TestDatabase.values()).map(kind -> Arguments.of(release, kind)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatTheGuideShowsKeepsTheDataOfAReleaseAndLeadsBack(Path release, TestDatabase of) throws Exception {
        kind = of;
        database = FreshDatabase.of(kind, folder);
        ReleaseDump.load(release, kind, database);
        try (Changes changes = new Changes(database.connect())) {
            changes.makeAll();
        }
        // Old data has such.
        database.execute("UPDATE component_nodes SET page_id = 'gone' WHERE node_key = 'node_min'");
        int landed;
        try (Changes changes = new Changes(database.connect())) {
            landed = changes.made().size();
        }
        for (ChangedModels change : ChangedModels.values()) {
            SchemaStructure structure = structure();
            Map<String, List<Map<String, String>>> rows = rows();
            assertEquals(
                    change == ChangedModels.DROP_A_PROPERTY,
                    drift(change.catalogue()).isEmpty(),
                    () -> "before " + change + " its change set is needed, unless a column is only left over");

            try (Changes changes = changes(change)) {
                changes.makeAll();
            }
            assertEquals(List.of(), drift(change.catalogue()), change::file);
            assertKept(change, rows, rows());
            assertReferencesHold();

            try (Changes changes = changes(change)) {
                while (changes.made().size() > landed) {
                    changes.undoLast();
                }
            }
            assertEquals(structure, structure(), () -> change.file() + " taken back");
            assertEquals(List.of(), drift(Models.CATALOGUE), () -> change.file() + " taken back");
            assertEquals(rows.keySet(), rows().keySet());
        }
    }

    private Changes changes(ChangedModels change) throws SQLException, LiquibaseException {
        return Changes.with(database.connect(), change.file());
    }

    private SchemaStructure structure() throws SQLException {
        try (Connection connection = database.connect()) {
            return SchemaStructure.of(connection);
        }
    }

    private List<String> drift(Catalogue catalogue) throws SQLException {
        try (Connection connection = database.connect()) {
            return DriftCheck.between(
                    RequiredSchema.of(catalogue, Dialect.of(connection)), SchemaStructure.of(connection));
        }
    }

    /** All that Liquibase does not keep for itself: by table, each row with its columns. */
    private Map<String, List<Map<String, String>>> rows() throws SQLException {
        Map<String, List<Map<String, String>>> rows = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String column : SchemaStructure.of(connection).columns().keySet()) {
                String table = column.replaceFirst("[.].*", "");
                if (!rows.containsKey(table)) {
                    rows.put(table, rows(statement, table));
                }
            }
        }
        return rows;
    }

    private static List<Map<String, String>> rows(Statement statement, String table) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\" ORDER BY 1")) {
            while (row.next()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.put(table + "." + row.getMetaData().getColumnName(i), row.getString(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static void assertKept(
            ChangedModels change,
            Map<String, List<Map<String, String>>> before,
            Map<String, List<Map<String, String>>> after) {
        Set<String> lost = new TreeSet<>();
        before.forEach((table, rows) -> {
            assertEquals(rows.size(), after.get(table).size(), () -> change.file() + ", rows of " + table);
            for (int i = 0; i < rows.size(); i++) {
                Map<String, String> now = after.get(table).get(i);
                rows.get(i).forEach((column, value) -> {
                    String then = value + "";
                    String found = now.get(change.renamed(column)) + "";
                    if (!found.equals(then)) {
                        lost.add(column + " " + then + " is " + found);
                    }
                });
            }
        });
        assertEquals(change.lost(), lost, change::file);
    }

    private void assertReferencesHold() throws SQLException {
        if (kind == TestDatabase.SQLITE) {
            assertEquals(List.of(), database.query("PRAGMA foreign_key_check"));
            assertEquals(List.of("ok"), database.query("PRAGMA integrity_check"));
        }
    }

    @Test
    void theGuideShowsTheseChangeSets() throws IOException {
        String guide = Files.readString(GUIDE);
        for (ChangedModels change : ChangedModels.values()) {
            String file = Files.readString(Path.of("src/test/resources/changing-models", change.file() + ".yaml"));
            assertTrue(
                    guide.contains("```yaml\n" + file + "```\n"),
                    () -> GUIDE + " does not show " + change.file() + ".yaml as it is, between ```yaml and ```");
        }
        assertFalse(guide.contains("addColumn:"), "what SQLite can't do");
    }
}
