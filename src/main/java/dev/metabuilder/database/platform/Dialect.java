package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
 * The differences between databases. Each supported database has a subclass, and no other code in the module asks which
 * database it is. A method that is not abstract uses standard SQL. It is long,
 * since it lists every difference.
 */
public abstract class Dialect {

    private final String productName;

    /** The dialect of the database that reports this product name. */
    Dialect(String productName) {
        this.productName = productName;
    }

    /** The only place that lists the databases. */
    private static final class Known {
        static final List<Dialect> ALL =
                List.of(new SqliteDialect(), new MysqlDialect(), new MariadbDialect(), new PostgresqlDialect());
    }

    /**
     * Returns the dialect of a connection's database.
     *
     * @throws SQLException if the database does not answer
     * @throws IllegalStateException if the module does not support it
     */
    public static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return Known.ALL.stream()
                .filter(dialect -> dialect.productName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The database is " + name + ", and this build knows "
                        + Known.ALL.stream().map(Dialect::productName).collect(Collectors.joining(" and ")) + "."));
    }

    /** Returns the name that the database has in the changelog, and in JDBC URLs. */
    public abstract String changelogName();

    /** Returns the table in which Liquibase notes which changes were made; that of its lock has {@code LOCK} after it. */
    public String changelogTable() {
        return "databasechangelog";
    }

    static List<Dialect> all() {
        return Known.ALL;
    }

    /** Returns the product name that the database reports. */
    public String productName() {
        return productName;
    }

    /**
     * Returns whether the database is a file that only the servers of one machine use. Unless the operator decides
     * otherwise, they migrate its schema, fill it and keep their secrets beside it.
     */
    public abstract boolean isEmbedded();

    /** Returns the place of a JDBC URL's database: a file, or a host, port and name. */
    public String place(String url) {
        return url.replaceFirst("^jdbc:\\w+:(//)?", "").replaceFirst("[?].*", "");
    }

    /** Returns why the module can't run on a database, in words for the operator, or null if it can. */
    public String unfit(Connection connection) throws SQLException {
        return null;
    }

    /** Returns whether the database is read-only: it is a standby, is configured so, or its file or folder is read-only. */
    public abstract boolean isReadOnly(Connection connection) throws SQLException;

    /** Returns the database's platform for EclipseLink. */
    public abstract DatabasePlatform eclipseLinkPlatform();

    /** Reads the structure of a connection's schema. */
    abstract SchemaStructure structure(Connection connection) throws SQLException;

    /**
     * Returns the type of a text column in the models' tables, in the form of {@link SchemaStructure}.
     *
     * @param most the maximum number of characters, {@link Integer#MAX_VALUE} for any number
     */
    public abstract String storedText(int most);

    /** Returns the type of the id of a set of changes, in the form of {@link SchemaStructure}: the database generates it. */
    public String storedChangeSetId() {
        return "BIGINT NOT NULL GENERATED";
    }

    /** Returns the database for Liquibase. */
    public Database liquibaseDatabase(JdbcConnection connection) throws LiquibaseException {
        return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection);
    }

    /**
     * Waits for the migration lock, and takes it.
     *
     * @param say gets a message that names the holder if the wait is long
     */
    public abstract MigrationLock lockMigration(Consumer<String> say) throws SQLException;

    /**
     * Makes the transaction that begins now read from one snapshot. The setting is that of the transaction, because a pooler
     * may give the session to others.
     */
    public abstract void beginSnapshot(Connection connection) throws SQLException;

    /** Returns the first statement of a transaction that changes many rows. */
    public abstract String beforeManyChanges();

    /**
     * Returns the statement that reverts {@link #beforeManyChanges()} after the last change of the transaction.
     */
    public abstract String afterManyChanges();

    /** Takes locks, in the given order. */
    public abstract void lock(Statement statement, List<TableLock> locks) throws SQLException;

    /** Returns a statement that first takes locks, as {@link #lock} does, in the same round trip. */
    abstract String locked(List<TableLock> locks, String statement);

    /**
     * Takes the lock on a table that who writes one of its rows, or locks it, needs beside the row. Most databases take it with
     * the row.
     */
    public void lockForRow(Supplier<Connection> transaction, String table) throws SQLException {
        // Taken with the row.
    }

    /** Returns whether a reference is judged when it is written, and not when the transaction ends. */
    public boolean judgesReferencesAtOnce() {
        return false;
    }

    /** Returns whether the driver sends the statements of a text together, and so in one round trip. */
    boolean sendsTogether() {
        return false;
    }

    /** Locks the row of a write, and passes it on as it is before. */
    final void readBefore(Connection connection, RowWrite write) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(write.query() + lockingRows())) {
            select.setString(1, write.key());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    write.before().take(row);
                }
            }
        }
    }

    /**
     * Takes locks and writes a row.
     *
     * @return what the reading makes of the written row, or null if no row was written
     */
    public <R> R write(Connection connection, List<TableLock> locks, RowWrite write, RowWrite.Reading<R> reading)
            throws SQLException {
        boolean readsFirst = write.before() != null && sendsTogether();
        if (write.before() != null && !readsFirst) {
            readBefore(connection, write);
        }
        String sql = write.statement() + " RETURNING " + String.join(", ", write.columns());
        List<Object> parameters = new ArrayList<>(write.parameters());
        if (readsFirst) {
            sql = write.query() + lockingRows() + "; " + sql;
            parameters.add(0, write.key());
        }
        try (PreparedStatement statement = connection.prepareStatement(locked(locks, sql))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            boolean isResult = statement.execute();
            while (!isResult) {
                // This is the result of a lock.
                isResult = statement.getMoreResults();
            }
            if (readsFirst) {
                try (ResultSet row = statement.getResultSet()) {
                    if (row.next()) {
                        write.before().take(row);
                    }
                }
                statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                R result = row.next() ? reading.of(row) : null;
                // It reads to the end, because on SQLite a writing statement ends only then.
                row.next();
                return result;
            }
        }
    }

    /** Carries out statements in turn, in as few round trips as the database allows. */
    public void run(Connection connection, List<SqlCall> calls) throws SQLException {
        for (SqlCall call : calls) {
            run(connection, call);
        }
    }

    static void run(Connection connection, SqlCall call) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(call.sql())) {
            for (int i = 0; i < call.parameters().size(); i++) {
                statement.setObject(i + 1, call.parameters().get(i));
            }
            statement.execute();
        }
    }

    /** Returns the statements that write the history of changes. */
    public abstract HistorySql historySql();

    /** Returns the clause of a SELECT that locks its rows against deletion until the transaction ends. */
    abstract String keepingRows();

    /** Returns the clause of a SELECT that locks its rows against any change until the transaction ends. */
    String lockingRows() {
        return " FOR UPDATE";
    }

    /** Returns the statements that write single records. */
    public RecordSql recordSql() {
        return new RecordSql(keepingRows(), lockingRows());
    }

    /**
     * Takes a named lock until the transaction ends, and returns whether nobody else had it. If every write transaction
     * locks the whole database, this does nothing, and does not call the supplier.
     */
    public abstract boolean lockName(Supplier<Connection> transaction, long name) throws SQLException;

    /** Returns whether a transaction that writes only to temporary tables lets others write. */
    public abstract boolean stagesAside();

    /**
     * Makes a temporary table, unless it exists. Its user must {@linkplain #discard discard} it.
     *
     * @param columns the columns, in SQL
     * @param key the columns by which queries find rows
     */
    public abstract void createTemporary(Statement statement, String name, String columns, String key)
            throws SQLException;

    /**
     * Makes the temporary tables that the statements of this database need beside those that all have, unless they are there.
     *
     * @return their names
     */
    public List<String> createHelpers(Statement statement) throws SQLException {
        return List.of();
    }

    /** Removes temporary tables or their rows, for the next user of the connection. */
    public abstract void discard(Statement statement, List<String> tables) throws SQLException;

    /** Returns the type of a column of a temporary table that keeps keys, and values that are compared as they are. */
    public String temporaryKey() {
        return temporaryText();
    }

    /** Returns the type of a temporary table's column for values of a class. */
    public String temporaryType(Class<?> type) {
        return type == Long.class
                ? "BIGINT"
                : type == Integer.class ? "INTEGER" : type == Boolean.class ? "BOOLEAN" : temporaryText();
    }

    /** Returns the type of a temporary table's column for text, which it compares by code points. */
    abstract String temporaryText();

    /** Returns the statements that check staged rows. */
    public StagingCheckSql stagingChecks() {
        return new StagingCheckSql();
    }

    /** Returns the statements that merge staged rows into tables. */
    public StagingWriteSql stagingWrites() {
        return new StagingWriteSql();
    }

    /** Returns the statements that keep and compare the rows that a replacement may change. */
    public StagingHistorySql stagingHistory() {
        return new StagingHistorySql();
    }

    /**
     * Begins to insert many rows into a table, in the fastest way that the database has.
     *
     * @param alone whether nobody else uses the connection until the end; otherwise others may use it between two calls
     * @throws SQLException if there is no such table
     */
    public abstract BulkInsert bulkInsert(Connection connection, String table, List<String> columns, boolean alone)
            throws SQLException;

    /**
     * Returns the column of every table that has the order of insertion, if the database keeps that order.
     */
    public abstract String insertionOrder();

    /**
     * Returns the failure of a driver's exception, or null if this database does not know it.
     *
     * @param state its SQLState, empty if it has none
     * @param code the driver's own code
     * @param message its message
     */
    abstract DatabaseFailure failure(String state, int code, String message);

    /** Returns the failure of a commit by its text, or null if this database does not know it. */
    abstract DatabaseFailure failureOfCommit(String text);
}
