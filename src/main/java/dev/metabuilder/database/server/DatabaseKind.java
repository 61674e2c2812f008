package dev.metabuilder.database.server;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A kind of database that the server can run on: its settings, and its check before the server boots. Each has a subclass,
 * and only this class lists them.
 */
abstract class DatabaseKind {

    private final String name;
    private final int poolSize;

    /**
     * Makes a kind.
     *
     * @param name its name in METABUILDER_DB and in {@code server-config/domain.xml}
     * @param poolSize the default of the maximum number of connections
     */
    DatabaseKind(String name, int poolSize) {
        this.name = name;
        this.poolSize = poolSize;
    }

    private static final class Known {
        static final List<DatabaseKind> ALL =
                List.of(new SqliteKind(), new PostgresqlKind(), MysqlKind.mysql(), MysqlKind.mariadb());
    }

    /**
     * Returns the kind with a name.
     *
     * @throws StartupException if there is none
     */
    static DatabaseKind of(String name) {
        return Known.ALL.stream()
                .filter(kind -> kind.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new StartupException(
                        StartupException.WRONG_SETTING,
                        "METABUILDER_DB must be "
                                + Known.ALL.stream().map(DatabaseKind::name).collect(Collectors.joining(" or "))
                                + ", not " + name,
                        null));
    }

    static List<DatabaseKind> all() {
        return Known.ALL;
    }

    /** Returns the name in METABUILDER_DB. */
    String name() {
        return name;
    }

    /** Returns the default of the maximum number of connections. */
    int poolSize() {
        return poolSize;
    }

    /** Checks the setting METABUILDER_DB_URL, whose beginning has been checked already. */
    void checkUrl() {}

    /** Returns the form of a JDBC URL of this kind, in words. */
    abstract String jdbcForm();

    /** Returns the form of a URL of this kind in Prisma's DATABASE_URL, in words. */
    abstract String prismaForm();

    /** Parses a URL of any form; returns null if it is not of this kind. */
    abstract DatabaseUrl parse(String url);

    /**
     * Checks that the database of the settings can be reached and used.
     *
     * @throws StartupException if it can't
     */
    abstract void check();

    /**
     * Checks that a database which a command only reads can be reached. The check changes, creates and locks nothing.
     *
     * @param option the option with its URL
     * @throws StartupException if it can't
     */
    abstract void check(String option, DatabaseUrl other);

    /** Returns a source of read-only connections to a database, for a command that reads it beside the server's own. */
    abstract DataSource reading(DatabaseUrl other);

    /**
     * Returns the backup of the database of the settings.
     *
     * @throws StartupException if this kind of database has its own tool for that
     */
    abstract Backup backup();

    /** A backup of a database. */
    @FunctionalInterface
    interface Backup {
        /**
         * Writes a copy of the database.
         *
         * @return how many bytes the copy has
         * @throws StartupException if the copy can't be made
         */
        long write(OutputFile target, ProgressLine progress);
    }

    /**
     * Checks that the database of the settings exists, because opening it would create it.
     *
     * @param exitCode the exit code if it does not
     * @throws StartupException if it does not
     */
    void requireFile(int exitCode) {}

    /** Returns warnings for the operator about files that other users can read. */
    List<String> openToOthers() throws IOException {
        return List.of();
    }

    static StartupException failed(String message, Exception cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
