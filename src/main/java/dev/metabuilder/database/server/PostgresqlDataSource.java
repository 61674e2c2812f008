package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.hostchooser.HostRequirement;

/**
 * The datasource of the pool {@code jdbc/metabuilder} on PostgreSQL.
 *
 * <p>The driver has one time limit for what a server answers, at the log-in and later. A statement may take minutes; a
 * server that takes a connection and does not answer the log-in hangs, and the URL may name another host. So the
 * limit is short ({@code socketTimeout}, in seconds, for each answer) until the log-in is done, and long from then on
 * ({@code answerTimeout}, in seconds).
 */
public final class PostgresqlDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;
    private static final int LOGIN_SECONDS = 3;
    private static final int TLS_SECONDS = 2;
    private static final int ANSWER_SECONDS = 300;

    private final transient PostgresqlHealth health = new PostgresqlHealth();
    private transient PostgresqlHeartbeat heartbeat;
    private int answerSeconds = ANSWER_SECONDS;
    private Duration pause = PostgresqlHeartbeat.PAUSE;
    private int beatSeconds = PostgresqlHeartbeat.ANSWER_SECONDS;

    /** Makes a datasource with the time limits above. */
    public PostgresqlDataSource() {
        setConnectTimeout(LOGIN_SECONDS);
        setSocketTimeout(LOGIN_SECONDS);
        // When this one is over, the driver goes on without TLS, unless the URL wants it: a host that hangs takes both.
        setSslResponseTimeout((int) TimeUnit.SECONDS.toMillis(TLS_SECONDS));
    }

    /** Sets for how many seconds a server may let a statement wait for an answer. */
    public void setAnswerTimeout(int seconds) {
        answerSeconds = seconds;
    }

    /** Returns for how many seconds a server may let a statement wait for an answer. */
    public int getAnswerTimeout() {
        return answerSeconds;
    }

    /** Sets how often the server is asked whether it answers, and how long it may take; for tests. */
    void setHeartbeat(Duration between, int seconds) {
        pause = between;
        beatSeconds = seconds;
    }

    /**
     * Sets the schema, which comes first in the connection's search path. PostgreSQL folds its name as it does in SQL, but for one
     * with blanks.
     */
    @Override
    public void setCurrentSchema(String schema) {
        boolean quoted = schema == null || schema.indexOf('"') >= 0 || schema.indexOf(',') >= 0;
        super.setCurrentSchema(!quoted && schema.strip().matches("(?s).*\\s.*") ? '"' + schema + '"' : schema);
    }

    /**
     * Opens a connection to the first host of the URL that answers and is of the {@code targetServerType} that the URL names.
     *
     * @throws SQLException when there is none
     */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        PostgresqlConnection connection = open(user, password);
        synchronized (health) {
            if (heartbeat == null) {
                heartbeat = new PostgresqlHeartbeat(health, () -> open(user, password), pause, beatSeconds);
            }
        }
        if (!connection.isPooled()) {
            heartbeat.start();
        }
        return connection;
    }

    private PostgresqlConnection open(String user, String password) throws SQLException {
        PostgresqlConnection connection = PostgresqlConnection.open(getUrl(), user, password, health);
        try {
            connection.setAnswerTimeout(answerSeconds);
            health.opened(connection, HostRequirement.primary.name().equals(getTargetServerType()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
