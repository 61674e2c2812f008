package dev.metabuilder.database.platform;

import dev.metabuilder.database.vendor.MysqlPlatform;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.persistence.platform.database.DatabasePlatform;

/**
 * The common part of the dialects of MySQL and MariaDB. Text is in binary columns, as UTF-8: the two have no common collation that
 * compares by code point and distinguishes {@code 'a'} from {@code 'a '} (decision 47). It is long, since it answers every
 * difference that {@link Dialect} lists.
 */
abstract class MysqlFamilyDialect extends Dialect {

    /** A record may have 16 MiB, quoting may double its text, and the statement needs some room around it. */
    private static final long LEAST_PACKET = 64L << 20;

    /** The error code of a duplicate: another transaction has added the same row. */
    private static final int DUPLICATE = 1062;

    private static final String NAME = "SELECT id FROM held_names WHERE id = ? FOR UPDATE NOWAIT";

    MysqlFamilyDialect(String productName) {
        super(productName);
    }

    /** Names of tables may be case-sensitive, as names of files are, and Liquibase writes this one in capitals. */
    @Override
    public String changelogTable() {
        return "DATABASECHANGELOG";
    }

    @Override
    public boolean isEmbedded() {
        return false;
    }

    @Override
    public String unfit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT @@max_allowed_packet, @@character_set_connection, @@character_set_client")) {
            row.next();
            if (row.getLong(1) < LEAST_PACKET) {
                return "The " + productName() + " server takes packets of at most " + row.getLong(1)
                        + " bytes, which large records do not fit in. Set max_allowed_packet to " + LEAST_PACKET
                        + " or more.";
            }
            boolean fits =
                    row.getString(2).equals("utf8mb4") && row.getString(3).equals("utf8mb4");
            return fits
                    ? null
                    : "The connection to " + productName() + " uses the character set " + row.getString(2)
                            + ", which can't carry every text. Use the datasource of server-config/domain.xml, or set utf8mb4.";
        }
    }

    @Override
    public boolean isReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@global.read_only OR @@global.innodb_read_only")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public DatabasePlatform eclipseLinkPlatform() {
        return new MysqlPlatform();
    }

    @Override
    SchemaStructure structure(Connection connection) throws SQLException {
        return MysqlTables.read(connection, supergodIndexes());
    }

    /** Returns the query of the unique indexes on rows of one value: table, name, column, and the expression that tells which. */
    abstract String supergodIndexes();

    @Override
    public String storedText(int most) {
        return most == Integer.MAX_VALUE ? "LONGBLOB" : "VARBINARY(" + 4 * most + ")";
    }

    @Override
    public boolean judgesReferencesAtOnce() {
        return true;
    }

    @Override
    public MigrationLock lockMigration(Consumer<String> say) throws SQLException {
        return MysqlMigrationLock.take(ConnectionPool.connection(), say);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        }
    }

    /** There is nothing to say: a transaction that waits for its client is not ended before wait_timeout, 8 hours. */
    @Override
    public String beforeManyChanges() {
        return "DO 0";
    }

    @Override
    public String afterManyChanges() {
        return "DO 0";
    }

    /**
     * LOCK TABLES would commit. A row of {@code table_locks} stands for each table: shared by those who write single records,
     * exclusive for a replacement.
     */
    @Override
    public void lock(Statement statement, List<TableLock> locks) throws SQLException {
        for (TableLock lock : locks) {
            String name = "'" + lock.table().replace("\"", "") + "'";
            String row = "SELECT name FROM table_locks WHERE name = " + name
                    + (lock.mode() == TableLock.Mode.REPLACEMENT ? " FOR UPDATE" : " LOCK IN SHARE MODE");
            if (!isThere(statement, row)) {
                // The first one who ever locks that table. If another one was faster, this has only read that one's
                // row.
                statement.executeUpdate("INSERT IGNORE INTO table_locks (name) VALUES (" + name + ")");
                isThere(statement, row);
            }
        }
    }

    private static boolean isThere(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    @Override
    public void lockForRow(Supplier<Connection> transaction, String table) throws SQLException {
        try (Statement statement = transaction.get().createStatement()) {
            lock(statement, List.of(new TableLock(table, TableLock.Mode.WRITING)));
        }
    }

    @Override
    String locked(List<TableLock> locks, String statement) {
        throw new UnsupportedOperationException("Locks are taken by statements of their own.");
    }

    /** There is no RETURNING: the row is read back by its key. */
    @Override
    public <R> R write(Connection connection, List<TableLock> locks, RowWrite write, RowWrite.Reading<R> reading)
            throws SQLException {
        List<TableLock> all = new ArrayList<>(locks);
        if (all.isEmpty()) {
            all.add(new TableLock(write.table(), TableLock.Mode.WRITING));
        }
        try (Statement statement = connection.createStatement()) {
            lock(statement, all);
        }
        if (write.before() != null) {
            readBefore(connection, write);
        }
        try (PreparedStatement statement = connection.prepareStatement(write.statement())) {
            for (int i = 0; i < write.parameters().size(); i++) {
                statement.setObject(i + 1, write.parameters().get(i));
            }
            if (statement.executeUpdate() == 0) {
                return null;
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE) {
                // Its conditions were judged before another transaction committed the same. It writes nothing, as if
                // they were judged now.
                return null;
            }
            throw e;
        }
        try (PreparedStatement select = connection.prepareStatement(write.query())) {
            select.setString(1, write.key());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? reading.of(row) : null;
            }
        }
    }

    @Override
    public HistorySql historySql() {
        return new HistorySql("LAST_INSERT_ID()");
    }

    @Override
    String keepingRows() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public RecordSql recordSql() {
        return new MysqlRecordSql(keepingRows(), lockingRows());
    }

    /**
     * GET_LOCK belongs to the session, and a pool gives that to others. A row that is added and deleted in one transaction stays
     * locked until its end, and leaves nothing behind.
     */
    @Override
    public boolean lockName(Supplier<Connection> transaction, long name) throws SQLException {
        Connection connection = transaction.get();
        try (PreparedStatement look = connection.prepareStatement(NAME);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO held_names (id) VALUES (?)");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM held_names WHERE id = ?")) {
            look.setLong(1, name);
            look.executeQuery().close();
            insert.setLong(1, name);
            insert.executeUpdate();
            delete.setLong(1, name);
            delete.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (MysqlFailures.isHeld(e.getErrorCode())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean stagesAside() {
        return true;
    }

    @Override
    public void createTemporary(Statement statement, String name, String columns, String key) throws SQLException {
        statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS " + name + " (" + columns + ", PRIMARY KEY (" + key
                + ")) ENGINE = InnoDB");
    }

    @Override
    public List<String> createHelpers(Statement statement) throws SQLException {
        createTemporary(
                statement,
                MysqlStagingCheckSql.PICKED,
                "row_key " + temporaryKey() + " NOT NULL, row_no BIGINT NOT NULL, row_place BIGINT",
                "row_key, row_no");
        return List.of(MysqlStagingCheckSql.PICKED);
    }

    /** They are dropped: the next build that has the session may need other columns. */
    @Override
    public void discard(Statement statement, List<String> tables) throws SQLException {
        // Without TEMPORARY, DROP TABLE would commit.
        statement.execute("DROP TEMPORARY TABLE " + String.join(", ", tables));
    }

    @Override
    public String temporaryKey() {
        return "VARBINARY(2048)";
    }

    @Override
    String temporaryText() {
        return "LONGBLOB";
    }

    @Override
    public StagingCheckSql stagingChecks() {
        return new MysqlStagingCheckSql();
    }

    @Override
    public StagingWriteSql stagingWrites() {
        return new MysqlStagingWriteSql();
    }

    @Override
    public StagingHistorySql stagingHistory() {
        return new MysqlStagingHistorySql();
    }

    @Override
    public BulkInsert bulkInsert(Connection connection, String table, List<String> columns, boolean alone)
            throws SQLException {
        return new MultiRowInsert(connection, table, columns);
    }

    /** Rows lie in the order of their primary key, and nothing tells in which order they came. */
    @Override
    public String insertionOrder() {
        return "NULL";
    }

    @Override
    DatabaseFailure failure(String state, int code, String message) {
        return MysqlFailures.of(state, code, message);
    }

    @Override
    DatabaseFailure failureOfCommit(String text) {
        return MysqlFailures.ofCommit(text);
    }
}
