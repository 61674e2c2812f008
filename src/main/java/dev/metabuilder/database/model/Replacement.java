package dev.metabuilder.database.model;

import dev.metabuilder.database.model.Reference.Rule;
import dev.metabuilder.database.platform.Dialect;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes sections equal to what comes in, in one transaction: {@code set…} and import are the same thing. Records that
 * stay are the same rows, and rows that are as they should be are not touched. Memory does not grow with the input.
 *
 * <p>It goes below JPA, by JDBC within the same JTA transaction: first everything that comes in is written, in batches,
 * and its key staged in a temporary table; then what was not staged is deleted, with the effects on other sections; then
 * references are judged.
 */
@Stateless
public class Replacement {

    @Inject
    private Storage storage;

    @Inject
    private Catalogue catalogue;

    /**
     * Replaces sections.
     *
     * @param sections those that the input has
     * @return what was added, changed and removed
     * @throws ConflictException when a key or a unique value comes twice, or a reference points nowhere
     */
    public Report replace(Set<Section<?>> sections, Input input) {
        Connection connection = storage.inTransaction();
        Report report = new Report();
        Conflicts conflicts = new Conflicts();
        try {
            lock(connection, sections);
            // What follows another model (credentials follow users) comes after it, wherever it stands in the input.
            Set<Section<?>> leading =
                    sections.stream().filter(section -> !follows(section)).collect(Collectors.toSet());
            pass(connection, leading, input, report, conflicts);
            if (leading.size() < sections.size()) {
                Set<Section<?>> following =
                        sections.stream().filter(this::follows).collect(Collectors.toSet());
                pass(connection, following, input, report, conflicts);
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
        storage.entities().clear();
        return report;
    }

    private boolean follows(Section<?> section) {
        return catalogue.from(section.model()).stream().anyMatch(reference -> reference.rule() == Rule.FOLLOW);
    }

    /** Keeps other writers out of what is replaced and of what that has effects on, in the order of the catalogue. */
    private void lock(Connection connection, Set<Section<?>> sections) throws SQLException {
        Set<Model<?>> replaced = sections.stream().map(Section::model).collect(Collectors.toSet());
        Set<Model<?>> affected = Removal.affected(catalogue, replaced);
        Set<Model<?>> referred = catalogue.references().stream()
                .filter(reference -> affected.contains(reference.from()))
                .map(Reference::to)
                .collect(Collectors.toSet());
        Dialect dialect = storage.dialect();
        try (Statement statement = connection.createStatement()) {
            for (Model<?> model : catalogue.models()) {
                if (affected.contains(model)) {
                    dialect.lockForReplacement(statement, model.table());
                } else if (referred.contains(model)) {
                    dialect.lockForReference(statement, model.table());
                }
            }
            String key = "k " + dialect.keyType() + " NOT NULL";
            dialect.temporaryTable(
                    statement,
                    "staged",
                    "section INT NOT NULL, " + key + ", n BIGINT NOT NULL, PRIMARY KEY (section, k)");
            dialect.temporaryTable(
                    statement, "moved", key + " PRIMARY KEY, old_value " + dialect.keyType() + " NOT NULL UNIQUE");
            dialect.temporaryTable(statement, "doomed", "model INT NOT NULL, " + key + ", PRIMARY KEY (model, k)");
        }
    }

    private void pass(Connection connection, Set<Section<?>> sections, Input input, Report report, Conflicts conflicts)
            throws SQLException {
        Writers writers = new Writers(section -> new SectionWriter(connection, catalogue, section, report, conflicts));
        input.read(sections::contains, writers);
        writers.flush();
        conflicts.reject(input);
        new Removal(connection, catalogue, writers.sections, input, report).run();
    }

    /** Hands each record on to the writer of its section. */
    private static final class Writers implements Input.Sink {

        private final Function<Section<?>, SectionWriter> make;
        private final List<Section<?>> sections = new ArrayList<>();
        private SectionWriter current;

        Writers(Function<Section<?>, SectionWriter> make) {
            this.make = make;
        }

        @Override
        public void begin(Section<?> section) {
            flush();
            sections.add(section);
            current = make.apply(section);
        }

        @Override
        public void record(Input.Entry entry) {
            current.add(entry);
        }

        void flush() {
            if (current != null) {
                current.flush();
            }
        }
    }
}
