package dev.metabuilder.database.server;

import java.sql.Connection;
import java.sql.SQLException;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The datasource of the pool {@code jdbc/metabuilder} on MySQL and MariaDB: MariaDB's driver, with the settings of a session that
 * the module relies on. What the URL says counts before them.
 */
public final class MysqlDataSource extends MariaDbDataSource {

    private static final String DRIVERS_OWN = "jdbc:mariadb:";

    /**
     * Isolation, quotes, backslashes and {@code ||} as the other databases have them; errors where a value does not fit, instead of another value; a wait for a lock
     * as long as on the other databases, which takes back the transaction and not a part of it where the server can; keys of
     * 2,048 bytes in order to their end.
     */
    private static final String SESSION = "transactionIsolation=READ-COMMITTED"
            + "&sessionVariables=sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
            + "innodb_lock_wait_timeout=30,max_sort_length=4096";

    /** In milliseconds: for a log-in, and for the answer to a statement. */
    private static final String TIMES = "connectTimeout=3000&socketTimeout=300000";

    private boolean reads;

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
        Connection connection = super.getConnection();
        connection.setReadOnly(reads);
        return connection;
    }

    /** Returns the URL as the driver takes it, with our settings before its own, which count where both say something. */
    static String driverUrl(String url) {
        String own = url.replaceFirst("^jdbc:(mysql|mariadb):", DRIVERS_OWN);
        int question = own.indexOf('?');
        String given = question < 0 ? "" : "&" + own.substring(question + 1);
        return (question < 0 ? own : own.substring(0, question)) + "?" + SESSION + "&" + TIMES + given;
    }
}
