package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The datasource of the pool {@code jdbc/metabuilder} on MySQL and MariaDB: MariaDB's driver, with the settings of a session that
 * the module relies on. What the URL says counts before them.
 */
public final class MysqlDataSource extends MariaDbDataSource {

    private static final String DRIVERS_OWN = "jdbc:mariadb:";

    /**
     * Quotes, backslashes and {@code ||} as the other databases have them; errors where a value does not fit, instead of
     * another value; a wait for the lock of a row or a table as long as on the other databases, in seconds; keys of 2,048
     * bytes in order to their end.
     */
    private static final String VARIABLES =
            "sessionVariables=sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
                    + "innodb_lock_wait_timeout=30,lock_wait_timeout=30,max_sort_length=4096";

    private static final Pattern GIVEN_VARIABLES = Pattern.compile("[?&]sessionVariables=([^&]*)");

    /** Times in milliseconds, until the end of the log-in; and what lets a connection be cut. */
    private static final String SOCKET =
            "connectTimeout=3000&socketTimeout=3000&socketFactory=" + MysqlSockets.class.getName();

    private final ServerHealth health = new ServerHealth();
    private ServerHeartbeat heartbeat;
    private String url = "";
    private String ownUser;
    private String ownPassword;
    private boolean reads;
    private Duration pause = ServerHeartbeat.PAUSE;
    private int beatSeconds = ServerHeartbeat.ANSWER_SECONDS;

    /** Makes a datasource that needs a URL. */
    public MysqlDataSource() {}

    /**
     * Sets the URL, {@code jdbc:mysql://…} or {@code jdbc:mariadb://…}.
     *
     * @throws SQLException when the driver does not take it
     */
    @Override
    public void setUrl(String url) throws SQLException {
        super.setUrl(driverUrl(url));
        this.url = driverUrl(url);
    }

    @Override
    public void setUser(String user) throws SQLException {
        super.setUser(user);
        ownUser = user;
    }

    @Override
    public void setPassword(String password) throws SQLException {
        super.setPassword(password);
        ownPassword = password;
    }

    /** Sets the pause and the time limit of the heartbeat, for tests. */
    void setHeartbeat(Duration between, int seconds) {
        pause = between;
        beatSeconds = seconds;
    }

    /** Makes the sessions of its connections read only. */
    void onlyRead() {
        reads = true;
    }

    /**
     * Opens a connection.
     *
     * @throws SQLException when there is none
     */
    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(ownUser, ownPassword);
    }

    /**
     * Opens a connection to the first host of the URL that answers and can be written to.
     *
     * @throws SQLException when there is none
     */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        MysqlConnection connection = open(user, password);
        synchronized (health) {
            if (heartbeat == null) {
                heartbeat = new ServerHeartbeat(health, () -> open(user, password), pause, beatSeconds);
            }
        }
        heartbeat.start();
        return connection;
    }

    private MysqlConnection open(String user, String password) throws SQLException {
        MysqlConnection connection =
                MysqlConnection.open(Configuration.parse(url).clone(user, password), health);
        try {
            connection.setReadOnly(reads);
        } catch (SQLException e) {
            connection.cut();
            throw e;
        }
        health.opened(connection, true);
        return connection;
    }

    /** Returns the URL as the driver takes it, with our settings before its own, which count where both say something. */
    public static String driverUrl(String url) {
        String own = url.replaceFirst("^jdbc:(mysql|mariadb):", DRIVERS_OWN);
        // The driver would take the last variables in place of all others.
        Matcher given = GIVEN_VARIABLES.matcher(own);
        String variables = VARIABLES + (given.find() ? "," + given.group(1) : "");
        String rest = given.replaceAll("").replaceFirst("^([^?&]*)&", "$1?");
        int question = rest.indexOf('?');
        return (question < 0 ? rest : rest.substring(0, question))
                + "?transactionIsolation=READ-COMMITTED&" + variables + "&" + SOCKET
                + (question < 0 ? "" : "&" + rest.substring(question + 1));
    }
}
