package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.history.Change;
import dev.metabuilder.database.json.JsonText;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Undoes all that a request or a job has changed: what was changed or removed is brought back, what was added is taken away.
 * The sections as they would be then replace the present ones, so all rules of a replacement hold.
 */
@Stateless
public class Restoration {

    /** What has made changes. */
    public enum Cause {
        /** A request. */
        REQUEST("request_id"),
        /** A job. */
        JOB("job_id");

        private final String column;

        Cause(String column) {
            this.column = column;
        }
    }

    private static final String OTHER = " JOIN change_sets o ON o.id = l.set_id WHERE s.{column} = ?"
            + " AND (o.{column} IS NULL OR o.{column} <> ?)";

    /** Later changes of the same records, or of all records of their sections at once. */
    private static final String LATER = "SELECT DISTINCT l.model, l.record_key FROM change_sets s"
            + " JOIN record_changes c ON c.set_id = s.id"
            + " JOIN record_changes l ON l.model = c.model AND l.set_id > c.set_id"
            + " AND (l.record_key = c.record_key OR l.record_key IS NULL)" + OTHER;

    /** Where one entry stands for all records of a section: later changes of any of its records. */
    private static final String LATER_OF_MANY = "SELECT DISTINCT l.model, l.record_key FROM change_sets s"
            + " JOIN record_changes c ON c.set_id = s.id AND c.record_key IS NULL"
            + " JOIN record_changes l ON l.model = c.model AND l.set_id > c.set_id"
            + OTHER;

    private static final String CHANGES = "SELECT " + Change.COLUMNS
            + " FROM change_sets s JOIN record_changes c ON c.set_id = s.id WHERE s.{column} = ? AND c.model = ?"
            + " ORDER BY c.set_id DESC, c.entry_no DESC";

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Replacement replacement;

    /**
     * Undoes the changes.
     *
     * @param id the id of the request or of the job
     * @return what was done
     * @throws NotFoundException if nothing is known of such a cause
     * @throws ConflictException if records have changed since, or secrets were changed, or the earlier records would contradict
     *     the present ones; nothing is done then
     */
    public ReplacementReport undo(Cause cause, String id) {
        Progress progress = new Progress();
        storage.begin(progress);
        Connection connection = storage.inTransaction();
        try {
            Set<Section<?>> sections = sections(connection, cause, id);
            // From here on nobody else changes these sections, so what is found out now holds until the end.
            Replacement.lock(storage, catalogue, connection, sections, progress);
            Problems conflicts = new Problems();
            later(connection, LATER, cause, id, conflicts);
            later(connection, LATER_OF_MANY, cause, id, conflicts);
            conflicts.rejectConflict();
            try (RestoredRecords records = new RestoredRecords()) {
                for (Section<?> section : sections) {
                    try (PreparedStatement select = prepare(connection, CHANGES, cause)) {
                        select.setString(1, id);
                        select.setString(2, section.name());
                        records.add(connection, section, select);
                    }
                }
                ReplacementReport report = replacement.replace(records);
                requireNoOthers(report, sections);
                return report;
            }
        } catch (SQLException e) {
            throw ErrorTranslator.translate(e);
        }
    }

    private Set<Section<?>> sections(Connection connection, Cause cause, String id) throws SQLException {
        Set<Section<?>> sections = new LinkedHashSet<>();
        Problems secrets = new Problems();
        try (PreparedStatement select = prepare(
                connection,
                "SELECT DISTINCT c.model FROM change_sets s JOIN record_changes c ON c.set_id = s.id"
                        + " WHERE s.{column} = ? ORDER BY c.model",
                cause)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Section<?> section = row.getString(1) == null ? null : catalogue.section(row.getString(1));
                    if (section == null || section.isSorted()) {
                        secrets.add(
                                section == null ? "" : "/" + section.name(),
                                Position.NONE,
                                section == null
                                        ? "the database was cleared: only a backup has what was there"
                                        : "holds secrets, which history has not: bring the other records back one by one,"
                                                + " with POST …/restore, and set the secrets anew");
                    } else {
                        sections.add(section);
                    }
                }
            }
        }
        secrets.rejectConflict();
        if (sections.isEmpty()) {
            throw new NotFoundException("Nothing is known of changes by the "
                    + (cause == Cause.JOB ? "job" : "request") + " \"" + id + "\": it has changed nothing, or its"
                    + " history is no longer kept.");
        }
        return sections;
    }

    private static void later(Connection connection, String sql, Cause cause, String id, Problems conflicts)
            throws SQLException {
        try (PreparedStatement select = prepare(connection, sql, cause)) {
            select.setString(1, id);
            select.setString(2, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String collection = "/" + row.getString(1);
                    String key = row.getString(2);
                    conflicts.add(
                            key == null ? collection : JsonText.pointer(collection, key),
                            Position.NONE,
                            "has changed since");
                }
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Cause cause) throws SQLException {
        return connection.prepareStatement(sql.replace("{column}", cause.column));
    }

    /** What refers to a record that would be taken away has come later, and is not ours. */
    private void requireNoOthers(ReplacementReport report, Set<Section<?>> sections) {
        Problems conflicts = new Problems();
        for (String name : List.copyOf(report.sections().keySet())) {
            Section<?> section = catalogue.section(name);
            long cascaded = report.sections().get(name).cascaded();
            if (cascaded > 0 && !sections.contains(section) && !catalogue.follows(section.model())) {
                conflicts.add(
                        "/" + name,
                        Position.NONE,
                        cascaded + " of its records refer to records that would be taken away");
            }
        }
        conflicts.rejectConflict();
    }
}
