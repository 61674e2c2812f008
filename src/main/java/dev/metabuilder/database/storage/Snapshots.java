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

/** Reads outside of JTA, in a database transaction that only reads and takes no write lock. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class.getName());

    /** Does something with a snapshot of the whole database. */
    public <R> R read(Storage.Reading<R> reading) {
        try (Connection connection = ConnectionPool.connection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                Dialect.of(connection).beginSnapshot(connection);
                return reading.on(connection);
            } finally {
                end(connection);
            }
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Gives the connection back as it was. If that fails, the pool finds out, and the earlier error is reported. */
    private static void end(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "A connection could not be reset", e);
        }
    }
}
