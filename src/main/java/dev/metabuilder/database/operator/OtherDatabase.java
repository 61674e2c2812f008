package dev.metabuilder.database.operator;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.launch.SourceDatabase;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.storage.ErrorTranslator;
import java.sql.Connection;
import java.sql.SQLException;

/** A read-only snapshot of a database that is not the server's own. */
final class OtherDatabase {

    private OtherDatabase() {}

    /**
     * A function on the snapshot.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    interface Reading<R> {
        R on(Connection connection) throws SQLException;
    }

    /**
     * Runs a function on a snapshot.
     *
     * @throws UnavailableException if the database can't be read
     */
    static <R> R read(SourceDatabase from, Reading<R> reading) {
        try (Connection connection = from.connections().getConnection()) {
            Dialect.of(connection).beginSnapshot(connection);
            R result = reading.on(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw ErrorTranslator.explain(
                    "The database " + from.url().replaceFirst("[?].*", "") + " could not be read.", e);
        }
    }
}
