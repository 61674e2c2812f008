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
 * <p>The driver has only one time limit for answers of the server, during the log-in and later. But a statement may take
 * minutes, while a server that does not answer a log-in hangs, and the URL may name another host. So the limit is short
 * until the end of the log-in ({@code socketTimeout}, in seconds, for each answer), and long afterwards ({@code
 * answerTimeout}, in seconds).
 */
public final class PostgresqlDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;
    private static final int LOGIN_SECONDS = 3;
    private static final int TLS_SECONDS = 2;
    private static final int ANSWER_SECONDS = 300;

    private final transient ServerHealth health = new ServerHealth();
    private transient ServerHeartbeat heartbeat;
    private int answerSeconds = ANSWER_SECONDS;
    private Duration pause = ServerHeartbeat.PAUSE;
    private int beatSeconds = ServerHeartbeat.ANSWER_SECONDS;

    /** Makes a datasource with the time limits above. */
    public PostgresqlDataSource() {
        setConnectTimeout(LOGIN_SECONDS);
        setSocketTimeout(LOGIN_SECONDS);
        // After this limit the driver tries again without TLS, unless the URL requires TLS. So a host that hangs costs
        // this limit and the other one.
        setSslResponseTimeout((int) TimeUnit.SECONDS.toMillis(TLS_SECONDS));
    }

    /** Sets the time limit for the answer to a statement, in seconds. */
    public void setAnswerTimeout(int seconds) {
        answerSeconds = seconds;
    }

    /** Returns the time limit for the answer to a statement, in seconds. */
    public int getAnswerTimeout() {
        return answerSeconds;
    }

    /** Sets the pause and the time limit of the heartbeat, for tests. */
    void setHeartbeat(Duration between, int seconds) {
        pause = between;
        beatSeconds = seconds;
    }

    /**
     * Sets the first schema of the connection's search path. PostgreSQL folds its name to lower case as in SQL, except for a
     * name with blanks.
     */
    @Override
    public void setCurrentSchema(String schema) {
        boolean quoted = schema == null || schema.indexOf('"') >= 0 || schema.indexOf(',') >= 0;
        super.setCurrentSchema(!quoted && schema.strip().matches("(?s).*\\s.*") ? '"' + schema + '"' : schema);
    }

    /**
     * Opens a connection to the first host of the URL that answers and has the URL's {@code targetServerType}.
     *
     * @throws SQLException if there is none
     */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        PostgresqlConnection connection = open(user, password);
        synchronized (health) {
            if (heartbeat == null) {
                heartbeat = new ServerHeartbeat(health, () -> open(user, password), pause, beatSeconds);
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
