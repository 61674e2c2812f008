package dev.metabuilder.database.replacement;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Reference;
import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.BulkInsert;
import dev.metabuilder.database.platform.StagingHistorySql;
import dev.metabuilder.database.platform.StagingHistorySql.Kept;
import dev.metabuilder.database.platform.StagingWriteSql.Following;
import dev.metabuilder.database.record.ChangeEntry;
import dev.metabuilder.database.record.ChangeSet;
import dev.metabuilder.database.record.RecordHistory;
import dev.metabuilder.database.record.RecordState;
import dev.metabuilder.database.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes down what a replacement does to records. Before a statement changes rows, it keeps them in a temporary table; at the end it
 * compares them with what is there now. So whatever happens to a record on the way, there is one entry, of the whole effect.
 */
final class StagedHistory {

    private final Sql sql;
    private final Catalogue catalogue;
    private final StagingTables staging;
    private final StagingHistorySql queries;
    private final RecordHistory recordHistory;
    private final boolean on;
    private final Map<Model<?>, Kept> kept = new HashMap<>();
    /** The models of which a row is kept. */
    private final Set<Model<?>> touched = new HashSet<>();

    /** The models whose tables were empty before. */
    private final Set<Model<?>> fresh = new HashSet<>();

    /**
     * Makes one.
     *
     * @param on whether to write anything down
     */
    StagedHistory(Sql sql, Catalogue catalogue, StagingTables staging, RecordHistory recordHistory, boolean on) {
        this.sql = sql;
        this.catalogue = catalogue;
        this.staging = staging;
        this.recordHistory = recordHistory;
        this.on = on;
        queries = staging.histories();
    }

    /** Keeps the rows that are marked for deletion, and those that lose their reference to one of them. */
    void begin() throws SQLException {
        if (!on) {
            return;
        }
        Set<Integer> doomed = new HashSet<>();
        sql.query("SELECT DISTINCT model FROM doomed", row -> doomed.add(row.getInt(1)));
        for (int number : doomed) {
            Model<?> model = catalogue.models().get(number);
            keepDoomed(model);
            for (Reference reference : catalogue.to(model)) {
                if (reference.rule() == Rule.SET_NULL && !staging.isReplaced(reference.from())) {
                    Kept referring = kept(reference.from());
                    keep(
                            reference.from(),
                            referring,
                            queries.unset(referring, reference.property().column(), staging.staged(model)));
                }
            }
        }
    }

    /** Keeps the rows of a model that are marked for deletion. */
    void keepDoomed(Model<?> model) throws SQLException {
        if (on) {
            keep(model, kept(model), queries.doomed(kept(model)));
        }
    }

    /**
     * Keeps the rows that lose their value in a section of single values, and returns whether there are any; if nothing is written
     * down, there may be some.
     */
    boolean keepLosing(Section<?> section) throws SQLException {
        return !on
                || keepShared(
                        section, queries.losing(of(section), section.value().column()));
    }

    /**
     * Keeps the rows of a section that the input changes, and returns whether it changes or adds any; if nothing is written
     * down, there may be some.
     *
     * @param compared the columns in which a changed row differs
     * @param empty whether the table has no row now
     */
    boolean keepReplaced(Section<?> section, List<String> compared, boolean empty) throws SQLException {
        if (on && empty && !touched.contains(section.model())) {
            fresh.add(section.model());
        }
        if (!on || fresh.contains(section.model())) {
            return true;
        }
        String replaced = queries.replaced(of(section), compared);
        return catalogue.isShared(section)
                ? keepShared(section, replaced)
                : keep(section.model(), of(section), replaced);
    }

    /** Keeps the followers of changed rows, and the rows whose place they take. */
    void keepFollowers(Model<?> model, Following following) throws SQLException {
        if (on && !fresh.contains(model) && sql.has(queries.following(kept(model), following))) {
            keep(model, kept(model), queries.following(kept(model), following));
            keep(model, kept(model), queries.followed(kept(model), following));
        }
    }

    /** Keeps rows of which some may be kept already, so that the number of those that are kept now tells nothing. */
    private boolean keepShared(Section<?> section, String query) throws SQLException {
        boolean some = sql.has(query);
        if (some) {
            keep(section.model(), of(section), query);
        }
        return some;
    }

    private boolean keep(Model<?> model, Kept rows, String query) throws SQLException {
        boolean some = sql.update(queries.keep(rows, query)) > 0;
        if (some) {
            touched.add(model);
        }
        return some;
    }

    private Kept of(Section<?> section) throws SQLException {
        Kept rows = kept(section.model());
        return new Kept(staging.staged(section), rows.name(), rows.columns());
    }

    private Kept kept(Model<?> model) throws SQLException {
        Kept rows = kept.get(model);
        if (rows == null) {
            rows = staging.keeping(model);
            kept.put(model, rows);
        }
        return rows;
    }

    /** Writes the entries, after the last change. */
    void write() throws SQLException {
        for (Model<?> model : catalogue.models()) {
            if (fresh.contains(model)) {
                long added = sql.number("SELECT COUNT(*) FROM " + model.table());
                if (added > 0) {
                    RowSpool rows = new RowSpool();
                    rows.add(set().row(ChangeEntry.ofMany(recordHistory.collection(model), added)));
                    insert(rows);
                }
            } else if (touched.contains(model)) {
                compare(model);
            }
        }
    }

    private void compare(Model<?> model) throws SQLException {
        int then = RecordState.columns(model).size();
        RowSpool rows = new RowSpool();
        ChangeSet set = set();
        sql.query(queries.compared(kept.get(model)), row -> {
            RecordState before = state(model, row, 1, then);
            RecordState after = state(model, row, 1 + then, then);
            ChangeEntry entry = before == null && after == null ? null : recordHistory.entry(before, after);
            if (entry != null) {
                rows.add(set.row(entry));
            }
        });
        insert(rows);
    }

    /** Returns the state of a row, or null if it is not there: then its last column, the version, is null. */
    private static RecordState state(Model<?> model, ResultSet row, int first, int columns) throws SQLException {
        row.getLong(first + columns - 1);
        return row.wasNull() ? null : RecordState.read(model, row, first);
    }

    private ChangeSet set() throws SQLException {
        ChangeSet set = recordHistory.set();
        set.begin(sql.connection());
        return set;
    }

    private void insert(RowSpool rows) throws SQLException {
        BulkInsert insert = staging.insert(ChangeEntry.TABLE, ChangeEntry.COLUMNS);
        boolean whole = false;
        try {
            rows.take(insert::add);
            insert.close();
            whole = true;
        } finally {
            if (!whole) {
                insert.abandon();
            }
        }
    }
}
