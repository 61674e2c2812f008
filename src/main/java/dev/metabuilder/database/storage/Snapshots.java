package dev.metabuilder.database.storage;

import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.platform.Dialect;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads outside JTA, in a database transaction that only reads and takes no write lock. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class.getName());

    /** Runs a function on a snapshot of the whole database. */
    public <R> R read(Storage.Reading<R> reading) {
        try (Connection connection = ConnectionPool.connection()) {
            Dialect dialect = Dialect.of(connection);
            try {
                dialect.beginSnapshot(connection);
                return reading.on(connection);
            } finally {
                end(dialect, connection);
            }
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Resets the connection for the pool. If that fails, the pool will notice, and the caller gets the earlier error. */
    private static void end(Dialect dialect, Connection connection) {
        try {
            dialect.endSnapshot(connection);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "A connection could not be reset", e);
        }
    }
}
