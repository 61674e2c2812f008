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
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.core.MockDatabase;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;

/**
 * Rules for change sets, so that they do on SQLite what they say. If SQLite has no ALTER TABLE for a change, Liquibase
 * recreates the table without NOT NULL, DEFERRABLE and references to it, or does nothing and reports success.
 */
class ChangeSetsTest {

    private static final String GUIDE = "src/site/markdown/changing-models.md";

    private static final Set<String> FIT = Set.of(
            "createTable", "dropTable", "createIndex", "dropIndex", "sql", "insert", "update", "delete", "tagDatabase");

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

    /** Fails with what to write instead when a change would do on SQLite something else than it says. */
    static void requireFitForSqlite(DatabaseChangeLog changelog) {
        List<String> faults = new ArrayList<>();
        for (ChangeSet set : changelog.getChangeSets()) {
            Set<String> databases = set.getDbmsSet();
            if (databases == null || databases.isEmpty() || databases.contains("sqlite")) {
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
    void everyChangeDoesOnSqliteWhatItSays() throws Exception {
        requireFitForSqlite(read("liquibase/changelog.yaml"));
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
        AssertionError error = assertThrows(
                AssertionError.class, () -> requireFitForSqlite(read("changing-models-wrong/add-column.yaml")));
        assertEquals(
                "The change set 00NN-mood-of-comments has addColumn, which on SQLite loses constraints or does nothing."
                        + " Write it as SQL: - sql: { sql: 'ALTER TABLE … ADD COLUMN …' }, also in its rollback"
                        + " (src/site/markdown/changing-models.md).",
                error.getMessage());
    }
}
