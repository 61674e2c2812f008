package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

@Timeout(60)
class PostgresqlDataSourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedPostgres postgres = EmbeddedPostgres.running();

    private PostgresqlDataSource source(String url) {
        PostgresqlDataSource source = new PostgresqlDataSource();
        source.setUrl(url);
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source;
    }

    /** The system takes connections for a process that is stopped; nobody reads what they say. */
    private static ServerSocket frozen() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    @Timeout(10)
    void aServerThatHangsIsGivenUpWithinTheTimeThatTheReadmePromises() throws Exception {
        try (ServerSocket frozen = frozen()) {
            PostgresqlDataSource source =
                    source("jdbc:postgresql://127.0.0.1:" + frozen.getLocalPort() + "/metabuilder");
            assertThrows(SQLException.class, source::getConnection);
        }
    }

    @Test
    @Timeout(10)
    void theNextHostIsUsedWhenTheFirstHangs() throws Exception {
        // For ten seconds the driver passes over a host that refused somebody: here in a test that ran before.
        source(postgres.url()).getConnection().close();
        try (ServerSocket frozen = frozen()) {
            PostgresqlDataSource source = source("jdbc:postgresql://127.0.0.1:" + frozen.getLocalPort() + ",127.0.0.1:"
                    + postgres.port() + "/metabuilder?targetServerType=primary");
            try (Connection connection = source.getConnection()) {
                assertTrue(connection.isValid(1));
            }
        }
    }

    /** Both names lead to one server: the call on the first connection goes on when the second one is opened. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&loadBalanceHosts=true"})
    void severalNamesOfOnePrimaryAreOneServer(String how) throws Exception {
        PostgresqlDataSource source = source("jdbc:postgresql://127.0.0.1:" + postgres.port() + ",localhost:"
                + postgres.port() + "/metabuilder?targetServerType=primary" + how);
        List<Connection> opened = new ArrayList<>();
        try {
            Set<String> places = new HashSet<>();
            for (int i = 0; i < 100 && places.size() < (how.isEmpty() ? 1 : 2); i++) {
                PostgresqlConnection connection = (PostgresqlConnection) source.getConnection();
                opened.add(connection);
                places.add(connection.getQueryExecutor().getHostSpec().toString());
            }
            // Without a balance, the second name is used when the first is not to be had.
            source.setUrl(source.getUrl().replaceFirst("127.0.0.1:\\d+,", ""));
            opened.add(source.getConnection());
            for (Connection connection : opened) {
                assertTrue(connection.isValid(20));
            }
        } finally {
            for (Connection connection : opened) {
                connection.close();
            }
        }
    }

    /** As when all connections of a pool are with calls that wait: nobody asks for another one. */
    @Test
    void aServerThatHangsKeepsNoStatementAndOneThatLetsNobodyInKeepsThoseThatItHas() throws Exception {
        EmbeddedPostgres other = EmbeddedPostgres.separate();
        PostgresqlDataSource source = source(other.url());
        source.setHeartbeat(Duration.ofMillis(100), 3);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            awaitHeartbeat(other);
            other.freezePostmaster();
            try {
                statement.execute("SELECT pg_sleep(5)");
            } finally {
                other.thaw();
            }
            awaitHeartbeat(other);
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

    /** Returns when the server has two sessions: that of the test, and that of the heartbeat. */
    private static void awaitHeartbeat(EmbeddedPostgres server) throws InterruptedException {
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + server.user() + "'";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String sessions = server.query(sql); !"2".equals(sessions); sessions = server.query(sql)) {
            assertTrue(System.nanoTime() - deadline < 0, sessions + " sessions after " + PATIENCE);
            Thread.sleep(50);
        }
    }

    @Test
    void statementsMayTakeLongerThanTheLogIn() throws Exception {
        try (Connection connection = source(postgres.url()).getConnection()) {
            assertEquals(300_000, connection.getNetworkTimeout());
            assertTrue(connection.unwrap(PGConnection.class).getPrepareThreshold() > 0, "prepared, on a direct way");
        }
    }

    @Test
    void aSchemaMayHaveABlankInItsName() throws Exception {
        PostgresqlDataSource source = source(postgres.createDatabase("blank-" + UUID.randomUUID()));
        source.setCurrentSchema("my schema");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"my schema\"");
            assertEquals("my schema", connection.getSchema());
        }
    }

    @Test
    void aServerWithoutTlsIsNotToldAsAPassword() {
        DatabaseUrl url = DatabaseUrl.parse(
                "--to",
                postgres.url().replace("//", "//" + postgres.user() + ":" + postgres.password() + "@")
                        + "?sslmode=require");
        String message = assertThrows(StartupException.class, () -> DatabaseCheck.run("--to", url))
                .getMessage();
        assertTrue(
                message.endsWith("refuses the connection: sslmode=require requires TLS, which it does not offer"),
                message);
        assertFalse(message.contains("PASSWORD"), message);
    }

    @Test
    void aMissingRightToTemporaryTablesIsNamed() {
        String name = "plain-" + UUID.randomUUID();
        String url = postgres.createDatabase(name);
        postgres.execute("REVOKE TEMPORARY ON DATABASE \"" + name + "\" FROM PUBLIC, " + postgres.user());
        String message = assertThrows(
                        StartupException.class,
                        () -> PostgresqlKind.check(
                                "METABUILDER_DB_URL", url, postgres.user(), postgres.password(), "public", true))
                .getMessage();
        assertTrue(message.contains("GRANT TEMPORARY ON DATABASE \"" + name + "\""), message);
    }
}
