package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import liquibase.Liquibase;
import liquibase.change.Change;
import liquibase.change.DbmsTargetedChange;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;
import liquibase.database.core.MockDatabase;
import liquibase.database.core.MySQLDatabase;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;

/**
 * Rules for change sets. If SQLite has no ALTER TABLE for a change, Liquibase recreates the table without NOT NULL, DEFERRABLE
 * and references to it, or does nothing and reports success. MySQL and MariaDB commit each statement that changes the schema, so a
 * migration that is killed goes on only if each set has one, and a precondition that passes over what was done.
 */
class ChangeSetsTest {

    private static final String GUIDE = "src/site/markdown/changing-models.md";

    private static final Set<String> FIT = Set.of(
            "createTable",
            "dropTable",
            "createIndex",
            "dropIndex",
            "sql",
            "insert",
            "update",
            "delete",
            "tagDatabase",
            "empty");

    /** What to write instead, where it is one line. */
    private static final Map<String, String> INSTEAD = Map.of(
            "addColumn", "ALTER TABLE … ADD COLUMN …",
            "dropColumn", "ALTER TABLE … DROP COLUMN …",
            "renameColumn", "ALTER TABLE … RENAME COLUMN … TO …",
            "renameTable", "ALTER TABLE … RENAME TO …");

    private static DatabaseChangeLog read(String changelog) throws Exception {
        try (Liquibase liquibase = new Liquibase(changelog, new ClassLoaderResourceAccessor(), new MockDatabase())) {
            return liquibase.getDatabaseChangeLog();
        }
    }

    /** Fails with what to write instead when a change set would not do what it says on SQLite, or not survive a kill on MySQL. */
    static void requireFit(DatabaseChangeLog changelog) {
        List<String> faults = new ArrayList<>();
        for (ChangeSet set : changelog.getChangeSets()) {
            if (isFor(set, "mysql")) {
                faults.addAll(faultsOnMysql(set));
            }
            if (isFor(set, "sqlite")) {
                Stream.concat(set.getChanges().stream(), set.getRollback().getChanges().stream())
                        .map(Change::getSerializedObjectName)
                        .filter(change -> !FIT.contains(change))
                        .forEach(change -> faults.add(fault(set, change)));
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }

    private static boolean isFor(ChangeSet set, String database) {
        Set<String> databases = set.getDbmsSet();
        return databases == null || databases.isEmpty() || databases.contains(database);
    }

    private static List<String> faultsOnMysql(ChangeSet set) {
        MySQLDatabase mysql = new MySQLDatabase();
        List<String> statements = set.getChanges().stream()
                .filter(change -> !(change instanceof DbmsTargetedChange targeted)
                        || DatabaseList.definitionMatches(targeted.getDbms(), "mysql", true))
                .flatMap(change -> Stream.of(change.generateStatements(mysql)))
                .map(Object::toString)
                .toList();
        if (statements.size() > 1) {
            return List.of("The change set " + set.getId() + " has " + statements.size()
                    + " statements on MySQL, which commits each. Write one for each set, with an id such as "
                    + set.getId()
                    + "/rows for those before the last (" + GUIDE + ").");
        }
        boolean passedOver = set.getPreconditions() != null
                && set.getPreconditions().getOnFail() == PreconditionContainer.FailOption.MARK_RAN;
        return passedOver || statements.stream().allMatch(sql -> sql.strip().matches("(?s)(UPDATE|DELETE|INSERT)\\b.*"))
                ? List.of()
                : List.of("The change set " + set.getId()
                        + " has no precondition with onFail: MARK_RAN, which passes over what"
                        + " was done before a migration was killed on MySQL (" + GUIDE + ").");
    }

    private static String fault(ChangeSet set, String change) {
        String instead = INSTEAD.get(change);
        return "The change set " + set.getId() + " has " + change
                + ", which on SQLite loses constraints or does nothing. "
                + (instead == null
                        ? "Write it as SQL, for each database its own: \"Adding a reference\" in " + GUIDE
                                + " shows how."
                        : "Write it as SQL: - sql: { sql: '" + instead + "' }, also in its rollback (" + GUIDE + ").");
    }

    @Test
    void everyChangeDoesWhatItSaysAndSurvivesAKill() throws Exception {
        requireFit(read("liquibase/changelog.yaml"));
    }

    @Test
    void everyChangeHasARollback() throws Exception {
        for (ChangeSet set : read("liquibase/changelog.yaml").getChangeSets()) {
            assertEquals(
                    false,
                    set.getRollback().getChanges().isEmpty(),
                    () -> "The change set " + set.getId() + " has no rollback: write one, beside its changes (" + GUIDE
                            + ").");
        }
    }

    @Test
    void whoWritesAddColumnIsToldWhatToWriteInstead() {
        AssertionError error =
                assertThrows(AssertionError.class, () -> requireFit(read("changing-models-wrong/add-column.yaml")));
        assertEquals(
                "The change set 00NN-mood-of-comments has addColumn, which on SQLite loses constraints or does nothing."
                        + " Write it as SQL: - sql: { sql: 'ALTER TABLE … ADD COLUMN …' }, also in its rollback"
                        + " (src/site/markdown/changing-models.md).",
                error.getMessage());
    }

    @Test
    void whoWritesWhatAKilledMigrationCannotGoOnWithIsToldWhatToWrite() {
        assertEquals(
                "The change set 00NN-two has 2 statements on MySQL, which commits each. Write one for each set, with an id such"
                        + " as 00NN-two/rows for those before the last (src/site/markdown/changing-models.md).",
                assertThrows(AssertionError.class, () -> requireFit(read("changing-models-wrong/two-statements.yaml")))
                        .getMessage());
        assertEquals(
                "The change set 00NN-mood-of-comments has no precondition with onFail: MARK_RAN, which passes over what was done"
                        + " before a migration was killed on MySQL (src/site/markdown/changing-models.md).",
                assertThrows(AssertionError.class, () -> requireFit(read("changing-models-wrong/no-precondition.yaml")))
                        .getMessage());
    }
}
