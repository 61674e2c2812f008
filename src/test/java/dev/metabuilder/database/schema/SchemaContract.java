package dev.metabuilder.database.schema;

import static dev.metabuilder.database.model.Reference.Rule.CASCADE;
import static dev.metabuilder.database.model.Reference.Rule.FOLLOW;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Json;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the changelog promises on every database; a subclass brings an empty one of its kind. */
abstract class SchemaContract {

    @TempDir
    private Path folder;

    private final TestDatabase kind;
    private FreshDatabase database;

    SchemaContract(TestDatabase kind) {
        this.kind = kind;
    }

    /** Returns what a column of such a type is called, with its collation. */
    abstract String type(Kind kind);

    /** The kinds of columns. */
    enum Kind {
        KEY,
        NAME,
        TEXT,
        LONG,
        INTEGER,
        BOOLEAN
    }

    @BeforeEach
    void makeAllChanges() throws SQLException, LiquibaseException {
        database = FreshDatabase.of(kind, folder);
        try (Changes changes = changes()) {
            changes.makeAll();
        }
    }

    private Changes changes() throws SQLException, LiquibaseException {
        return new Changes(database.connect());
    }

    private Catalog catalog() throws SQLException {
        try (Connection connection = database.connect()) {
            return Catalog.of(connection);
        }
    }

    private void execute(String... statements) throws SQLException {
        database.execute(statements);
    }

    private String count(String table) throws SQLException {
        return database.query("SELECT count(*) FROM " + table).get(0);
    }

    @Test
    void allChangesUpAllDownOneByOneAndAllUpAgainGiveTheSameSchema() throws SQLException, LiquibaseException {
        Catalog before = catalog();
        assertFalse(before.columns().isEmpty());
        List<Catalog> onTheWayDown = new ArrayList<>(List.of(before));
        try (Changes changes = changes()) {
            int count = changes.made().size();
            for (int left = count - 1; left >= 0; left--) {
                changes.undoLast();
                assertEquals(left, changes.made().size());
                onTheWayDown.add(catalog());
                assertTrue(catalog().columns().size()
                        < onTheWayDown.get(count - left - 1).columns().size());
            }
        }
        assertEquals(new Catalog(Map.of(), Map.of(), Map.of()), catalog(), "all down");
        try (Changes changes = changes()) {
            for (int step = onTheWayDown.size() - 2; step >= 0; step--) {
                changes.makeNext();
                assertEquals(onTheWayDown.get(step), catalog(), "up to " + changes.made());
            }
        }
    }

    @Test
    void changesAreNumberedWithoutGapsAndMadeOnce() throws SQLException, LiquibaseException {
        Catalog before = catalog();
        try (Changes changes = changes()) {
            changes.makeAll();
            List<String> made = changes.made();
            for (int i = 0; i < made.size(); i++) {
                assertTrue(made.get(i).matches("%04d-[a-z-]+".formatted(i + 1)), made::toString);
            }
        }
        assertEquals(before, catalog());
    }

    @Test
    void theTablesAreThoseOfTheModelsAndEachMappedPropertyHasItsColumnAndNoOtherColumnIsThere() throws SQLException {
        Map<String, String> expected = new TreeMap<>();
        Set<Property> keys = new HashSet<>();
        Models.CATALOGUE.references().stream()
                .filter(reference -> reference.rule() != FOLLOW)
                .forEach(reference -> keys.add(reference.property()));
        for (Model<?> model : Models.CATALOGUE.models()) {
            for (Property property : model.columns()) {
                boolean always = property.required() || property.absent() != null;
                expected.put(
                        model.table() + "." + property.column(),
                        type(kind(property, keys.contains(property))) + (always ? " NOT NULL" : ""));
            }
            expected.put(model.table() + "." + Model.POSITION, type(Kind.LONG) + " NOT NULL");
            expected.put(model.table() + "." + Model.VERSION, type(Kind.LONG) + " NOT NULL");
            expected.put(model.table() + "." + Model.EXTRA, type(Kind.TEXT));
        }
        // The one table of no model.
        for (String column : List.of("id", "request")) {
            expected.put("idempotency_keys." + column, type(Kind.KEY) + " NOT NULL");
        }
        for (String column : List.of("location", "tag", "body")) {
            expected.put("idempotency_keys." + column, type(Kind.TEXT));
        }
        expected.put("idempotency_keys.created_at", type(Kind.LONG) + " NOT NULL");
        expected.put("idempotency_keys.status", type(Kind.INTEGER) + " NOT NULL");
        Map<String, String> actual = new TreeMap<>(catalog().columns());
        actual.replaceAll((column, type) -> type.replaceFirst(" DEFAULT NULL.*", ""));
        assertEquals(lines(expected), lines(actual));
    }

    private static Kind kind(Property property, boolean reference) {
        Class<?> type = property.type();
        if (type == String.class) {
            return property.key() || property.unique() || reference ? Kind.KEY : Kind.TEXT;
        }
        if (type.isEnum()) {
            return Kind.NAME;
        }
        return type == Long.class
                ? Kind.LONG
                : type == Integer.class ? Kind.INTEGER : type == Json.class ? Kind.TEXT : Kind.BOOLEAN;
    }

    private static String lines(Map<String, String> map) {
        return map.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void keysUniqueKeysAndForeignKeysAreThoseOfTheContract() throws SQLException {
        Set<String> expected = new TreeSet<>();
        for (Model<?> model : Models.CATALOGUE.models()) {
            expected.add(model.table() + " PRIMARY KEY (" + model.key().column() + ")");
            model.columns().stream()
                    .filter(Property::unique)
                    .forEach(property -> expected.add(model.table() + " UNIQUE (" + property.column() + ")"));
        }
        Models.CATALOGUE.references().stream()
                .filter(reference -> reference.rule() != FOLLOW)
                .forEach(reference -> expected.add(reference.from().table() + " FOREIGN KEY ("
                        + reference.property().column() + ") REFERENCES "
                        + reference.to().table() + "(" + reference.target().column() + ") ON DELETE "
                        + (reference.rule() == CASCADE ? "CASCADE" : "SET NULL") + " DEFERRABLE INITIALLY DEFERRED"));
        expected.add("idempotency_keys PRIMARY KEY (id)");
        Set<String> actual = new TreeSet<>();
        catalog()
                .keys()
                .forEach((name, definition) -> actual.add(name.substring(0, name.indexOf(' ')) + " " + definition));
        assertEquals(String.join("\n", expected), String.join("\n", actual));
    }

    @Test
    void everyTableIsIndexedByPositionAndEveryForeignKeyByItsColumn() throws SQLException {
        Set<String> indexes = catalog().indexes().keySet();
        Set<String> expected = new TreeSet<>();
        Models.CATALOGUE.models().forEach(model -> expected.add(model.table() + "_row_position_idx"));
        Models.CATALOGUE.references().stream()
                .filter(reference -> reference.rule() != FOLLOW)
                .forEach(reference -> expected.add(
                        reference.from().table() + "_" + reference.property().column() + "_idx"));
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
    void referencesAreJudgedWhenTheTransactionEnds() throws SQLException {
        execute(
                "INSERT INTO comments VALUES ('c1', 'u1', 'hello', 1, NULL, 'gone', 1, 1, NULL)",
                "INSERT INTO power_transfer_requests VALUES ('r1', 'u1', 'u2', 'pending', 1, 2, 1, 1, NULL)",
                "INSERT INTO tenants VALUES ('t1', 'T', 'u1', 1, NULL, 1, 1, NULL)",
                user("u1", "user").replace("NULL, NULL, 1, NULL", "NULL, NULL, 1, 't1'"),
                user("u2", "user"));
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
                user("u2", "user").replace("NULL, NULL, 1, NULL", "NULL, NULL, 1, 't1'"),
                "INSERT INTO tenants VALUES ('t1', 'T', 'u1', 1, NULL, 1, 1, NULL)",
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
        return "INSERT INTO users VALUES ('%s', 'name of %s', '%s@x', '%s', NULL, NULL, 1, NULL, FALSE, 1, 1, NULL)"
                .formatted(id, id, id, role);
    }
}
