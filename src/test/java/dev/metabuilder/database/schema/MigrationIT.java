package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.OnceForMysqlFamily;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The migration at the start of a server, and by the command, which takes the same way and a fraction of the time. Each test has
 * its own database.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@OnceForMysqlFamily
class MigrationIT {

    private static final String CHANGELOG = TestDatabase.current().changelogTable();
    private static final String LOCK = "SELECT lockedby FROM " + CHANGELOG + "LOCK WHERE locked";
    private static final String TAKE =
            "UPDATE " + CHANGELOG + "LOCK SET locked = TRUE, lockedby = 'pipeline (10.0.0.1)'";
    private static final String LET_GO = "UPDATE " + CHANGELOG + "LOCK SET locked = FALSE, lockedby = NULL";

    @TempDir
    private Path folder;

    private FreshDatabase database;

    @BeforeEach
    void makeDatabase() {
        database = FreshDatabase.of(TestDatabase.current(), folder);
    }

    /** Starts a server; where the mode is null, in that which is the database's own. */
    private Launched start(String name, String signal, String mode, String... options) throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        if (mode != null) {
            settings.put("METABUILDER_MIGRATE", mode);
        }
        return Launched.start(Files.createDirectories(folder.resolve(name)), signal, settings, options);
    }

    private String command() throws Exception {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("LIQUIBASE_CHANGELOG_LOCK_WAIT_TIME_IN_MINUTES", "0");
        CommandLine.Result result =
                CommandLine.run(Files.createDirectories(folder.resolve("command")), settings, "migrate");
        return result.status() + ": " + result.output();
    }

    private String refusal(String mode) throws IOException {
        try (Launched server = start("refused", "TERM", mode)) {
            return server.awaitEnd();
        }
    }

    /** The given mode, or null when it is that of this database where none is set: both ways are tried, each on one. */
    private static String mode(String mode) {
        boolean update = TestDatabase.current() == TestDatabase.SQLITE;
        return mode.equals(update ? "update" : "validate") ? null : mode;
    }

    private void migrate(int changes) throws SQLException, LiquibaseException {
        try (Changes changelog = new Changes(database.connect())) {
            for (int i = 0; i < changes; i++) {
                changelog.makeNext();
            }
        }
    }

    private List<String> made() throws SQLException {
        return database.query("SELECT id FROM " + CHANGELOG + " ORDER BY orderexecuted");
    }

    private SchemaStructure structure() throws SQLException {
        try (Connection connection = database.connect()) {
            return SchemaStructure.of(connection);
        }
    }

    private void assertWhole() throws SQLException, LiquibaseException {
        FreshDatabase other = FreshDatabase.of(TestDatabase.current(), folder.resolve("other-database"));
        try (Changes changelog = new Changes(other.connect())) {
            changelog.makeAll();
            assertEquals(changelog.made(), made(), "each change once, in order");
        }
        try (Connection connection = other.connect()) {
            assertEquals(SchemaStructure.of(connection), structure());
        }
        assertEquals(List.of(), database.query(LOCK), "the changelog is not locked");
    }

    @Test
    void twoServersThatStartAtOnceAndAreAskedAllTheTimeMakeEachChangeOnceAndWholeAndBothComeUp() throws Exception {
        try (Launched one = start("one", "TERM", "update");
                Launched other = start("other", "TERM", "update")) {
            Set<Integer> seen = new TreeSet<>();
            one.await(() -> {
                seen.add(tables());
                ask(one);
                ask(other);
                return !one.isStarting();
            });
            one.awaitUp();
            other.awaitUp();
            assertWhole();
            seen.removeAll(tablesAfterEachChange(folder.resolve("each-change")));
            assertEquals(Set.of(), seen, "numbers of tables seen that no whole change leads to");
            one.awaitReady();
            other.awaitReady();
        }
    }

    private int tables() {
        try {
            return tables(structure());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int tables(SchemaStructure structure) {
        return (int) structure.columns().keySet().stream()
                .map(column -> column.replaceFirst("[.].*", ""))
                .distinct()
                .count();
    }

    private static Set<Integer> tablesAfterEachChange(Path folder) throws SQLException, LiquibaseException {
        FreshDatabase other = FreshDatabase.of(TestDatabase.current(), folder);
        Set<Integer> counts = new TreeSet<>(Set.of(0));
        try (Changes changelog = new Changes(other.connect());
                Connection connection = other.connect()) {
            int before;
            int made = 0;
            do {
                before = made;
                changelog.makeNext();
                counts.add(tables(SchemaStructure.of(connection)));
                made = changelog.made().size();
            } while (made > before);
        }
        return counts;
    }

    @Test
    void aServerWaitsForTheLockOfSomebodyElseAndWhenItIsKilledWhileItMigratesTheNextOneGetsOverItsOwn()
            throws Exception {
        migrate(1);
        database.execute(TAKE);
        try (Launched killed = start("killed", "KILL", "update", "-Dliquibase.changelogLockPollRate=1")) {
            killed.await(
                    () -> log("killed").contains("Waits for the changelog's lock, which pipeline (10.0.0.1) holds."));
            assertTrue(killed.isStarting());
            assertEquals(List.of("pipeline (10.0.0.1)"), lock());
            assertEquals(1, made().size());
            database.stall(CHANGELOG);
            database.execute(LET_GO);
            killed.await(() -> !lock().isEmpty());
        }
        database.goOn(CHANGELOG);
        assertTrue(lock().toString().contains("#metabuilder-server"), () -> "the lock is left, and signed: " + lock());
        try (Launched next = start("next", "TERM", mode("update"))) {
            next.awaitUp();
            assertWhole();
        }
    }

    @Test
    void aChangeOfWhichNoRowTellsIsNotMadeOrDoesNotStopTheNextMigration() throws Exception {
        migrate(1);
        SchemaStructure before = structure();
        database.execute(refuse());
        String end = command();
        boolean whole = !commitsEachStatement();
        assertTrue(
                end.startsWith("1: The schema could not be updated. The change "
                        + (whole
                                ? "0002-content failed and was rolled back: "
                                : "0009-mysql-and-mariadb/tenants failed: ")),
                end);
        assertTrue(end.contains("refuse"), "the database's own reason: " + end);
        assertEquals(
                whole, before.columns().equals(structure().columns()), "the change of which no row tells was made");
        if (!whole) {
            database.execute("DROP TRIGGER refuse");
            end = command();
            assertTrue(end.startsWith("0: "), end);
            assertWhole();
        }
    }

    /** MySQL and MariaDB commit each statement of a schema by itself. */
    private static boolean commitsEachStatement() {
        return TestDatabase.current().isMysqlOrMariadb();
    }

    private static String refuse() {
        return switch (TestDatabase.current()) {
            case SQLITE ->
                "CREATE TRIGGER refuse BEFORE INSERT ON databasechangelog BEGIN SELECT RAISE(ABORT, 'refused'); END";
            case POSTGRESQL -> "ALTER TABLE databasechangelog ADD CONSTRAINT refuse CHECK (orderexecuted = 1)";
            case MYSQL, MARIADB ->
                "CREATE TRIGGER refuse BEFORE INSERT ON DATABASECHANGELOG FOR EACH ROW"
                        + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'";
        };
    }

    /** Whether it is ready, which must not keep it from starting. */
    private static void ask(Launched server) {
        try {
            server.send("GET", "health/ready", null);
        } catch (IOException e) {
            // Nobody listens yet.
        }
    }

    private List<String> lock() {
        try {
            return database.query(LOCK);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log(String server) {
        Path log = folder.resolve(server + "/data/log/server.0.log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLockThatDoesNotGoAwayEndsTheMigrationWithItsOwnerNamed() throws Exception {
        migrate(2);
        database.execute(TAKE);
        String end = command();
        assertTrue(end.startsWith("1: ") && end.contains("pipeline (10.0.0.1)"), end);
        assertEquals(List.of("pipeline (10.0.0.1)"), lock());
        assertEquals(2, made().size());
    }

    @Test
    void aPendingChangeEndsTheStartThatOnlyValidatesAndIsNamedInOneLine() throws Exception {
        migrate(3);
        String end = refusal(mode("validate"));
        assertTrue(
                end.matches("1: The database's schema lacks "
                        + (commitsEachStatement()
                                ? "0009-mysql-and-mariadb, 0010-history-on-mysql-and-mariadb"
                                : "0004-packages, 0005-system, 0006-idempotency-keys, 0007-declared-properties,"
                                        + " 0008-optional-properties, 0009-sessions, 0010-history")
                        + "[^.\n]*[.]"
                        + " Run migrate or liquibase update, or set METABUILDER_MIGRATE=update[.]\n"),
                end);
        assertEquals(3, made().size(), "nothing was changed");
    }

    @Test
    void aChangeThatThisBuildDoesNotKnowEndsTheStartAndIsNamed() throws Exception {
        try (Changes changelog = new Changes(database.connect())) {
            changelog.makeAll();
        }
        database.execute("INSERT INTO " + CHANGELOG
                + " (id, author, filename, dateexecuted, orderexecuted, exectype) VALUES"
                + " ('0099-of-the-future', 'x', '0099-of-the-future', CURRENT_TIMESTAMP, 99, 'EXECUTED')");
        String end = refusal("update");
        assertTrue(end.startsWith("1: ") && end.contains("0099-of-the-future"), end);
    }
}
