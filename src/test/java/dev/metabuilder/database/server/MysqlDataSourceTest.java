package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.EmbeddedMysql;
import dev.metabuilder.database.testing.EmbeddedMysql.Flavour;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MysqlDataSourceTest {

    private final EmbeddedMysql mysql = EmbeddedMysql.running(Flavour.MYSQL);

    private MysqlDataSource source(String hosts) throws SQLException {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl("jdbc:mysql://" + hosts + "/metabuilder");
        source.setUser(mysql.user());
        source.setPassword(mysql.password());
        return source;
    }

    private static String host(EmbeddedMysql server) {
        return "127.0.0.1:" + server.port();
    }

    /** The system takes connections for a process that is stopped; nobody reads what they say. */
    private static ServerSocket frozen() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static String port(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@port")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    @Timeout(10)
    void aServerThatHangsIsGivenUpAndTheNextHostIsUsed() throws Exception {
        try (ServerSocket frozen = frozen()) {
            String hangs = "127.0.0.1:" + frozen.getLocalPort();
            assertThrows(SQLException.class, source(hangs)::getConnection);
            try (Connection connection = source(hangs + "," + host(mysql)).getConnection()) {
                assertTrue(connection.isValid(1));
            }
        }
    }

    @Test
    void theHostThatTakesWritesIsUsedAndOneThatTakesNoneAnyMoreIsGivenUp() throws Exception {
        EmbeddedMysql other = EmbeddedMysql.separate(Flavour.MARIADB);
        other.execute("SET GLOBAL read_only = ON");
        try {
            MysqlDataSource both = source(host(other) + "," + host(mysql));
            try (Connection writes = both.getConnection()) {
                assertEquals(Integer.toString(mysql.port()), port(writes));
                assertTrue(writes.isValid(0));
            }
            try (Connection reads = source(host(other)).getConnection()) {
                assertTrue(reads.isValid(0), "there is no other");
            }
            mysql.execute("SET GLOBAL read_only = ON");
            try (Connection first = both.getConnection()) {
                assertEquals(Integer.toString(other.port()), port(first), "none takes writes");
                assertTrue(first.isValid(0));
                Thread.sleep(2_000);
                assertFalse(first.isValid(0), "one may by now");
            } finally {
                mysql.execute("SET GLOBAL read_only = OFF");
            }
            other.execute("SET GLOBAL read_only = OFF");
            try (Connection first = both.getConnection()) {
                assertEquals(Integer.toString(other.port()), port(first));
                other.execute("SET GLOBAL read_only = ON");
                assertFalse(first.isValid(0));
            }
        } finally {
            other.stop();
        }
    }

    /** As when all connections of a pool are with calls that wait: nobody asks for another one. */
    @Test
    void aServerThatHangsKeepsNoStatement() throws Exception {
        EmbeddedMysql other = EmbeddedMysql.separate(Flavour.MYSQL);
        MysqlDataSource source = source(host(other));
        source.setHeartbeat(Duration.ofMillis(100), 3);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DO SLEEP(5)");
            other.freeze();
            long begun = System.nanoTime();
            try {
                SQLException cut = assertThrows(SQLException.class, () -> statement.execute("SELECT 1"));
                assertTrue(cut.getSQLState().startsWith("08"), cut.getSQLState());
                assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) < 30, "cut late");
            } finally {
                other.thaw();
            }
            source.getConnection().close();
        } finally {
            other.stop();
        }
    }

    @Test
    void variablesOfTheUrlComeBesideOurOwn() throws Exception {
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(mysql.url() + "?a=b&sessionVariables=innodb_lock_wait_timeout=7&tcpKeepAlive=true");
        source.setUser(mysql.user());
        source.setPassword(mysql.password());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@innodb_lock_wait_timeout, @@lock_wait_timeout,"
                        + " @@sql_mode LIKE '%ANSI_QUOTES%'")) {
            assertTrue(row.next());
            assertEquals("7 30 1", row.getString(1) + ' ' + row.getString(2) + ' ' + row.getString(3));
        }
    }

    @Test
    void statementsMayTakeLongerThanTheLogIn() throws Exception {
        try (Connection connection = source(host(mysql)).getConnection()) {
            assertEquals(300_000, connection.getNetworkTimeout());
        }
    }

    @Test
    void theTextOfAFailedCommitBeginsWithItsCode() throws Exception {
        try (Connection connection = source(host(mysql)).getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("START TRANSACTION");
            mysql.execute("KILL " + ((MysqlConnection) connection).getThreadId());
            SQLException lost = assertThrows(SQLException.class, connection::commit);
            assertTrue(lost.getMessage().matches("(?s)(SQLState 08\\w+|Error \\d+ \\(\\w+\\)): .*"), lost.getMessage());
        }
    }
}
