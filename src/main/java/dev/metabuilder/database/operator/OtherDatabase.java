package dev.metabuilder.database.operator;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.launch.DatabaseAddress;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.storage.ErrorTranslator;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;

/** A read-only snapshot of a database that is not the server's own. */
final class OtherDatabase {

    private static final int BUSY_TIMEOUT_MILLIS = 30_000;
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    private static final int LOGIN_TIMEOUT_SECONDS = 10;

    private OtherDatabase() {}

    /**
     * What is done with the snapshot.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    interface Reading<R> {
        R on(Connection connection) throws SQLException;
    }

    /**
     * Does something with a snapshot.
     *
     * @throws UnavailableException when it cannot be read
     */
    static <R> R read(DatabaseAddress address, Reading<R> reading) {
        try (Connection connection = connect(address)) {
            connection.setAutoCommit(false);
            Dialect.of(connection).beginSnapshot(connection);
            R result = reading.on(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw ErrorTranslator.explain("The database " + address.url() + " could not be read.", e);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        String url = address.url();
        if (url.startsWith("jdbc:sqlite:")) {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
            return config.createConnection(url);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setCurrentSchema(address.schema());
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        source.setReadOnly(true);
        // A pooler may stand between: see server/PostgresqlConnection.
        source.setPrepareThreshold(0);
        source.setTcpKeepAlive(true);
        return source.getConnection();
    }
}
