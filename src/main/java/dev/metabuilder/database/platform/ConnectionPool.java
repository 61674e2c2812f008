package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The server's connection pool, by the one name that the module knows. */
public final class ConnectionPool {

    private static final String NAME = "jdbc/metabuilder";

    private ConnectionPool() {}

    /**
     * Returns a connection: the current JTA transaction's, or where there is none, one of the caller's own.
     *
     * @throws SQLException when no connection is available
     * @throws IllegalStateException when the server has no such pool, in words for the operator
     */
    // The name is a constant, and what it leads to is the server's own.
    @SuppressWarnings("BanJNDI")
    public static Connection connection() throws SQLException {
        try {
            DataSource dataSource = InitialContext.doLookup(NAME);
            return dataSource.getConnection();
        } catch (NamingException e) {
            throw StartupFailure.because("The server has no datasource " + NAME + ".", e);
        }
    }
}
