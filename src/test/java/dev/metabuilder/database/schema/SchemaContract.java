package dev.metabuilder.database.schema;

import static dev.metabuilder.database.model.Reference.Rule.FOLLOW;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the changelog on every database. A subclass provides an empty database. */
abstract class SchemaContract {

    @TempDir
    private Path folder;

    private final TestDatabase kind;
    private FreshDatabase database;

    SchemaContract(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void makeAllChanges() throws SQLException, LiquibaseException {
        database = FreshDatabase.of(kind, folder);
        try (Changes changes = changes()) {
            changes.makeAll();
        }
    }

    Changes changes() throws SQLException, LiquibaseException {
        return new Changes(database.connect());
    }

    private SchemaStructure structure() throws SQLException {
        try (Connection connection = database.connect()) {
            return SchemaStructure.of(connection);
        }
    }

    private SchemaStructure required() throws SQLException {
        try (Connection connection = database.connect()) {
            return RequiredSchema.of(Models.CATALOGUE, Dialect.of(connection));
        }
    }

    void execute(String... statements) throws SQLException {
        database.execute(statements);
    }

    private String count(String table) throws SQLException {
        return database.query("SELECT count(*) FROM " + table).get(0);
    }

    @Test
    void eachChangeUpDownAndUpAgainGivesTheSameSchemaAndItsRollbackTakesBackAllOfIt() throws Exception {
        SchemaStructure whole = structure();
        assertFalse(whole.columns().isEmpty());
        List<String> objects = objects();
        int count;
        try (Changes changes = changes()) {
            count = changes.made().size();
            for (int left = count; left > 0; left--) {
                changes.undoLast();
            }
        }
        for (int change = 1; change <= count; change++) {
            SchemaStructure before = structure();
            List<String> objectsBefore = objects();
            String rowsBefore = rows();
            make(change);
            SchemaStructure after = structure();
            List<String> objectsAfter = objects();
            assertFalse(
                    before.equals(after) && objectsBefore.equals(objectsAfter) && rowsBefore.equals(rows()),
                    "what does change " + change + " do?");
            try (Changes changes = changes()) {
                changes.undoLast();
            }
            assertEquals(before, structure(), "change " + change + " down");
            assertEquals(objectsBefore, objects(), "change " + change + " down");
            make(change);
            assertEquals(after, structure(), "change " + change + " up again");
            assertEquals(objectsAfter, objects(), "change " + change + " up again");
        }
        assertEquals(whole, structure());
        assertEquals(objects, objects());
    }

    /** How many rows the only table has that a change fills. */
    private String rows() throws SQLException {
        return structure().columns().containsKey("change_numbering.id") ? count("change_numbering") : "none";
    }

    private void make(int change) throws SQLException, LiquibaseException {
        try (Changes changes = changes()) {
            changes.makeNext();
            assertEquals(change, changes.made().size());
        }
    }

    /** Whatever the database has under a name, and its definition, in the words of the database. */
    abstract List<String> objects() throws SQLException;

    List<String> query(String sql) throws SQLException {
        return database.query(sql);
    }

    @Test
    void changesAreNumberedWithoutGapsAndMadeOnce() throws SQLException, LiquibaseException {
        SchemaStructure before = structure();
        try (Changes changes = changes()) {
            changes.makeAll();
            List<String> made = changes.made();
            List<String> whole = made.stream().filter(id -> !id.contains("/")).toList();
            int first = Integer.parseInt(whole.get(0).substring(0, 4));
            for (int i = 0; i < whole.size(); i++) {
                assertTrue(whole.get(i).matches("%04d-[a-z-]+".formatted(first + i)), made::toString);
            }
        }
        assertEquals(before, structure());
    }

    @Test
    void whatTheChangelogMakesIsWhatTheModelsNeedAndNothingElse() throws SQLException {
        SchemaStructure needed = required();
        assertEquals(List.of(), DriftCheck.between(needed, structure()));
        assertEquals(needed.columns().keySet(), ofModels(structure()));
        List<String> rules = new ArrayList<>(needed.constraints().values());
        List<String> actual = new ArrayList<>();
        structure().constraints().forEach((name, rule) -> {
            if (!name.matches("(table_locks|held_names)[.].*")) {
                actual.add(rule);
            }
        });
        Collections.sort(rules);
        Collections.sort(actual);
        assertEquals(String.join("\n", rules), String.join("\n", actual));
    }

    private static Set<String> ofModels(SchemaStructure structure) {
        Set<String> columns = new TreeSet<>(structure.columns().keySet());
        // Where tables and names have no locks, rows of these stand for them.
        columns.removeIf(column -> column.matches("(table_locks|held_names)[.].*"));
        return columns;
    }

    @Test
    void everyTableIsIndexedByPositionAndEveryForeignKeyByItsColumn() throws SQLException {
        Set<String> indexes = new HashSet<>();
        structure().indexes().forEach((name, index) -> indexes.add(name.replaceFirst("[.].*", " ") + index));
        Set<String> expected = new TreeSet<>();
        Models.CATALOGUE.models().forEach(model -> expected.add(model.tableName() + " (row_position)"));
        Models.CATALOGUE.references().stream()
                .filter(reference -> reference.rule() != FOLLOW)
                .forEach(reference -> expected.add(reference.from().tableName() + " ("
                        + reference.property().column() + ")"));
        expected.removeAll(indexes);
        assertEquals(Set.of(), expected, "missing");
    }

    @Test
    void theDatabaseItselfLetsOneUserAtMostBeSupergod() throws SQLException {
        execute(user("u1", "supergod"), user("u2", "god"), user("u3", "god"), user("u4", "user"));
        assertThrows(SQLException.class, () -> execute(user("u5", "supergod")));
        assertThrows(SQLException.class, () -> execute("UPDATE users SET role = 'supergod' WHERE id = 'u2'"));
        execute(
                "UPDATE users SET role = 'god' WHERE id = 'u1'",
                "UPDATE users SET role = 'supergod' WHERE id = 'u2'",
                "DELETE FROM users WHERE id = 'u2'",
                user("u5", "supergod"));
        assertEquals("4", count("users"));
    }

    @Test
    void aReferenceToNothingIsRejected() throws SQLException {
        boolean atOnce = kind.isMysqlOrMariadb();
        if (atOnce) {
            execute(user("u1", "user"), user("u2", "user"));
        }
        execute(
                "INSERT INTO comments VALUES ('c1', 'u1', 'hello', 1, NULL, 'gone', 1, 1, NULL)",
                "INSERT INTO power_transfer_requests VALUES ('r1', 'u1', 'u2', 'pending', 1, 2, 1, 1, NULL)",
                "INSERT INTO tenants VALUES ('t1', 'T', 'u1', 1, NULL, 1, 1, NULL)",
                atOnce
                        ? "UPDATE users SET tenant_id = 't1' WHERE id = 'u1'"
                        : user("u1", "user").replace("NULL, NULL, 1, NULL", "NULL, NULL, 1, 't1'"),
                atOnce ? "SELECT 1" : user("u2", "user"));
        for (String dangling : List.of(
                "INSERT INTO comments VALUES ('c2', 'nobody', '', 1, NULL, NULL, 2, 1, NULL)",
                "INSERT INTO power_transfer_requests VALUES ('r2', 'u1', 'nobody', 'pending', 1, 2, 1, 1, NULL)",
                "INSERT INTO power_transfer_requests VALUES ('r2', 'nobody', 'u1', 'pending', 1, 2, 1, 1, NULL)",
                "INSERT INTO tenants VALUES ('t2', 'T', 'nobody', 1, NULL, 1, 1, NULL)",
                "UPDATE users SET tenant_id = 'nowhere' WHERE id = 'u2'")) {
            assertThrows(SQLException.class, () -> execute(dangling), dangling);
        }
        assertEquals("1", count("comments"));
        assertEquals("1", count("users WHERE tenant_id = 't1'"));
    }

    @Test
    void whatRefersToAUserGoesWithTheUserAndAUserOutlivesTheTenant() throws SQLException {
        execute(
                user("u1", "user"),
                user("u2", "user"),
                "INSERT INTO tenants VALUES ('t1', 'T', 'u1', 1, NULL, 1, 1, NULL)",
                "UPDATE users SET tenant_id = 't1' WHERE id = 'u2'",
                "INSERT INTO comments VALUES ('c1', 'u1', 'hello', 1, NULL, NULL, 1, 1, NULL)",
                "INSERT INTO power_transfer_requests VALUES ('r1', 'u1', 'u2', 'pending', 1, 2, 1, 1, NULL)",
                "INSERT INTO power_transfer_requests VALUES ('r2', 'u2', 'u1', 'pending', 1, 2, 1, 1, NULL)");
        execute("DELETE FROM users WHERE id = 'u1'");
        for (String table : List.of("tenants", "comments", "power_transfer_requests")) {
            assertEquals("0", count(table), table);
        }
        assertEquals("1", count("users WHERE tenant_id IS NULL"));
    }

    @Test
    void textComparesByCodePoint() throws SQLException {
        assertDoesNotThrow(
                () -> execute(user("é", "user"), user("e\u0301", "user"), user("E", "user"), user("e", "user")));
        assertThrows(SQLException.class, () -> execute(user("e", "user")));
        // U+FFFD comes before U+1F600, although not in UTF-16.
        execute(user("\ufffd", "user"), user("\ud83d\ude00", "user"), user("z", "user"), user("B", "user"));
        assertEquals(
                List.of("B", "E", "e", "e\u0301", "z", "é", "\ufffd", "\ud83d\ude00"),
                database.query("SELECT id FROM users ORDER BY id"));
    }

    private static String user(String id, String role) {
        return "INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner,"
                + " row_position, row_version, extra) VALUES ('%s', 'name of %s', '%s@x', '%s', NULL, NULL, 1, NULL, FALSE, 1, 1, NULL)"
                        .formatted(id, id, id, role);
    }
}
