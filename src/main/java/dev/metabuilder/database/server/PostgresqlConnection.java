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
 * A connection to PostgreSQL that a container pool can trust. The pool asks whether it is alive, and sets no time limit: here
 * the answer comes soon or not at all. Of a commit that fails the container keeps nothing but the text: here the text begins
 * with the SQLState. Behind a pooler such as PgBouncer a session is somebody else's with the next transaction: here each
 * transaction says what it wants, and no statement is kept prepared.
 */
final class PostgresqlConnection extends PgConnection {
    private static final int ALIVE_SECONDS = 2;

    /** As server-config/domain.xml has it for sessions of our own. */
    private static final String WANTED =
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '30s'";

    private final long opened = System.nanoTime();
    private final PostgresqlHealth health;
    private boolean pooled;
    private String server;

    /**
     * Opens a connection.
     *
     * @param url with all settings of the driver
     * @param health what the connections of one datasource know of the server
     * @throws SQLException when no host of the URL lets the user in
     */
    static PostgresqlConnection open(String url, String user, String password, PostgresqlHealth health)
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

    private PostgresqlConnection(HostSpec[] hosts, Properties settings, String url, PostgresqlHealth health)
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
     * Returns whether the server answers. When it hangs, one connection finds that out, and those that were opened before it
     * did are not asked any more.
     *
     * @param timeout in seconds; 0 is not for ever, but for 2 s
     */
    @Override
    public boolean isValid(int timeout) throws SQLException {
        if (health.hasHungSince(opened)) {
            return false;
        }
        return answers(timeout == 0 ? ALIVE_SECONDS : timeout);
    }

    /** Returns whether the server answers within some seconds; if it does not, the other connections learn that it hangs. */
    boolean answers(int seconds) {
        long begun = System.nanoTime();
        try {
            boolean valid = super.isValid(seconds);
            if (!valid && System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(seconds)) {
                health.hangs();
            }
            return valid;
        } catch (SQLException e) {
            throw new IllegalArgumentException("Not a time limit: " + seconds, e);
        }
    }

    /**
     * Returns a statement. Behind a pooler, the first statement of a transaction also sends our settings for the transaction:
     * the pooler drops the settings that we requested when the session was opened.
     */
    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        beginAsWanted();
        return super.createStatement(type, concurrency, holdability);
    }

    /** Returns a prepared statement, as {@link #createStatement(int, int, int)} does a plain one. */
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
     * Finds out which server it is, by its start time, because it may have several names and addresses; and
     * whether a pooler stands between: who logged us in is not the process that answers.
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
            // The next transaction may come to a session that has no such statement.
            setPrepareThreshold(0);
        }
    }

    /** Returns whether a pooler stands between, which hands the server's sessions from one transaction to the next. */
    boolean isPooled() {
        return pooled;
    }

    /** Returns whether it leads to another server than one that was opened later. One pooler may lead to both. */
    boolean leadsElsewhereThan(PostgresqlConnection later) {
        return !server.equals(later.server) && !(pooled && place().equals(later.place()));
    }

    private String place() {
        return getQueryExecutor().getHostSpec().toString();
    }

    /** Returns when it was opened, of {@link System#nanoTime()}. */
    long opened() {
        return opened;
    }

    /** Ends it at once, and with it the call that waits for an answer. */
    void cut() {
        try {
            abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("The driver runs what it gets.", e);
        }
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

    /** Sets for how many seconds the server may let a statement wait for an answer. */
    void setAnswerTimeout(int seconds) throws SQLException {
        setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(seconds));
    }
}
