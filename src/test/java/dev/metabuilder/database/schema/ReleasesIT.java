package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

/** A database that an earlier release left behind, with rows in every table, is brought up to date and keeps them all. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
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
        assertEquals(before, beside(database));
    }

    /** The rows of the tables of no model, which are in no export. */
    private static Map<String, List<String>> beside(FreshDatabase database) throws SQLException {
        Set<String> models =
                Models.CATALOGUE.models().stream().map(Model::table).collect(Collectors.toSet());
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String column : Structure.of(connection).columns().keySet()) {
                String table = column.substring(0, column.indexOf('.'));
                if (!models.contains(table)) {
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
