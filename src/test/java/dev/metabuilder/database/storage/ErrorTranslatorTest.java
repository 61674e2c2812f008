package dev.metabuilder.database.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.errors.ConflictException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The translation of real errors of SQLite and PostgreSQL. */
class ErrorTranslatorTest {

    private static final int PAGE_BYTES = 4096;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void fill() throws SQLException {
        file = folder.resolve("test.db");
        run("create table t as select randomblob(100000) as content");
    }

    @Test
    void fullDatabaseHasRunOutOfRoom() {
        assertEquals(
                "The database has run out of room or of connections.",
                told("pragma max_page_count = 30", "insert into t values (randomblob(1000000))"));
    }

    @Test
    void readOnlyDatabaseCannotBeWrittenTo() {
        assertEquals("The database can't be written to.", told("pragma query_only = true", "delete from t"));
    }

    /** The limits that an operator may set for sessions of PostgreSQL end them. */
    @ParameterizedTest
    @ValueSource(strings = {"25P03", "25P04", "57P01", "57P05", "08006"})
    void aSessionThatWasEndedIsOneThatIsLost(String state) {
        RuntimeException told = ErrorTranslator.translate(new SQLException("vorbei", state));
        assertEquals("The database can't be reached.", told.getMessage());
        RuntimeException atCommit =
                ErrorTranslator.translate(new IllegalStateException(new XAException("SQLState " + state + ": vorbei")));
        assertTrue(
                atCommit.getMessage().startsWith("The database failed at the commit: whether"), atCommit.getMessage());
    }

    @Test
    void damagedPageIsDamage() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, PAGE_BYTES, bytes.length, (byte) 0x5A);
        Files.write(file, bytes);
        assertEquals(
                "The database is damaged; the guide for operators says what to do.", told("select content from t"));
        assertEquals("The database is damaged; the guide for operators says what to do.", FileDamage.fault());
    }

    @Test
    void fileThatIsNoDatabaseIsDamage() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, PAGE_BYTES, (byte) 0x5A);
        Files.write(file, bytes);
        assertEquals(
                "The database is damaged; the guide for operators says what to do.", told("select content from t"));
    }

    @Test
    void fileThatAnotherProgramHasLockedIsKnownForSo() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");
            SQLException thrown =
                    assertThrows(SQLException.class, () -> run("pragma busy_timeout = 0", "delete from t"));
            assertTrue(ErrorTranslator.isLocked(ErrorTranslator.translate(thrown)));
            assertEquals(
                    "The database is locked by another writer; try again.",
                    ErrorTranslator.translate(thrown).getMessage());
        }
        SQLException full = assertThrows(
                SQLException.class,
                () -> run("pragma max_page_count = 30", "insert into t values (randomblob(1000000))"));
        assertFalse(ErrorTranslator.isLocked(ErrorTranslator.translate(full)));
    }

    /** Payara makes an XAException of what fails at a commit, with the text of it and nothing else. */
    @Test
    void commitThatSqliteRefusesIsAConflictByTheCodeInItsText() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma foreign_keys = on");
            statement.execute("create table parent (id text primary key)");
            statement.execute("create table child (id text references parent(id) deferrable initially deferred)");
            connection.setAutoCommit(false);
            statement.execute("insert into child values ('nobody')");
            SQLException refused = assertThrows(SQLException.class, connection::commit);
            assertInstanceOf(
                    ConflictException.class,
                    ErrorTranslator.translate(new XAException(refused.toString())),
                    refused::toString);
            connection.rollback();
        }
    }

    @Test
    void wordsAloneSayNothingOfACommit() {
        assertEquals(
                "The database failed at the commit: whether the call was done is not known. Send it again with its"
                        + " Idempotency-Key, or look before you do.",
                ErrorTranslator.translate(new XAException("The constraint of the line is gone."))
                        .getMessage());
    }

    /** Payara hands on nothing but this text. */
    @Test
    void commitThatFailsIsToldByTheCodeBeforeItsText() {
        assertEquals("The database has run out of room or of connections.", toldOfCommit(13));
        assertEquals("The database can't be reached.", toldOfCommit(14));
        assertEquals("The database is locked by another writer; try again.", toldOfCommit(5));
        String unknown = toldOfCommit(10);
        assertTrue(unknown.contains("whether the call was done is not known"), unknown);
        assertInstanceOf(ConflictException.class, ErrorTranslator.translate(commit(19)));
    }

    /** PostgreSQL's code stands in the text of our connections; with any other datasource there is the name alone. */
    @Test
    void commitThatPostgresqlRefusesIsToldByItsCodeAndTheNameOfItsConstraint() {
        String key = "duplicate key value violates unique constraint \"users_username_key\"";
        for (String text : new String[] {"SQLState 23505: ERROR: " + key, "ERROR: " + key}) {
            RuntimeException conflict = ErrorTranslator.translate(new XAException(text));
            assertInstanceOf(ConflictException.class, conflict);
            assertTrue(conflict.getMessage().endsWith(" (users username)."), conflict::getMessage);
        }
        assertEquals("The database is busy with other calls; try again.", toldOfCommit("40001"));
        assertEquals("The database has run out of room or of connections.", toldOfCommit("53100"));
        String unknown = toldOfCommit("08006");
        assertTrue(unknown.contains("whether the call was done is not known"), unknown);
        assertEquals(unknown, toldOfCommit("XX000"));
    }

    private static String toldOfCommit(String state) {
        return ErrorTranslator.translate(new XAException("SQLState " + state + ": any"))
                .getMessage();
    }

    private static String toldOfCommit(int code) {
        return ErrorTranslator.translate(commit(code)).getMessage();
    }

    private static Exception commit(int code) {
        return new IllegalStateException(new XAException("LocalTransactionException: SQLite code " + code + ": any"));
    }

    private String told(String... statements) {
        SQLException thrown = assertThrows(SQLException.class, () -> run(statements));
        return ErrorTranslator.translate(thrown).getMessage();
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
