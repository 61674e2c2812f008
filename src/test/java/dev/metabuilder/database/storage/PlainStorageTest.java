package dev.metabuilder.database.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.server.SqliteDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transactions of a process without a server. */
class PlainStorageTest {

    private final SqliteDataSource database = new SqliteDataSource();
    private final PlainStorage storage = new PlainStorage();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTable() throws SQLException {
        database.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        ConnectionPool.replaceBy(database);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE things (id INTEGER)");
        }
    }

    @AfterEach
    void close() {
        storage.close();
        ConnectionPool.replaceBy(null);
    }

    private Void insert() {
        try (Statement statement = storage.inTransaction().createStatement()) {
            statement.execute("INSERT INTO things VALUES (1)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return null;
    }

    private String count() {
        return storage.query("SELECT count(*) FROM things");
    }

    @Test
    void workIsCommittedAtItsEnd() {
        storage.transact(() -> {
            insert();
            assertEquals("1", count(), "a read sees what its transaction wrote");
            return null;
        });
        assertEquals("1", count());
    }

    @Test
    void workThatFailsIsRolledBack() {
        assertThrows(
                IllegalStateException.class,
                () -> storage.transact(() -> {
                    insert();
                    throw new IllegalStateException();
                }));
        storage.close();
        assertEquals("0", count());
    }

    @Test
    void afterAFailedCommitNobodyPromisesThatNothingWasDone() {
        ConnectionPool.replaceBy((DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> failingAtCommit(database.getConnection())));
        UnavailableException thrown = assertThrows(UnavailableException.class, () -> storage.transact(this::insert));
        assertEquals(
                "The database failed at the commit: whether the work was done is not known. Look before you repeat it.",
                thrown.getMessage());
    }

    private static Connection failingAtCommit(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PlainStorageTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        throw new SQLException("This connection has been closed.", "08003");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
