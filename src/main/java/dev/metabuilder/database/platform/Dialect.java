package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import org.eclipse.persistence.platform.database.DatabasePlatform;

/**
 * What a database does in a way of its own. There is a subclass for each database that the module runs on, and nothing else in
 * the module asks which database it is. Where a method is not abstract, it does what standard SQL has.
 */
public abstract class Dialect {

    private final String productName;

    /** The dialect of the database that gives itself that name. */
    Dialect(String productName) {
        this.productName = productName;
    }

    /** The one place that names the databases. */
    private static final class Known {
        static final List<Dialect> ALL = List.of(new SqliteDialect(), new PostgresqlDialect());
    }

    /**
     * Returns the dialect of a connection's database.
     *
     * @throws SQLException when the database does not answer
     * @throws IllegalStateException when it is none that the module knows
     */
    public static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return Known.ALL.stream()
                .filter(dialect -> dialect.productName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The database is " + name + ", and this build knows "
                        + Known.ALL.stream().map(Dialect::productName).collect(Collectors.joining(" and ")) + "."));
    }

    static List<Dialect> all() {
        return Known.ALL;
    }

    /** Returns the name that the database gives itself. */
    public String productName() {
        return productName;
    }

    /**
     * Returns whether the database is a file that one machine's servers have for themselves. They bring its schema up to date,
     * fill it and keep their secrets beside it, unless the operator says otherwise.
     */
    public abstract boolean isEmbedded();

    /** Returns where the database of a JDBC URL is: a file, or a host, port and name. */
    public String place(String url) {
        return url.replaceFirst("^jdbc:\\w+:(//)?", "").replaceFirst("[?].*", "");
    }

    /** Returns why the module cannot run on a database, in words for the operator, or null when it can. */
    public String unfit(Connection connection) throws SQLException {
        return null;
    }

    /** Returns whether the database takes no writes: it is a standby, is set so, or its file or folder is. */
    public abstract boolean isReadOnly(Connection connection) throws SQLException;

    /** Returns what EclipseLink needs to be told of the database. */
    public abstract DatabasePlatform eclipseLinkPlatform();

    /** Returns what the tables of a connection's schema consist of. */
    abstract SchemaStructure structure(Connection connection) throws SQLException;

    /**
     * Returns the type of a text column of the models' tables, as {@link SchemaStructure} has it.
     *
     * @param most how many characters it may have at most, {@link Integer#MAX_VALUE} for any number
     */
    public abstract String storedText(int most);

    /** Returns the database for Liquibase. */
    public Database liquibaseDatabase(JdbcConnection connection) throws LiquibaseException {
        return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection);
    }

    /**
     * Waits for the turn to migrate, and takes it.
     *
     * @param say gets a message if that takes long, with who holds the lock
     */
    public abstract MigrationLock lockMigration(Consumer<String> say) throws SQLException;

    /**
     * Makes the transaction that begins now one snapshot of the database. It is a matter of the transaction and not of the
     * session, which a pooler gives to others.
     */
    public abstract void beginSnapshot(Connection connection) throws SQLException;

    /** Returns the statement with which a transaction begins that changes many rows. */
    public abstract String beforeManyChanges();

    /** Returns the statement that ends what {@link #beforeManyChanges()} began, where the transaction changes no more rows. */
    public abstract String afterManyChanges();

    /** Takes locks, in the given order. */
    public abstract void lock(Statement statement, List<TableLock> locks) throws SQLException;

    /** Returns a statement that takes locks first, as {@link #lock} does, in the same round trip. */
    abstract String locked(List<TableLock> locks, String statement);

    /**
     * Takes locks and writes a row.
     *
     * @return what is made of the row that was written, null when none was
     */
    public <R> R write(Connection connection, List<TableLock> locks, RowWrite write, RowWrite.Reading<R> reading)
            throws SQLException {
        String sql = locked(locks, write.statement() + " RETURNING " + String.join(", ", write.columns()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < write.parameters().size(); i++) {
                statement.setObject(i + 1, write.parameters().get(i));
            }
            boolean isResult = statement.execute();
            while (!isResult) {
                // That of a lock.
                isResult = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                R result = row.next() ? reading.of(row) : null;
                // To its end: on SQLite a statement that writes is done then.
                row.next();
                return result;
            }
        }
    }

    /** Returns what makes a SELECT keep its rows from being deleted until the transaction ends. */
    abstract String keepingRows();

    /** Returns the statements that write single records. */
    public RecordSql recordSql() {
        return new RecordSql(keepingRows());
    }

    /**
     * Takes the lock of that name until the transaction ends, and returns whether nobody else has it. Where a write
     * transaction is the lock on everything, there is nothing to take, and the transaction is not asked for.
     */
    public abstract boolean lockName(Supplier<Connection> transaction, long name) throws SQLException;

    /** Returns whether who writes to temporary tables keeps nobody from writing. */
    public abstract boolean stagesAside();

    /**
     * Makes a temporary table, unless it is there. Who uses it {@linkplain #discard discards} it.
     *
     * @param columns in SQL
     * @param key the columns by which rows are found
     */
    public abstract void createTemporary(Statement statement, String name, String columns, String key)
            throws SQLException;

    /** Leaves nothing of temporary tables behind for the next who has the connection. */
    public abstract void discard(Statement statement, List<String> tables) throws SQLException;

    /** Returns the type of a column of a temporary table that keeps values of a class. */
    public String temporaryType(Class<?> type) {
        return type == Long.class
                ? "BIGINT"
                : type == Integer.class ? "INTEGER" : type == Boolean.class ? "BOOLEAN" : temporaryText();
    }

    /** Returns the type of a column of a temporary table that keeps text, which compares by code points. */
    abstract String temporaryText();

    /** Returns the statements that judge what stands in temporary tables. */
    public StagingCheckSql stagingChecks() {
        return new StagingCheckSql();
    }

    /** Returns the statements that make rows be as they stand in temporary tables. */
    public StagingWriteSql stagingWrites() {
        return new StagingWriteSql();
    }

    /**
     * Begins to add many rows to columns of a table, by the fastest way that the database has.
     *
     * @param alone whether nothing else uses the connection until the end; else it is free for others between two calls
     * @throws SQLException when there is no such table
     */
    public abstract BulkInsert bulkInsert(Connection connection, String table, List<String> columns, boolean alone)
            throws SQLException;

    /** Returns the column, which every table has, that tells in which order rows were added, as far as the database keeps it. */
    public abstract String insertionOrder();

    /**
     * Returns what a driver's exception tells of, or null when this database has none such.
     *
     * @param state its SQLState, empty when it has none
     * @param code the driver's own code
     * @param message its message
     */
    abstract DatabaseFailure failure(String state, int code, String message);

    /** Returns what the text of a commit that has failed tells of, or null when it is none of this database. */
    abstract DatabaseFailure failureOfCommit(String text);
}
