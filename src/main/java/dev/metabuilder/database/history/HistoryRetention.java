package dev.metabuilder.database.history;

import dev.metabuilder.database.platform.Configuration;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.ScheduledTask;
import dev.metabuilder.database.storage.Storage;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Removes history that is older than it is to be kept, in small steps that hold up no writer for long. */
@Stateless
@Interceptors(ErrorTranslator.class)
public class HistoryRetention {

    /** How many rows of a table one transaction removes. */
    static final int MOST_ROWS = 1_000;

    private static final ScheduledTask REMOVAL = new ScheduledTask("the removal of old history");

    @Inject
    private Storage storage;

    @Inject
    private ChangeNumbering numbering;

    @Inject
    private Configuration configuration;

    @Resource
    private SessionContext context;

    /** Removes what is too old, every hour. */
    @Schedule(hour = "*", minute = "27", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void removeOldOnSchedule() {
        REMOVAL.run(() -> removeOlderThan(System.currentTimeMillis()
                - Duration.ofDays(configuration.historyDays()).toMillis()));
    }

    /** Removes the sets at the beginning of the feed that were written before a time, in ms since 1970. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void removeOlderThan(long time) {
        numbering.run();
        HistoryRetention self = context.getBusinessObject(HistoryRetention.class);
        boolean more;
        do {
            more = self.removeSome(time);
        } while (more);
    }

    /** Removes some of them in one transaction, and returns whether there are more. */
    public boolean removeSome(long time) {
        Connection connection = storage.inTransaction();
        try {
            List<Long> old = old(connection, time);
            if (old.isEmpty()) {
                return false;
            }
            // From now on, cursors before these sets are refused: some of the entries may be gone.
            long last = old.get(old.size() - 1);
            update(
                    connection,
                    "UPDATE change_numbering SET removed_number = ? WHERE id = 1 AND removed_number < ?",
                    last,
                    last);
            if (removeEntries(connection, last) < MOST_ROWS) {
                update(connection, "DELETE FROM change_sets WHERE number <= ?", last);
            }
            return true;
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    /** Returns the numbers of the first sets, as far as they are too old. */
    private static List<Long> old(Connection connection, long time) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT number, changed_at FROM change_sets"
                        + " WHERE number IS NOT NULL ORDER BY number LIMIT " + MOST_ROWS);
                ResultSet row = select.executeQuery()) {
            while (row.next() && row.getLong(2) < time) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    private static int removeEntries(Connection connection, long last) throws SQLException {
        int removed = 0;
        try (PreparedStatement select = connection.prepareStatement("SELECT c.set_id, c.entry_no FROM change_sets s"
                        + " JOIN record_changes c ON c.set_id = s.id WHERE s.number <= ?"
                        + " ORDER BY s.number, c.entry_no LIMIT " + MOST_ROWS);
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM record_changes WHERE set_id = ? AND entry_no = ?")) {
            select.setLong(1, last);
            try (ResultSet row = select.executeQuery()) {
                for (; row.next(); removed++) {
                    delete.setLong(1, row.getLong(1));
                    delete.setLong(2, row.getLong(2));
                    delete.addBatch();
                }
            }
            if (removed > 0) {
                delete.executeBatch();
            }
        }
        return removed;
    }

    private static void update(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setLong(i + 1, parameters[i]);
            }
            update.executeUpdate();
        }
    }
}
