package dev.metabuilder.database.history;

import dev.metabuilder.database.errors.GoneException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Storage;
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

/** Reads the history. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(ErrorTranslator.class)
public class RecordChanges {

    private static final String ENTRIES = "SELECT " + Change.COLUMNS
            + " FROM change_sets s JOIN record_changes c ON c.set_id = s.id WHERE s.number IS NOT NULL";

    /** What is in front of the first condition lets a database begin with the index of the numbers. */
    private static final String AFTER = " AND s.number >= ? AND (s.number > ? OR c.entry_no > ?)";

    private static final String BEFORE = " AND s.number <= ? AND (s.number < ? OR c.entry_no < ?)";

    @Inject
    private Storage storage;

    @Inject
    private ChangeNumbering numbering;

    /** Which numbers there are: the highest that retention has removed, and the highest of all. */
    private record Numbers(long removed, long last) {}

    /**
     * Returns the entries after a position, in the order of the feed. It has all that was committed before the call.
     *
     * @throws GoneException if some of them are no longer kept
     * @throws InvalidException if there has been no such position
     */
    public ChangePage feed(ChangeQuery query) {
        numbering.run();
        return storage.read(connection -> {
            Numbers numbers = numbers(connection);
            ChangePosition after = query.after() == null ? ChangePosition.FIRST : query.after();
            if (query.after() != null) {
                requireKept(after, numbers);
            }
            List<Object> parameters = new ArrayList<>(List.of(after.number(), after.number(), after.entry()));
            List<Change> found = read(
                    connection,
                    ENTRIES + AFTER + query.conditions(parameters) + " ORDER BY s.number, c.entry_no",
                    parameters,
                    query.limit() + 1);
            if (found.size() <= query.limit()) {
                return new ChangePage(found, ChangePosition.after(numbers.last()), false);
            }
            List<Change> page = List.copyOf(found.subList(0, query.limit()));
            return new ChangePage(page, page.get(page.size() - 1).position(), true);
        });
    }

    private static void requireKept(ChangePosition after, Numbers numbers) {
        if (after.number() > numbers.last() + 1) {
            throw new InvalidException("/after", "there has been no such position; without it, the feed begins anew");
        }
        // Of the set with the number itself, nobody knows any more whether the caller has all entries.
        if (after.number() <= numbers.removed()) {
            throw new GoneException(
                    "What was changed after the position " + after
                            + " is no longer kept in full. Read the collections again, and then the changes without a position.");
        }
    }

    /**
     * Returns the entries about one record, the newest first. The position is that of the page before, whose entries are
     * newer.
     */
    public ChangePage ofRecord(ChangeQuery query) {
        numbering.run();
        return storage.read(connection -> {
            List<Object> parameters = new ArrayList<>();
            String before = "";
            if (query.after() != null) {
                ChangePosition at = query.after();
                parameters.addAll(List.of(at.number(), at.number(), at.entry()));
                before = BEFORE;
            }
            List<Change> found = read(
                    connection,
                    ENTRIES + before + query.conditions(parameters) + " ORDER BY s.number DESC, c.entry_no DESC",
                    parameters,
                    query.limit() + 1);
            boolean more = found.size() > query.limit();
            List<Change> page = more ? List.copyOf(found.subList(0, query.limit())) : found;
            return new ChangePage(page, more ? page.get(page.size() - 1).position() : ChangePosition.FIRST, more);
        });
    }

    private static Numbers numbers(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT removed_number, last_number FROM change_numbering WHERE id = 1");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Numbers(row.getLong(1), row.getLong(2));
        }
    }

    private static List<Change> read(Connection connection, String sql, List<Object> parameters, int limit)
            throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql + " LIMIT " + limit)) {
            for (int i = 0; i < parameters.size(); i++) {
                select.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(Change.of(row));
                }
            }
        }
        return changes;
    }
}
