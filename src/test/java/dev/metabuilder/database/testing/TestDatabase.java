package dev.metabuilder.database.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The databases that the integration tests run on: one a run, chosen by the system property metabuilder.test.database. */
public enum TestDatabase {
    SQLITE,
    POSTGRESQL,
    MYSQL,
    MARIADB;

    /** The one of this run, in the test's JVM; SQLite where nothing is said, as in an IDE. */
    public static TestDatabase current() {
        return valueOf(System.getProperty("metabuilder.test.database", "sqlite").toUpperCase(Locale.ROOT));
    }

    /** As METABUILDER_DB and the pools of server-config/domain.xml say it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The table in which Liquibase notes what was done; MySQL and MariaDB tell its name from the same in small letters. */
    public String changelogTable() {
        return isMysqlOrMariadb() ? "DATABASECHANGELOG" : "databasechangelog";
    }

    public boolean isMysqlOrMariadb() {
        return this == MYSQL || this == MARIADB;
    }

    /** The server of this database, where it is MySQL or MariaDB. */
    EmbeddedMysql mysql() {
        return EmbeddedMysql.running(EmbeddedMysql.Flavour.valueOf(name()));
    }

    /**
     * The environment of a server that is to use this database.
     *
     * @param data the server's data folder, with the file of SQLite
     */
    public Map<String, String> environment(Path data) {
        var environment = new HashMap<String, String>();
        environment.put("METABUILDER_DB", id());
        environment.put("METABUILDER_DATA_DIR", data.toString());
        environment.put("METABUILDER_SERVICE_TOKEN", InServer.SERVICE_TOKEN);
        environment.put("METABUILDER_MIGRATE", "update");
        environment.put("METABUILDER_INITIALIZE", "false");
        // Each test has an address of its own, so that its failed log-ins throttle no other test.
        environment.put("METABUILDER_PROXIES", "127.0.0.1");
        switch (this) {
            case SQLITE -> environment.put("METABUILDER_DB_URL", "jdbc:sqlite:" + data.resolve("metabuilder.db"));
            case POSTGRESQL -> {
                var postgres = EmbeddedPostgres.running();
                environment.put("METABUILDER_DB_URL", postgres.url());
                environment.put("METABUILDER_DB_USER", postgres.user());
                environment.put("METABUILDER_DB_PASSWORD", postgres.password());
                environment.put("METABUILDER_DB_SCHEMA", "public");
            }
            case MYSQL, MARIADB -> {
                var mysql = mysql();
                environment.put("METABUILDER_DB_URL", mysql.url());
                environment.put("METABUILDER_DB_USER", mysql.user());
                environment.put("METABUILDER_DB_PASSWORD", mysql.password());
            }
        }
        return environment;
    }
}
