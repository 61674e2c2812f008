package dev.metabuilder.database.server;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A kind of database that the server can run on: which settings it takes, and how the database is checked before the server boots.
 * There is a subclass for each, and this is the one place that lists them.
 */
abstract class DatabaseKind {

    private final String name;
    private final int poolSize;

    /**
     * A kind.
     *
     * @param name as METABUILDER_DB and the pools of {@code server-config/domain.xml} have it
     * @param poolSize the most connections where the operator says nothing
     */
    DatabaseKind(String name, int poolSize) {
        this.name = name;
        this.poolSize = poolSize;
    }

    private static final class Known {
        static final List<DatabaseKind> ALL = List.of(new SqliteKind(), new PostgresqlKind());
    }

    /**
     * Returns the kind of that name.
     *
     * @throws StartupException when there is none
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

    /** Returns the name, as METABUILDER_DB has it. */
    String name() {
        return name;
    }

    /** Returns the most connections where the operator says nothing. */
    int poolSize() {
        return poolSize;
    }

    /** Checks the setting METABUILDER_DB_URL beyond its beginning, which is checked already. */
    void checkUrl() {}

    /** Returns the form of a JDBC URL of this kind, in words. */
    abstract String jdbcForm();

    /** Returns the form of a URL of this kind in Prisma's DATABASE_URL, in words. */
    abstract String prismaForm();

    /** Reads a URL, in any of the forms that there are; null when it is none of this kind. */
    abstract DatabaseUrl parse(String url);

    /**
     * Checks that the database of the settings can be reached and used.
     *
     * @throws StartupException when it cannot
     */
    abstract void check();

    /**
     * Checks that a database which is only to be read can be reached; nothing is changed, made or locked.
     *
     * @param option the option that it was given with
     * @throws StartupException when it cannot
     */
    abstract void check(String option, DatabaseUrl other);

    /** Returns a source of read-only connections to a database, for a command that reads it beside the server's own. */
    abstract DataSource reading(DatabaseUrl other);

    /**
     * Writes a copy of the database of the settings.
     *
     * @return how many bytes the copy has
     * @throws StartupException when this kind of database has its own tool for that, or the copy cannot be made
     */
    abstract long backup(OutputFile target, ProgressLine progress);

    /**
     * Checks that the database of the settings is there, because opening it would create it.
     *
     * @param exitCode the exit code when it is not
     * @throws StartupException when it is not
     */
    void requireFile(int exitCode) {}

    /** Returns what an operator is to know of files that others may look into. */
    List<String> openToOthers() throws IOException {
        return List.of();
    }

    static StartupException failed(String message, Exception cause) {
        return new StartupException(StartupException.FAILED, message, cause);
    }
}
