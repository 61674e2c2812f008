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
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.postgresql.PGConnection;

/** PostgreSQL 14 or later. */
final class PostgresqlDialect extends Dialect {

    PostgresqlDialect() {
        super("PostgreSQL");
    }

    @Override
    public String changelogName() {
        return "postgresql";
    }

    @Override
    public boolean isEmbedded() {
        return false;
    }

    @Override
    public String unfit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            String encoding = row.getString(1);
            return encoding.equals("UTF8")
                    ? null
                    : "The PostgreSQL database has the encoding " + encoding
                            + ", which can't keep every text. Create it with ENCODING 'UTF8'.";
        }
    }

    @Override
    public boolean isReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public DatabasePlatform eclipseLinkPlatform() {
        return new PostgresqlPlatform();
    }

    @Override
    SchemaStructure structure(Connection connection) throws SQLException {
        return PostgresqlTables.read(connection);
    }

    @Override
    public String storedText(int most) {
        return "CHARACTER VARYING" + (most == Integer.MAX_VALUE ? "" : "(" + most + ")") + " COLLATE C";
    }

    @Override
    public MigrationLock lockMigration(Consumer<String> say) throws SQLException {
        return PostgresqlMigrationLock.take(ConnectionPool.connection(), say);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        super.beginSnapshot(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }

    /** PostgreSQL must not end the session while passwords are hashed. */
    @Override
    public String beforeManyChanges() {
        return "SET LOCAL idle_in_transaction_session_timeout = 0";
    }

    @Override
    public String afterManyChanges() {
        return "SET LOCAL idle_in_transaction_session_timeout = DEFAULT";
    }

    @Override
    public void lock(Statement statement, List<TableLock> locks) throws SQLException {
        if (!locks.isEmpty()) {
            statement.execute(statements(locks));
        }
    }

    @Override
    String locked(List<TableLock> locks, String statement) {
        return locks.isEmpty() ? statement : statements(locks) + "; " + statement;
    }

    private static String statements(List<TableLock> locks) {
        return locks.stream()
                .map(lock -> "LOCK TABLE " + lock.table() + " IN " + mode(lock.mode()) + " MODE")
                .collect(Collectors.joining("; "));
    }

    private static String mode(TableLock.Mode mode) {
        return switch (mode) {
            case REFERENCE -> "ROW SHARE";
            case WRITING -> "ROW EXCLUSIVE";
            // It is the weakest mode that also blocks SELECT … FOR, the first statement of writers of single records.
            case REPLACEMENT -> "EXCLUSIVE";
        };
    }

    @Override
    boolean sendsTogether() {
        return true;
    }

    @Override
    public void run(Connection connection, List<SqlCall> calls) throws SQLException {
        run(
                connection,
                new SqlCall(
                        calls.stream().map(SqlCall::sql).collect(Collectors.joining("; ")),
                        calls.stream()
                                .flatMap(call -> call.parameters().stream())
                                .collect(Collectors.toList())));
    }

    @Override
    public HistorySql historySql() {
        return new HistorySql("lastval()");
    }

    /** Who refers to a row must not wait for its change, so the key is not locked. */
    @Override
    String lockingRows() {
        return " FOR NO KEY UPDATE";
    }

    @Override
    String keepingRows() {
        return " FOR KEY SHARE";
    }

    @Override
    public boolean lockName(Supplier<Connection> transaction, long name) throws SQLException {
        try (PreparedStatement statement = transaction.get().prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public boolean stagesAside() {
        return true;
    }

    /** Makes no index: PostgreSQL uses hash joins. */
    @Override
    public void createTemporary(Statement statement, String name, String columns, String key) throws SQLException {
        statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS " + name + " (" + columns + ")");
    }

    /** Drops the tables: a pooler may give the session to a server of another build. */
    @Override
    public void discard(Statement statement, List<String> tables) throws SQLException {
        statement.execute("DROP TABLE " + String.join(", ", tables));
    }

    @Override
    String temporaryText() {
        return "TEXT COLLATE \"C\"";
    }

    @Override
    public BulkInsert bulkInsert(Connection connection, String table, List<String> columns, boolean alone)
            throws SQLException {
        return new CopyInsert(connection.unwrap(PGConnection.class), table, columns, alone);
    }

    @Override
    public String insertionOrder() {
        return "ctid";
    }

    @Override
    DatabaseFailure failure(String state, int code, String message) {
        return PostgresqlFailures.of(state, message);
    }

    @Override
    DatabaseFailure failureOfCommit(String text) {
        return PostgresqlFailures.ofCommit(text);
    }
}
