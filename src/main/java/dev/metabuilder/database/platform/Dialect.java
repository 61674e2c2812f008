package dev.metabuilder.database.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** What the databases do differently, as far as the module's own SQL has to know. */
public enum Dialect {
    /** PostgreSQL 14 or later. */
    POSTGRESQL("PostgreSQL"),
    /** SQLite 3.35 or later; a write transaction is the lock on everything. */
    SQLITE("SQLite");

    private static final int KILOBYTES = 2_000;
    private static final int KILOBYTES_FOR_MANY = 64_000;

    private final String productName;

    Dialect(String productName) {
        this.productName = productName;
    }

    /**
     * Returns the dialect of a connection's database.
     *
     * @throws SQLException when the database does not answer
     * @throws IllegalStateException when it is none that the module knows
     */
    public static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values())
                .filter(dialect -> dialect.productName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The database is " + name + ", and this build knows " + Arrays.toString(values()) + "."));
    }

    /** Returns the name that the database gives itself. */
    public String productName() {
        return productName;
    }

    /**
     * Makes the transaction that begins now one snapshot of the database. It is a matter of the transaction and not of the
     * session, which a pooler gives to others; on SQLite every transaction is one.
     */
    public void beginSnapshot(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        }
    }

    /** Returns whether the database takes no writes: it is a standby, is set so, or its file or folder is. */
    public boolean isReadOnly(Connection connection) throws SQLException {
        if (this == SQLITE) {
            Path file = file(connection);
            // In the folder SQLite keeps its log.
            return file != null && !(Files.isWritable(file) && Files.isWritable(file.getParent()));
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Returns the file of an SQLite database, as SQLite itself says it, or null when it is in memory. */
    public static Path file(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            return row.next() && !row.getString(1).isEmpty() ? Path.of(row.getString(1)) : null;
        }
    }

    /** Returns what keeps other writers of a table out until the transaction ends, and lets readers through. */
    public String lockForReplacement(String table) {
        // The weakest mode that also stops SELECT … FOR, with which writers of single records begin.
        return "LOCK TABLE " + table + " IN EXCLUSIVE MODE";
    }

    /** Returns what keeps a table from being locked for replacement until the transaction ends, for one who will write to it. */
    public String lockForWriting(String table) {
        return "LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE";
    }

    /** Returns what keeps a table from being locked for replacement until the transaction ends, and nothing else. */
    public String lockForReference(String table) {
        return "LOCK TABLE " + table + " IN ROW SHARE MODE";
    }

    /** Takes locks, in the given order. SQLite needs none: the write transaction is the lock. */
    public void lock(Statement statement, List<String> locks) throws SQLException {
        if (this == POSTGRESQL && !locks.isEmpty()) {
            statement.execute(String.join("; ", locks));
        }
    }

    /** Returns a query that takes locks first, as {@link #lock} does, in the same round trip. */
    public String locked(List<String> locks, String query) {
        return this == POSTGRESQL && !locks.isEmpty() ? String.join("; ", locks) + "; " + query : query;
    }

    /** Returns what makes a SELECT keep its rows from being deleted until the transaction ends. */
    public String keepingRows() {
        return this == POSTGRESQL ? " FOR KEY SHARE" : "";
    }

    /** Returns whether locks can have a name. Where they can't, a write transaction is the lock on everything. */
    public boolean namesLocks() {
        return this == POSTGRESQL;
    }

    /** Takes the lock of that name until the transaction ends, and returns whether nobody else has it. */
    public boolean lockName(Connection connection, long name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Makes a temporary table, unless it is there. Who uses it {@linkplain #discard discards} it.
     *
     * @param columns in SQL
     * @param key the columns by which rows are found; PostgreSQL hashes what it compares, and does without an index
     */
    public void temporaryTable(Statement statement, String name, String columns, String key) throws SQLException {
        String index = this == SQLITE ? ", PRIMARY KEY (" + key + ")" : "";
        statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS " + name + " (" + columns + index + ")");
    }

    /** Returns whether who writes to temporary tables keeps nobody from writing: SQLite has one writer, wherever it writes. */
    public boolean stagesAside() {
        return this == POSTGRESQL;
    }

    /**
     * Leaves nothing of temporary tables behind for the next who has the connection. On PostgreSQL they are dropped: behind
     * a pooler the session goes to others, of whatever build.
     */
    public void discard(Statement statement, List<String> tables) throws SQLException {
        if (this == POSTGRESQL) {
            statement.execute("DROP TABLE " + String.join(", ", tables));
            return;
        }
        for (String table : tables) {
            statement.execute("DELETE FROM " + table);
        }
    }

    /**
     * Returns the statement that prepares the transaction for a change of many rows, or for no more of them. SQLite keeps
     * 2 MB of pages in memory of its own accord, and would write most pages, and read them again, more than once; after a
     * change that fails it may go on with more until it is closed. PostgreSQL is not to end the session while passwords are
     * hashed.
     */
    public String preparation(boolean many) {
        return this == SQLITE
                ? "PRAGMA cache_size = -" + (many ? KILOBYTES_FOR_MANY : KILOBYTES)
                : "SET LOCAL idle_in_transaction_session_timeout = " + (many ? "0" : "DEFAULT");
    }

    /** Returns the type of a column of a temporary table. */
    public String type(Class<?> type) {
        return type == Long.class
                ? "BIGINT"
                : type == Integer.class
                        ? "INTEGER"
                        : type == Boolean.class ? "BOOLEAN" : this == POSTGRESQL ? "TEXT COLLATE \"C\"" : "TEXT";
    }

    /**
     * Begins to add many rows to columns of a table.
     *
     * @param alone whether nothing else uses the connection until the end
     */
    public BulkInsert bulk(Connection connection, String table, List<String> columns, boolean alone)
            throws SQLException {
        return BulkInsert.into(connection, this, table, columns, alone);
    }
}
