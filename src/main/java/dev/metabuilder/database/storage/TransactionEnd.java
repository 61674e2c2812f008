package dev.metabuilder.database.storage;

import dev.metabuilder.database.platform.ConnectionPool;
import jakarta.transaction.Synchronization;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What belongs to a transaction and works at its very end: after all other changes, before the commit. If it fails, the
 * transaction is rolled back.
 */
@FunctionalInterface
public interface TransactionEnd {

    /** Works through the transaction's connection. */
    void end(Connection connection) throws SQLException;

    /** Returns this for JTA. */
    default Synchronization synchronization() {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                // EclipseLink has given its connection back. The pool gives the same one of the transaction.
                try (Connection connection = ConnectionPool.connection()) {
                    end(connection);
                } catch (SQLException e) {
                    throw ErrorTranslator.translate(e);
                }
            }

            @Override
            public void afterCompletion(int status) {
                // Nothing of it remains.
            }
        };
    }
}
