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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

@Timeout(60)
class PostgresqlDataSourceTest {

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
        try (ServerSocket frozen = frozen()) {
            PostgresqlDataSource source = source("jdbc:postgresql://127.0.0.1:" + frozen.getLocalPort() + ",127.0.0.1:"
                    + postgres.port() + "/metabuilder?targetServerType=primary");
            try (Connection connection = source.getConnection()) {
                assertTrue(connection.isValid(1));
            }
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
                message.endsWith("refuses the connection: sslmode=require wants TLS, which it does not offer"),
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
                        () -> DatabaseCheck.postgresql(
                                "METABUILDER_DB_URL", url, postgres.user(), postgres.password(), "public", true))
                .getMessage();
        assertTrue(message.contains("GRANT TEMPORARY ON DATABASE \"" + name + "\""), message);
    }
}
