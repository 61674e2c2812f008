package dev.metabuilder.database.server;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * A connection to PostgreSQL that a container pool can trust. The pool validates it without a time limit; this class adds
 * one. The container keeps only the text of a failed commit; here that text begins with the SQLState. A pooler such as
 * PgBouncer gives the session to others after each transaction; here each transaction sends its own settings, and no
 * prepared statement is kept.
 */
final class PostgresqlConnection extends PgConnection implements ServerConnection {
    /** The settings that server-config/domain.xml has for sessions without a pooler. */
    private static final String WANTED =
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '30s'";

    private final long opened = System.nanoTime();
    private final ServerHealth health;
    private boolean pooled;
    private String server;

    /**
     * Opens a connection.
     *
     * @param url the URL with all settings of the driver
     * @param health the shared knowledge of the datasource's connections about the server
     * @throws SQLException if no host of the URL accepts the user
     */
    static PostgresqlConnection open(String url, String user, String password, ServerHealth health)
            throws SQLException {
        Properties own = new Properties();
        own.setProperty(PGProperty.USER.getName(), user);
        if (password != null) {
            own.setProperty(PGProperty.PASSWORD.getName(), password);
        }
        Properties all = Driver.parseURL(url, own);
        if (all == null) {
            throw new SQLException("The URL is none of PostgreSQL's", "08001");
        }
        PostgresqlConnection connection = new PostgresqlConnection(hosts(all), all, url, health);
        try {
            connection.findServer();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private PostgresqlConnection(HostSpec[] hosts, Properties settings, String url, ServerHealth health)
            throws SQLException {
        super(hosts, settings, url);
        this.health = health;
    }

    private static HostSpec[] hosts(Properties settings) {
        String[] names = PGProperty.PG_HOST.getOrDefault(settings).split(",", -1);
        String[] ports = PGProperty.PG_PORT.getOrDefault(settings).split(",", -1);
        HostSpec[] hosts = new HostSpec[names.length];
        for (int i = 0; i < names.length; i++) {
            hosts[i] = new HostSpec(
                    names[i], Integer.parseInt(ports[i]), PGProperty.LOCAL_SOCKET_ADDRESS.getOrDefault(settings));
        }
        return hosts;
    }

    /**
     * Returns whether the server answers.
     *
     * @param timeout the time limit in seconds; 0 means 2 s, not for ever
     */
    @Override
    public boolean isValid(int timeout) {
        return health.isValid(this, timeout);
    }

    @Override
    public boolean ping(int seconds) throws SQLException {
        return super.isValid(seconds);
    }

    /**
     * Returns a statement. Behind a pooler, the first statement of a transaction also sends our settings for the
     * transaction: the pooler drops the settings that we requested when the session was opened.
     */
    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        beginAsWanted();
        return super.createStatement(type, concurrency, holdability);
    }

    /** Does for a prepared statement what {@link #createStatement(int, int, int)} does for a plain one. */
    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        beginAsWanted();
        return super.prepareStatement(sql, type, concurrency, holdability);
    }

    private void beginAsWanted() throws SQLException {
        if (!pooled || getAutoCommit() || getTransactionState() != TransactionState.IDLE) {
            return;
        }
        try (Statement first =
                super.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, getHoldability())) {
            first.execute(WANTED);
        }
    }

    /**
     * Identifies the server by its start time, because it may have several names and addresses. It also detects a pooler:
     * then the process that accepted the log-in is not the one that answers.
     */
    private void findServer() throws SQLException {
        try (Statement statement = createStatement();
                ResultSet process = statement.executeQuery(
                        "SELECT pg_backend_pid(), extract(epoch FROM pg_postmaster_start_time())")) {
            process.next();
            pooled = process.getInt(1) != getBackendPID();
            server = process.getString(2);
        }
        if (pooled) {
            // The next transaction may get a session without this prepared statement.
            setPrepareThreshold(0);
        }
    }

    @Override
    public boolean isPooled() {
        return pooled;
    }

    /** Returns whether it leads to another server than a later connection does. A pooler may lead to both. */
    @Override
    public boolean leadsElsewhereThan(ServerConnection later) {
        return later instanceof PostgresqlConnection other
                && !server.equals(other.server)
                && !(pooled && place().equals(other.place()));
    }

    private String place() {
        return getQueryExecutor().getHostSpec().toString();
    }

    @Override
    public long opened() {
        return opened;
    }

    /**
     * Commits.
     *
     * @throws SQLException with a message that begins with {@code SQLState} and the code
     */
    @Override
    public void commit() throws SQLException {
        try {
            super.commit();
        } catch (SQLException e) {
            throw new SQLException(
                    "SQLState " + e.getSQLState() + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
        }
    }

    /** Sets the time limit for the answer to a statement, in seconds. */
    void setAnswerTimeout(int seconds) throws SQLException {
        setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(seconds));
    }
}
