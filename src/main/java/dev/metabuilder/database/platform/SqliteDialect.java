package dev.metabuilder.database.platform;

import dev.metabuilder.database.vendor.SqlitePlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import liquibase.database.Database;
import liquibase.database.core.SQLiteDatabase;
import liquibase.database.jvm.JdbcConnection;
import org.eclipse.persistence.platform.database.DatabasePlatform;

/** SQLite 3.35 or later. A write transaction locks the whole database, and every transaction reads a snapshot. */
final class SqliteDialect extends Dialect {

    private static final int KILOBYTES = 2_000;
    private static final int KILOBYTES_FOR_MANY = 64_000;

    SqliteDialect() {
        super("SQLite");
    }

    @Override
    public String changelogName() {
        return "sqlite";
    }

    @Override
    public boolean isEmbedded() {
        return true;
    }

    /** Returns the path: a file may have a question mark in its name, and its URL has no settings. */
    @Override
    public String place(String url) {
        return url.replaceFirst("^jdbc:sqlite:", "");
    }

    @Override
    public boolean isReadOnly(Connection connection) throws SQLException {
        Path file = file(connection);
        // SQLite also writes its log to the folder.
        return file != null && !(Files.isWritable(file) && Files.isWritable(file.getParent()));
    }

    /** Returns the file that SQLite itself reports, or null if the database is in memory. */
    static Path file(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            return row.next() && !row.getString(1).isEmpty() ? Path.of(row.getString(1)) : null;
        }
    }

    @Override
    public DatabasePlatform eclipseLinkPlatform() {
        return new SqlitePlatform();
    }

    @Override
    SchemaStructure structure(Connection connection) throws SQLException {
        return SqliteTables.read(connection);
    }

    @Override
    public String storedText(int most) {
        return most == Integer.MAX_VALUE ? "TEXT" : "VARCHAR(" + most + ")";
    }

    /** The only writer takes the number of its set, which is the id too. */
    @Override
    public String storedChangeSetId() {
        return "BIGINT NOT NULL";
    }

    @Override
    public Database liquibaseDatabase(JdbcConnection connection) {
        Database database = new Transactional();
        database.setConnection(connection);
        return database;
    }

    /** Tells Liquibase that SQLite rolls back DDL; otherwise Liquibase would commit each statement. */
    private static final class Transactional extends SQLiteDatabase {

        @Override
        public boolean supportsDDLInTransaction() {
            return true;
        }
    }

    @Override
    public MigrationLock lockMigration(Consumer<String> say) throws SQLException {
        Path file;
        try (Connection connection = ConnectionPool.connection()) {
            file = file(connection);
        }
        return SqliteMigrationLock.take(file, say);
    }

    @Override
    public void beginSnapshot(Connection connection) {
        // Every transaction reads a snapshot.
    }

    /**
     * Raises SQLite's cache of pages: with its default of 2 MB it would write and read most pages more than once. After a
     * failed change, the connection may keep the larger cache until it is closed.
     */
    @Override
    public String beforeManyChanges() {
        return "PRAGMA cache_size = -" + KILOBYTES_FOR_MANY;
    }

    @Override
    public String afterManyChanges() {
        return "PRAGMA cache_size = -" + KILOBYTES;
    }

    @Override
    public void lock(Statement statement, List<TableLock> locks) {
        // The write transaction already locks the database.
    }

    @Override
    String locked(List<TableLock> locks, String statement) {
        return statement;
    }

    @Override
    public HistorySql historySql() {
        return new SqliteHistorySql();
    }

    @Override
    String keepingRows() {
        return "";
    }

    @Override
    String lockingRows() {
        return "";
    }

    @Override
    public boolean lockName(Supplier<Connection> transaction, long name) {
        return true;
    }

    /** SQLite has one writer, even for temporary tables. */
    @Override
    public boolean stagesAside() {
        return false;
    }

    @Override
    public void createTemporary(Statement statement, String name, String columns, String key) throws SQLException {
        statement.execute(
                "CREATE TEMPORARY TABLE IF NOT EXISTS " + name + " (" + columns + ", PRIMARY KEY (" + key + "))");
    }

    @Override
    public void discard(Statement statement, List<String> tables) throws SQLException {
        for (String table : tables) {
            statement.execute("DELETE FROM " + table);
        }
    }

    @Override
    String temporaryText() {
        return "TEXT";
    }

    @Override
    public BulkInsert bulkInsert(Connection connection, String table, List<String> columns, boolean alone)
            throws SQLException {
        return new PreparedInsert(connection, table, columns);
    }

    @Override
    public String insertionOrder() {
        return "rowid";
    }

    @Override
    DatabaseFailure failure(String state, int code, String message) {
        return SqliteFailures.of(state, code, message);
    }

    @Override
    DatabaseFailure failureOfCommit(String text) {
        return SqliteFailures.ofCommit(text);
    }
}
