package dev.metabuilder.database.testing;

import dev.metabuilder.database.server.SqliteDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An empty database for one test. */
public final class FreshDatabase {

    private final TestDatabase kind;
    private final String url;
    private final EmbeddedPostgres postgres;

    private FreshDatabase(TestDatabase kind, String url, EmbeddedPostgres postgres) {
        this.kind = kind;
        this.url = url;
        this.postgres = postgres;
    }

    /** Makes one of a kind; on SQLite as a file in the folder. */
    public static FreshDatabase of(TestDatabase kind, Path folder) {
        return switch (kind) {
            case SQLITE -> new FreshDatabase(kind, "jdbc:sqlite:" + folder.resolve("fresh.db"), null);
            case POSTGRESQL -> {
                EmbeddedPostgres postgres = EmbeddedPostgres.running();
                yield new FreshDatabase(kind, postgres.createDatabase("fresh-" + UUID.randomUUID()), postgres);
            }
        };
    }

    /** Opens a connection, as any other program would. */
    public Connection connect() throws SQLException {
        if (kind == TestDatabase.POSTGRESQL) {
            return DriverManager.getConnection(url, postgres.user(), postgres.password());
        }
        SqliteDataSource file = new SqliteDataSource();
        file.setUrl(url);
        return file.getConnection();
    }

    /** Carries out statements in one transaction. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** Returns the first column of a query's rows. */
    public List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Makes inserts into a table hang, so that a test can kill the process meanwhile. */
    public void stall(String table) throws SQLException {
        if (kind == TestDatabase.SQLITE) {
            execute(
                    "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                            + " WHERE i < 1000000000000) SELECT MAX(i) AS i FROM n",
                    "CREATE TRIGGER stall AFTER INSERT ON " + table + " BEGIN SELECT i FROM endless; END");
        } else {
            execute(
                    "CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$",
                    "CREATE TRIGGER stall AFTER INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION stall()");
        }
    }

    /** Lets further inserts work as before. */
    public void goOn(String table) throws SQLException {
        if (kind == TestDatabase.SQLITE) {
            execute("DROP TRIGGER stall", "DROP VIEW endless");
        } else {
            // The session itself does not notice that its client has disconnected.
            query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                    + " AND datname = current_database()");
            execute("DROP TRIGGER stall ON " + table, "DROP FUNCTION stall()");
        }
    }

    /** Returns the settings with which a server uses this database. */
    public Map<String, String> settings() {
        return kind == TestDatabase.SQLITE
                ? Map.of("METABUILDER_DB", kind.id(), "METABUILDER_DB_URL", url)
                : Map.of(
                        "METABUILDER_DB", kind.id(),
                        "METABUILDER_DB_URL", url,
                        "METABUILDER_DB_USER", postgres.user(),
                        "METABUILDER_DB_PASSWORD", postgres.password());
    }
}
