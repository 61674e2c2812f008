package dev.metabuilder.database.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.client.Client;
import org.mariadb.jdbc.client.impl.StandardClient;
import org.mariadb.jdbc.client.util.ClosableLock;

/**
 * A connection to MySQL or MariaDB that a container pool can trust. The pool validates it without a time limit; this class adds
 * one. The container keeps only the text of a failed commit; here that text begins with the error code. If the URL names
 * several hosts, it leads to the first one that can be written to, as long as that is so; if none can, to the first one that
 * answers.
 */
final class MysqlConnection extends Connection implements ServerConnection {

    private static final int ANSWER_SECONDS = 300;

    /** MariaDB has no identifier of its own for a server. */
    private static final String SERVER = "SELECT CONCAT(@@hostname, ' ', @@port, ' ', @@datadir)";

    private static final String TAKES_NO_WRITES = "SELECT @@global.read_only OR @@global.innodb_read_only";

    /** How long a connection is used that can't be written to, before another host is looked for. */
    private static final long READ_ONLY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Logger LOG = Logger.getLogger(MysqlConnection.class.getName());

    private final long opened = System.nanoTime();
    private final ServerHealth health;
    private final Socket socket;
    private volatile boolean cut;

    /** Which of several servers it is, or null if the URL names one. */
    private final String server;

    /** Whether it could be written to when it was opened, or the URL names no other host. */
    private final boolean wanted;

    /**
     * Opens a connection.
     *
     * @param settings the URL's, and the user and the password
     * @param health the shared knowledge of the datasource's connections about the server
     * @throws SQLException if no host of the URL accepts the user
     */
    static MysqlConnection open(Configuration settings, ServerHealth health) throws SQLException {
        boolean several = settings.addresses().size() > 1;
        MysqlConnection readOnly = null;
        SQLException failure = new SQLException("The URL names no host", "08001");
        for (HostAddress host : settings.addresses()) {
            try {
                ClosableLock lock = new ClosableLock();
                Client client = new StandardClient(settings, host, lock, false);
                MysqlConnection connection = new MysqlConnection(settings, lock, client, health, several);
                if (connection.wanted) {
                    close(readOnly);
                    return connection;
                }
                if (readOnly == null) {
                    readOnly = connection;
                } else {
                    close(connection);
                }
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (readOnly == null) {
            throw failure;
        }
        return readOnly;
    }

    private static void close(MysqlConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "A connection that nobody used could not be closed", e);
            }
        }
    }

    private MysqlConnection(
            Configuration settings, ClosableLock lock, Client client, ServerHealth health, boolean several)
            throws SQLException {
        super(settings, lock, client);
        this.health = health;
        socket = MysqlSockets.take();
        try {
            server = several ? ask(SERVER) : null;
            wanted = !several || takesWrites();
            setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
        } catch (SQLException e) {
            client.close();
            throw e;
        }
    }

    private boolean takesWrites() throws SQLException {
        return ask(TAKES_NO_WRITES).equals("0");
    }

    private String ask(String question) throws SQLException {
        try (Statement statement = createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Returns whether the server answers and, if the URL names several, whether it can still be written to. If none could be
     * written to, the connection is valid for a moment only, so that the next one leads to the host that can be by then.
     *
     * @param timeout the time limit in seconds; 0 means 2 s, not for ever
     */
    @Override
    public boolean isValid(int timeout) throws SQLException {
        return health.isValid(this, timeout)
                && (server == null || (wanted ? takesWrites() : System.nanoTime() - opened < READ_ONLY_NANOS));
    }

    @Override
    public boolean ping(int seconds) throws SQLException {
        return super.isValid(seconds);
    }

    @Override
    public long opened() {
        return opened;
    }

    @Override
    public boolean isPooled() {
        return false;
    }

    /** Several hosts may take writes at once, as the nodes of a cluster do: a connection stays while its server answers. */
    @Override
    public boolean leadsElsewhereThan(ServerConnection later) {
        return server != null
                && later instanceof MysqlConnection other
                && !server.equals(other.server)
                && health.hasHungSince(opened);
    }

    /** The driver's own way asks the server to end the call, and waits for it. */
    @Override
    public void cut() {
        cut = true;
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isClosed() {
        return cut || super.isClosed();
    }

    /**
     * Commits.
     *
     * @throws SQLException with a message that begins with {@code Error} and the code, or with {@code SQLState} and that if
     *     the failure is none of the server's
     */
    @Override
    public void commit() throws SQLException {
        try {
            super.commit();
        } catch (SQLException e) {
            String code = e.getErrorCode() > 0
                    ? "Error " + e.getErrorCode() + " (" + e.getSQLState() + "): "
                    : "SQLState " + e.getSQLState() + ": ";
            throw new SQLException(code + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
        }
    }
}
