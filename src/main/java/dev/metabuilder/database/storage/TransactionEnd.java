package dev.metabuilder.database.storage;

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

    /** Does the same, and throws our exceptions. */
    default void endWith(Connection connection) {
        try {
            end(connection);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }
}
