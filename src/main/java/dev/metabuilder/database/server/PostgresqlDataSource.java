package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.SQLException;
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

    private final transient PostgresqlHealth postgresqlHealth = new PostgresqlHealth();
    private int answerSeconds = ANSWER_SECONDS;

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
        PostgresqlConnection connection = PostgresqlConnection.open(getUrl(), user, password, postgresqlHealth);
        try {
            connection.setAnswerTimeout(answerSeconds);
            postgresqlHealth.opened(connection, wantsPrimary());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private boolean wantsPrimary() {
        // Hosts that share the load may all lead to the primary: another host is then no other server.
        return HostRequirement.primary.name().equals(getTargetServerType()) && !getLoadBalanceHosts();
    }
}
