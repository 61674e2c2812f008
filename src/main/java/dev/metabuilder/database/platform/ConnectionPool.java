package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The server's connection pool, under the only name that the module uses. */
public final class ConnectionPool {

    private static final String NAME = "jdbc/metabuilder";

    private static volatile DataSource replacement;

    private ConnectionPool() {}

    /** Takes connections from a datasource from now on, in a process without a server. */
    public static void replaceBy(DataSource dataSource) {
        replacement = dataSource;
    }

    /**
     * Returns the connection of the current JTA transaction, or, without a transaction, a connection of the caller's own.
     *
     * @throws SQLException if no connection is available
     * @throws IllegalStateException if the server has no such pool, with a message for the operator
     */
    // The name is a constant, and the server itself defines the object.
    @SuppressWarnings("BanJNDI")
    public static Connection connection() throws SQLException {
        if (replacement != null) {
            return replacement.getConnection();
        }
        try {
            DataSource dataSource = InitialContext.doLookup(NAME);
            return dataSource.getConnection();
        } catch (NamingException e) {
            throw StartupFailure.because("The server has no datasource " + NAME + ".", e);
        }
    }
}
