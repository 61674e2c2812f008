package dev.metabuilder.database.testing;

import dev.metabuilder.database.server.MysqlDataSource;
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

    /** MySQL's and MariaDB's error: there is no session with this number. */
    private static final int NO_SUCH_SESSION = 1094;

    private final TestDatabase kind;
    private final String url;
    private final String user;
    private final String password;

    private FreshDatabase(TestDatabase kind, String url, String user, String password) {
        this.kind = kind;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Makes one of a kind; on SQLite as a file in the folder. */
    public static FreshDatabase of(TestDatabase kind, Path folder) {
        return switch (kind) {
            case SQLITE -> new FreshDatabase(kind, "jdbc:sqlite:" + folder.resolve("fresh.db"), "", "");
            case POSTGRESQL -> {
                EmbeddedPostgres postgres = EmbeddedPostgres.running();
                String url = postgres.createDatabase("fresh-" + UUID.randomUUID());
                yield new FreshDatabase(kind, url, postgres.user(), postgres.password());
            }
            case MYSQL, MARIADB -> {
                EmbeddedMysql mysql = kind.mysql();
                String url = mysql.createDatabase("fresh-" + UUID.randomUUID());
                yield new FreshDatabase(kind, url, mysql.user(), mysql.password());
            }
        };
    }

    /** Opens a connection, as any other program would. */
    public Connection connect() throws SQLException {
        return switch (kind) {
            case SQLITE -> {
                SqliteDataSource file = new SqliteDataSource();
                file.setUrl(url);
                yield file.getConnection();
            }
            case POSTGRESQL -> DriverManager.getConnection(url, user, password);
            case MYSQL, MARIADB -> DriverManager.getConnection(MysqlDataSource.driverUrl(url), user, password);
        };
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

    /** Keeps others from writing the records of a table, as another program would, until the transaction of the connection ends. */
    public void lock(Connection transaction, String table) throws SQLException {
        transaction.setAutoCommit(false);
        try (Statement statement = transaction.createStatement()) {
            switch (kind) {
                case SQLITE -> statement.execute("DELETE FROM " + table + " WHERE 1 = 0");
                case POSTGRESQL -> statement.execute("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
                case MYSQL, MARIADB -> {
                    statement.execute("INSERT IGNORE INTO table_locks (name) VALUES ('" + table + "')");
                    statement.execute("SELECT name FROM table_locks WHERE name = '" + table + "' FOR UPDATE");
                }
            }
        }
    }

    /** Ends all sessions of others on a server. */
    public void endSessions() throws SQLException {
        switch (kind) {
            case SQLITE -> throw new IllegalStateException("There are none.");
            // PostgreSQL's own processes, such as autovacuum, work in the database too, and may not be ended.
            case POSTGRESQL ->
                query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
            case MYSQL, MARIADB -> {
                for (String session : query("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND id <> CONNECTION_ID()")) {
                    kill(session);
                }
            }
        }
    }

    private void kill(String session) throws SQLException {
        try {
            execute("KILL " + session);
        } catch (SQLException e) {
            // It may have ended by itself meanwhile.
            if (e.getErrorCode() != NO_SUCH_SESSION) {
                throw e;
            }
        }
    }

    /** Makes inserts into a table hang, so that a test can kill the process meanwhile. */
    public void stall(String table) throws SQLException {
        switch (kind) {
            case SQLITE ->
                execute(
                        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 1000000000000) SELECT MAX(i) AS i FROM n",
                        "CREATE TRIGGER stall AFTER INSERT ON " + table + " BEGIN SELECT i FROM endless; END");
            case POSTGRESQL ->
                execute(
                        "CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$",
                        "CREATE TRIGGER stall AFTER INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION stall()");
            case MYSQL, MARIADB ->
                execute("CREATE TRIGGER stall AFTER INSERT ON " + table + " FOR EACH ROW DO SLEEP(600)");
        }
    }

    /** Lets further inserts work as before. */
    public void goOn(String table) throws SQLException {
        switch (kind) {
            case SQLITE -> execute("DROP TRIGGER stall", "DROP VIEW endless");
            case POSTGRESQL -> {
                // The session itself does not notice that its client has disconnected.
                query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                        + " AND datname = current_database()");
                execute("DROP TRIGGER stall ON " + table, "DROP FUNCTION stall()");
            }
            case MYSQL, MARIADB -> {
                for (String session : query("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND id <> CONNECTION_ID() AND state = 'User sleep'")) {
                    execute("KILL " + session);
                }
                execute("DROP TRIGGER stall");
            }
        }
    }

    /** Returns whether an insert hangs by {@link #stall}. */
    public boolean isStalled() throws SQLException {
        return switch (kind) {
            case SQLITE -> isWritten();
            case POSTGRESQL ->
                !query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
                        .isEmpty();
            case MYSQL, MARIADB ->
                !query("SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User sleep'")
                        .isEmpty();
        };
    }

    private boolean isWritten() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    /** Returns the JDBC URL with the user and the password in it, as an argument of a command. */
    public String urlWithPassword() {
        return kind == TestDatabase.SQLITE ? url : url.replace("//", "//" + user + ":" + password + "@");
    }

    /** Returns the settings with which a server uses this database. */
    public Map<String, String> settings() {
        return kind == TestDatabase.SQLITE
                ? Map.of("METABUILDER_DB", kind.id(), "METABUILDER_DB_URL", url)
                : Map.of(
                        "METABUILDER_DB", kind.id(),
                        "METABUILDER_DB_URL", url,
                        "METABUILDER_DB_USER", user,
                        "METABUILDER_DB_PASSWORD", password);
    }
}
