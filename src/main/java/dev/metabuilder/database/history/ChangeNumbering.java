package dev.metabuilder.database.history;

import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.storage.TransactionRetry;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the committed sets of changes their numbers: the order that all readers share. A set gets the next number after its
 * commit, and one transaction at a time gives numbers, so no reader ever sees a number after which a lower one appears. A
 * long import holds up nobody: its set is not there before its commit.
 *
 * <p>Of two changes of one record, the set of the earlier has the lower id, and is there before the other; so the order by id
 * is right for each record. Where the database has one writer at a time, the writer itself numbers its set, and there is
 * nothing to do here.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors({TransactionRetry.class, ErrorTranslator.class})
public class ChangeNumbering {

    /** How many sets get their numbers in one transaction. */
    static final int MOST_SETS = 1_000;

    private static final long PATIENCE_SECONDS = 2;

    /** The readers of this server number one after another: each waiting transaction would hold a connection. */
    private static final ReentrantLock TURN = new ReentrantLock();

    @Inject
    private Storage storage;

    @Resource
    private SessionContext context;

    /** Gives numbers to all sets that were committed before the call. It does nothing if all have theirs. */
    public void run() {
        if (!isBehind()) {
            return;
        }
        try {
            // Whoever waits longer reads what has its number by then.
            if (TURN.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    ChangeNumbering self = context.getBusinessObject(ChangeNumbering.class);
                    int numbered = MOST_SETS;
                    // A step that is not full has numbered all that there was.
                    while (numbered == MOST_SETS && isBehind()) {
                        numbered = self.step();
                    }
                } finally {
                    TURN.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBehind() {
        return storage.query("SELECT id FROM change_sets WHERE number IS NULL LIMIT 1") != null;
    }

    /** Numbers the first sets without a number, and returns how many. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int step() {
        Connection connection = storage.inTransaction();
        try {
            long last = lock(connection);
            List<Long> ids = new ArrayList<>();
            // This query begins after the lock: it sees whatever the one before has numbered.
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT id FROM change_sets WHERE number IS NULL ORDER BY id LIMIT " + MOST_SETS);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            if (!ids.isEmpty()) {
                try (PreparedStatement update =
                        connection.prepareStatement("UPDATE change_sets SET number = ? WHERE id = ?")) {
                    for (long id : ids) {
                        update.setLong(1, ++last);
                        update.setLong(2, id);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
                raise(connection, last);
            }
            return ids.size();
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    private static long lock(Connection connection) throws SQLException {
        // On every database, an update that changes nothing locks the row too.
        try (PreparedStatement lock = connection.prepareStatement(
                        "UPDATE change_numbering SET last_number = last_number WHERE id = 1");
                PreparedStatement select =
                        connection.prepareStatement("SELECT last_number FROM change_numbering WHERE id = 1")) {
            lock.executeUpdate();
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void raise(Connection connection, long last) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE change_numbering SET last_number = ? WHERE id = 1")) {
            update.setLong(1, last);
            update.executeUpdate();
        }
    }
}
