package dev.metabuilder.database.replacement;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.platform.BulkInsert;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.StagedTable;
import dev.metabuilder.database.platform.StagingCheckSql;
import dev.metabuilder.database.platform.StagingHistorySql;
import dev.metabuilder.database.platform.StagingHistorySql.Kept;
import dev.metabuilder.database.platform.StagingWriteSql;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.Sql;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The temporary tables that hold the whole input before anything is written, so that set queries can check and compare it.
 * Each section has a table with the key as {@code row_key}, the number of the record as {@code row_no}, the number that
 * defines its order as {@code row_place} (the same, unless a repair has moved the record), and its columns. {@code doomed}
 * has the keys of rows to delete, {@code moved} the old values of properties with followers, {@code placed} the new
 * positions of rows, and a table of each model whose rows may change keeps these as they were, for the history.
 */
final class StagingTables implements ReplacementInput.Sink {

    private static final List<String> HELPERS = List.of("doomed", "moved", "placed");

    private final Sql sql;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Progress progress;
    private final List<String> helpers = new ArrayList<>(HELPERS);
    private final List<Section<?>> sections = new ArrayList<>();
    private final List<Object> row = new ArrayList<>();
    private BulkInsert bulkInsert;

    StagingTables(Sql sql, Dialect dialect, Catalogue catalogue, Progress progress) throws SQLException {
        this.sql = sql;
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.progress = progress;
        try (Statement statement = sql.connection().createStatement()) {
            String key = "row_key " + dialect.temporaryKey() + " NOT NULL";
            dialect.createTemporary(statement, "doomed", "model INTEGER NOT NULL, " + key, "model, row_key");
            dialect.createTemporary(
                    statement,
                    "moved",
                    "old_value " + dialect.temporaryKey() + " NOT NULL, row_no BIGINT, " + key,
                    "old_value");
            dialect.createTemporary(statement, "placed", key + ", row_position BIGINT NOT NULL", "row_key");
            helpers.addAll(dialect.createHelpers(statement));
        }
    }

    /** Returns the name of a section's staging table. */
    String table(Section<?> of) {
        return "incoming_" + catalogue.sections().indexOf(of);
    }

    /** Returns the sections of the input. */
    List<Section<?>> sections() {
        return sections;
    }

    void fill(ReplacementInput input) throws SQLException {
        boolean whole = false;
        try {
            input.read(this);
            finish();
            whole = true;
        } finally {
            if (!whole && bulkInsert != null) {
                bulkInsert.abandon();
            }
        }
    }

    @Override
    public void begin(Section<?> next) {
        try {
            finish();
            progress.at(next);
            sections.add(next);
            StringBuilder columns = new StringBuilder("row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key "
                    + dialect.temporaryKey() + " NOT NULL, " + Model.EXTRA + " " + dialect.temporaryType(String.class));
            List<String> names = new ArrayList<>(List.of("row_no", "row_place", "row_key", Model.EXTRA));
            addColumns(next.columns(), columns, names);
            try (Statement statement = sql.connection().createStatement()) {
                dialect.createTemporary(statement, table(next), columns.toString(), "row_key, row_no");
            }
            bulkInsert = dialect.bulkInsert(sql.connection(), table(next), names, true);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    @Override
    public void record(ReplacementInput.Entry entry) {
        row.clear();
        row.add(entry.number());
        row.add(entry.number());
        row.add(entry.key());
        row.add(entry.extra());
        row.addAll(entry.values().subList(1, entry.values().size()));
        try {
            bulkInsert.add(row);
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
        progress.record();
    }

    @Override
    public void forget(Section<?> section) {
        try (Statement statement = sql.connection().createStatement()) {
            finish();
            if (sections.remove(section)) {
                dialect.discard(statement, List.of(table(section)));
            }
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    @Override
    public void pause() {
        try {
            finish();
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    private void finish() throws SQLException {
        if (bulkInsert != null) {
            bulkInsert.close();
            bulkInsert = null;
        }
    }

    /** Returns the table of a section with its staging table. */
    StagedTable staged(Section<?> section) {
        return staged(section.model(), table(section));
    }

    /** Returns the table of a model with the staging table of its first section, if that is in the input. */
    StagedTable staged(Model<?> model) {
        return staged(model, isReplaced(model) ? table(catalogue.section(model.type())) : null);
    }

    private StagedTable staged(Model<?> model, String incoming) {
        return new StagedTable(model.table(), model.key().column(), incoming, catalogue.number(model));
    }

    StagingCheckSql checks() {
        return dialect.stagingChecks();
    }

    StagingWriteSql writes() {
        return dialect.stagingWrites();
    }

    StagingHistorySql histories() {
        return dialect.stagingHistory();
    }

    /** Makes the table that keeps the rows of a model as they were, beside their keys, versions and positions. */
    Kept keeping(Model<?> model) throws SQLException {
        String name = "kept_" + catalogue.number(model);
        StringBuilder columns = new StringBuilder(
                "row_key " + dialect.temporaryKey() + " NOT NULL, row_version BIGINT, row_position BIGINT");
        List<String> names = new ArrayList<>();
        addColumns(model.columns(), columns, names);
        columns.append(", ").append(Model.EXTRA).append(' ').append(dialect.temporaryType(String.class));
        names.add(Model.EXTRA);
        try (Statement statement = sql.connection().createStatement()) {
            dialect.createTemporary(statement, name, columns.toString(), "row_key");
        }
        helpers.add(name);
        return new Kept(staged(model), name, names);
    }

    /** Returns an insert for rows of a table, while nobody else uses the connection. */
    BulkInsert insert(String table, List<String> columns) throws SQLException {
        return dialect.bulkInsert(sql.connection(), table, columns, true);
    }

    private void addColumns(List<Property> properties, StringBuilder columns, List<String> names) {
        properties.stream().filter(property -> !property.key()).forEach(property -> {
            columns.append(", ").append(property.column()).append(' ').append(dialect.temporaryType(property.type()));
            names.add(property.column());
        });
    }

    /** Returns whether a reference is judged when it is written. */
    boolean judgesReferencesAtOnce() {
        return dialect.judgesReferencesAtOnce();
    }

    /** Returns whether a model's rows are replaced. */
    boolean isReplaced(Model<?> model) {
        return sections.stream().anyMatch(filled -> filled.model() == model);
    }

    /** Returns an insert for the new positions of rows. */
    BulkInsert places() throws SQLException {
        return dialect.bulkInsert(sql.connection(), "placed", List.of("row_key", Model.POSITION), false);
    }

    /** Drops or empties the temporary tables for the next user of the connection. */
    void discard() throws SQLException {
        List<String> tables = new ArrayList<>(helpers);
        sections.forEach(filled -> tables.add(table(filled)));
        try (Statement statement = sql.connection().createStatement()) {
            dialect.discard(statement, tables);
        }
    }

    /** Deletes the positions, for the next section. */
    void forgetPlaces() throws SQLException {
        sql.update("DELETE FROM placed");
    }
}
