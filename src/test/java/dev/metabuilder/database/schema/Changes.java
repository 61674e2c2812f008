package dev.metabuilder.database.schema;

import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/**
 * Runs the changelog on a database, like the pipeline, in one thread at a time, because Liquibase keeps its state in static
 * fields. It closes the given connection.
 */
public final class Changes implements AutoCloseable {

    private final Connection connection;
    private final Liquibase liquibase;

    /** Takes the connection; {@link #close()} closes it. */
    public Changes(Connection connection) throws SQLException, LiquibaseException {
        this(connection, "liquibase/changelog.yaml", "");
    }

    /** The changelog with one of the examples in {@code changing-models} after it. */
    static Changes with(Connection connection, String example) throws SQLException, LiquibaseException {
        return new Changes(connection, "changing-models/changelog.yaml", example);
    }

    private Changes(Connection connection, String changelog, String example) throws SQLException, LiquibaseException {
        this.connection = connection;
        synchronized (Changes.class) {
            liquibase = new Liquibase(
                    changelog,
                    new ClassLoaderResourceAccessor(),
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection)));
            liquibase.setChangeLogParameter("example", example);
            ChangeSetsTest.requireFit(liquibase.getDatabaseChangeLog());
        }
    }

    /** Makes one that is empty with every change: a server has to make none, which takes it seconds. */
    public static FreshDatabase database(TestDatabase kind, Path folder) throws SQLException, LiquibaseException {
        FreshDatabase database = FreshDatabase.of(kind, folder);
        try (Changes changes = new Changes(database.connect())) {
            changes.makeAll();
        }
        return database;
    }

    /** Makes every change that the database lacks. */
    public void makeAll() throws LiquibaseException {
        synchronized (Changes.class) {
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }

    /** Writes the statements that would make every change that the database lacks. */
    // One call, where what takes its place is a command with arguments by name.
    @SuppressWarnings("deprecation")
    void write(Writer sql) throws LiquibaseException {
        synchronized (Changes.class) {
            liquibase.update(new Contexts(), new LabelExpression(), sql);
        }
    }

    void makeNext() throws LiquibaseException {
        synchronized (Changes.class) {
            liquibase.update(1, new Contexts(), new LabelExpression());
        }
    }

    void undoLast() throws LiquibaseException {
        synchronized (Changes.class) {
            liquibase.rollback(1, "");
        }
    }

    /** Returns the changes that the database has, in order. */
    List<String> made() throws SQLException {
        List<String> made = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT id FROM " + Dialect.of(connection).changelogTable() + " ORDER BY orderexecuted")) {
            while (rows.next()) {
                made.add(rows.getString(1));
            }
        }
        return made;
    }

    @Override
    public void close() throws SQLException, LiquibaseException {
        synchronized (Changes.class) {
            liquibase.close();
        }
        connection.close();
    }
}
