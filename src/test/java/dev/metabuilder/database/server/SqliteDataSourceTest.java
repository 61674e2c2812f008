package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

@Timeout(120)
class SqliteDataSourceTest {
    private static final int BUSY = SQLiteErrorCode.SQLITE_BUSY.code;

    @TempDir
    private Path folder;

    private Path file;
    private SqliteDataSource ours;

    @BeforeEach
    void schema() throws SQLException {
        file = folder.resolve("made/on demand/test.db");
        ours = new SqliteDataSource();
        ours.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = ours.getConnection()) {
            run(connection, "create table parent (id integer primary key, n integer not null default 0)");
            run(connection, "create table child (id integer references parent(id) deferrable initially deferred)");
        }
    }

    @Test
    void stockDriverLeavesTheLockBehindWhenCommitFailsOnForeignKey() throws SQLException {
        try (Connection one = stock().getConnection();
                Connection other = stock().getConnection()) {
            one.setAutoCommit(false);
            run(one, "insert into child values (404)");
            assertThrows(SQLException.class, one::commit);
            assertEquals(BUSY, codeOf(() -> run(other, "insert into parent (id) values (1)")));
        }
    }

    @Test
    void commitThatFailsOnForeignKeyLeavesTheDatabaseUsable() throws SQLException {
        try (Connection one = ours.getConnection();
                Connection other = ours.getConnection()) {
            one.setAutoCommit(false);
            run(one, "insert into child values (404)");
            SQLException failed = assertThrows(SQLException.class, one::commit);
            assertEquals(SQLiteErrorCode.SQLITE_CONSTRAINT.code, failed.getErrorCode());
            assertTrue(failed.getMessage().startsWith("SQLite code 19: "), "the container keeps the text alone");
            assertTrue(one.getAutoCommit(), "the pool gives it to the next user as it is");
            one.rollback();
            other.setAutoCommit(false);
            run(other, "insert into parent (id) values (1)");
            other.commit();
            one.setAutoCommit(false);
            run(one, "insert into parent (id) values (2)");
            one.commit();
            assertEquals(0, number(other, "select count(*) from child"));
            assertEquals(2, number(other, "select count(*) from parent"));
        }
    }

    @Test
    void fileThatIsDeletedOrReplacedTakesNoTransactionUntilItIsBack() throws Exception {
        int cannotOpen = SQLiteErrorCode.SQLITE_CANTOPEN.code;
        Path aside = folder.resolve("aside.db");
        try (Connection one = ours.getConnection()) {
            one.setAutoCommit(false);
            run(one, "insert into parent (id) values (1)");
            Files.move(file, aside);
            assertEquals(cannotOpen, codeOf(one::commit), "a write that has begun is not acknowledged");
            assertEquals(cannotOpen, codeOf(() -> ours.getConnection().close()), "none is made in its place");
            assertFalse(Files.exists(file));
            Files.copy(aside, file);
            one.setAutoCommit(false);
            assertEquals(cannotOpen, codeOf(() -> run(one, "insert into parent (id) values (2)")));
            assertEquals(cannotOpen, codeOf(() -> ours.getConnection().close()), "another is not the one that is open");
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            run(one, "insert into parent (id) values (3)");
            one.commit();
        }
        try (Connection other = ours.getConnection()) {
            assertEquals(3, number(other, "select sum(id) from parent"));
        }
    }

    @Test
    void largeChangeThatIsRolledBackLeavesNoRoomTaken() throws Exception {
        Path log = Path.of(file + "-wal");
        try (Connection one = ours.getConnection()) {
            one.setAutoCommit(false);
            run(one, "insert into parent (id) values (1)");
            one.commit();
            run(one, "create table large as select randomblob(24000000) as content");
            assertTrue(Files.size(log) > SqliteWal.MOST_BYTES, "the test writes too little");
            one.rollback();
            assertEquals(0, Files.size(log));
            run(one, "insert into parent (id) values (2)");
            one.commit();
            assertEquals(2, number(one, "select count(*) from parent"));
        }
    }

    /** That lock is why the driver's {@code commit()} itself can say BUSY: another writer may be faster to take it. */
    @Test
    void stockDriverTakesTheLockOfTheNextTransactionWithinCommit() throws SQLException {
        try (Connection one = stock().getConnection();
                Connection other = stock().getConnection()) {
            one.setAutoCommit(false);
            run(one, "insert into parent (id) values (1)");
            one.commit();
            assertEquals(BUSY, codeOf(() -> run(other, "insert into parent (id) values (2)")));
        }
    }

    @Test
    void noLockIsHeldBeforeTheFirstStatementNorAfterTheEnd() throws SQLException {
        ours.setBusyTimeout(0);
        try (Connection one = ours.getConnection()) {
            try (Connection other = ours.getConnection()) {
                other.setAutoCommit(false);
                one.setAutoCommit(false);
                write(other, 1);
                other.commit();
                write(one, 2);
                one.commit();
                write(other, 3);
                other.rollback();
                write(one, 4);
                one.setAutoCommit(true);
                write(other, 5);
            }
            one.setAutoCommit(false);
            write(one, 6);
            one.commit();
            assertEquals(4, number(one, "select count(*) from parent"));
        }
    }

    @Test
    void everyKindOfStatementBeginsTheTransaction() throws SQLException {
        ours.setBusyTimeout(0);
        try (Connection one = ours.getConnection();
                Connection other = ours.getConnection();
                Statement plain = one.createStatement();
                PreparedStatement insert = one.prepareStatement("insert into parent (id) values (1)");
                PreparedStatement select = one.prepareStatement("select 1")) {
            plain.addBatch("insert into parent (id) values (1)");
            List<Callable<?>> kinds = List.of(
                    () -> plain.execute("insert into parent (id) values (1)"),
                    () -> plain.executeUpdate("insert into parent (id) values (1)"),
                    () -> plain.executeQuery("select 1"),
                    plain::executeBatch,
                    insert::execute,
                    insert::executeUpdate,
                    select::executeQuery,
                    () -> {
                        insert.addBatch();
                        return insert.executeBatch();
                    },
                    one::setSavepoint);
            for (Callable<?> kind : kinds) {
                one.setAutoCommit(false);
                assertEquals(0, codeOf(kind::call));
                assertEquals(BUSY, codeOf(() -> run(other, "insert into parent (id) values (9)")));
                one.rollback();
                one.setAutoCommit(true);
            }
            assertEquals(0, number(other, "select count(*) from parent"));
        }
    }

    @Test
    void writersTakeTurnsInOrderAndNoneIsRefused() throws Exception {
        int writers = 64;
        int rounds = 5;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            write(ours, "insert into parent (id) values (1)");
            List<Future<Long>> longestWaits = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                longestWaits.add(threads.submit(() -> increment(rounds)));
            }
            for (Future<Long> longest : longestWaits) {
                assertTrue(longest.get() < 10_000, "a writer waited for " + longest.get() + " ms");
            }
            try (Connection connection = ours.getConnection()) {
                assertEquals(writers * rounds, number(connection, "select n from parent"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long increment(int rounds) throws SQLException {
        long longest = 0;
        try (Connection connection = ours.getConnection()) {
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                connection.setAutoCommit(false);
                int n = number(connection, "select n from parent where id = 1");
                run(connection, "update parent set n = " + (n + 1) + " where id = 1");
                connection.commit();
                connection.setAutoCommit(true);
                longest = Math.max(longest, (System.nanoTime() - start) / 1_000_000);
            }
        }
        return longest;
    }

    @Test
    void noTurnWithinTheTimeoutIsBusy() throws SQLException {
        ours.setBusyTimeout(50);
        try (Connection one = ours.getConnection();
                Connection other = ours.getConnection()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            write(one, 1);
            assertEquals(BUSY, codeOf(() -> write(other, 2)));
            one.commit();
            write(other, 2);
            other.commit();
        }
    }

    @Test
    void whoWaitsForAnotherWriterOrAnotherProcessCanBeCancelledAndHasNotBegun() throws Exception {
        ours.setBusyTimeout(10 * 60 * 1000);
        for (DataSource others : List.of(ours, stock())) {
            try (Connection other = others.getConnection();
                    Connection one = ours.getConnection();
                    Statement statement = one.createStatement()) {
                other.setAutoCommit(false);
                run(other, "insert into parent (n) values (1)");
                one.setAutoCommit(false);
                Thread cancelling = new Thread(() -> cancelUntilInterrupted(statement));
                cancelling.start();
                int code = codeOf(() -> statement.executeUpdate("insert into parent (n) values (2)"));
                cancelling.interrupt();
                cancelling.join();
                assertEquals(SQLiteErrorCode.SQLITE_INTERRUPT.code, code);
                assertFalse(Thread.currentThread().isInterrupted(), "it was not the thread that was meant");
                other.setAutoCommit(true);
                statement.executeUpdate("insert into parent (n) values (3)");
                one.rollback();
            }
        }
    }

    private static void cancelUntilInterrupted(Statement statement) {
        try {
            while (true) {
                Thread.sleep(20);
                statement.cancel();
            }
        } catch (InterruptedException e) {
            // The other has noticed.
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readOnlyIsOneSnapshotThatBlocksNobodyAndCannotWrite() throws SQLException {
        ours.setBusyTimeout(0);
        try (Connection reader = ours.getConnection();
                Connection writer = ours.getConnection()) {
            reader.setAutoCommit(false);
            reader.setReadOnly(true);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            writer.setAutoCommit(false);
            write(writer, 1);
            assertEquals(0, number(reader, "select count(*) from parent"));
            write(writer, 2);
            writer.commit();
            assertEquals(0, number(reader, "select count(*) from parent"));
            assertEquals(SQLiteErrorCode.SQLITE_READONLY.code, codeOf(() -> write(reader, 3)));
            assertThrows(SQLException.class, () -> reader.setReadOnly(false));
            reader.commit();
            assertEquals(2, number(reader, "select count(*) from parent"));
            reader.commit();
            reader.setReadOnly(false);
            write(reader, 3);
            reader.commit();
        }
    }

    @Test
    void readOnlyEndsWhenThePoolTurnsAutoCommitOn() throws SQLException {
        try (Connection connection = ours.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            assertTrue(connection.isReadOnly());
            assertEquals(0, number(connection, "select count(*) from parent"));
            connection.commit();
            connection.setAutoCommit(true);
            assertFalse(connection.isReadOnly());
            write(connection, 1);
        }
    }

    @Test
    void savepointAsFirstActIsInsideTheTransaction() throws SQLException {
        try (Connection connection = ours.getConnection()) {
            connection.setAutoCommit(false);
            Savepoint start = connection.setSavepoint();
            write(connection, 1);
            connection.rollback(start);
            write(connection, 2);
            connection.commit();
            assertEquals(2, number(connection, "select sum(id) from parent"));
        }
    }

    @Test
    void settingsAreInForce() throws SQLException {
        try (Connection connection = ours.getConnection()) {
            assertEquals(1, number(connection, "pragma foreign_keys"));
            assertEquals(30_000, number(connection, "pragma busy_timeout"));
            assertEquals(2, number(connection, "pragma synchronous"));
        }
    }

    @Test
    void settingThatIsNotInForceIsRefused() {
        ours.setBusyTimeout(-1);
        SQLException refused = assertThrows(SQLException.class, ours::getConnection);
        assertEquals("SQLite runs with busy_timeout = 0, not -1", refused.getMessage());
    }

    @Test
    void manyOpenANewFileAtOnce() throws Exception {
        ours.setUrl("jdbc:sqlite:" + folder.resolve("new.db"));
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<Integer>> modes = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                modes.add(threads.submit(() -> {
                    try (Connection connection = ours.getConnection()) {
                        return number(connection, "pragma foreign_keys");
                    }
                }));
            }
            for (Future<Integer> mode : modes) {
                assertEquals(1, mode.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void urlOfAnotherDatabaseOrWithSettingsIsRefused() {
        ours.setUrl("jdbc:postgresql:x");
        assertThrows(SQLException.class, ours::getConnection);
        ours.setUrl("jdbc:sqlite:" + file + "?journal_mode=DELETE");
        assertThrows(SQLException.class, ours::getConnection);
    }

    @Test
    void madeFoldersAreTheOwnersOnly() throws Exception {
        for (Path made = file.getParent(); !made.equals(folder); made = made.getParent()) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        }
    }

    private DataSource stock() {
        SQLiteDataSource stock = new SQLiteDataSource();
        stock.setUrl("jdbc:sqlite:" + file);
        stock.setEnforceForeignKeys(true);
        stock.setTransactionMode("IMMEDIATE");
        stock.setBusyTimeout(50);
        return stock;
    }

    private static void write(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            run(connection, sql);
        }
    }

    private static void write(Connection connection, int id) throws SQLException {
        run(connection, "insert into parent (id) values (" + id + ")");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The vendor code of the error, or 0 when there is none. */
    private static int codeOf(Act act) {
        try {
            act.run();
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private interface Act {
        void run() throws Exception;
    }
}
