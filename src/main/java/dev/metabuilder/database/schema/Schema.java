package dev.metabuilder.database.schema;

import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.storage.DeclaredProperties;
import dev.metabuilder.database.storage.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the changes and tables of the database's schema with those that this build needs. */
@ApplicationScoped
public class Schema {

    private static final int MOST_DIFFERENCES = 20;
    private static final String READ_ONLY = "The database can't be written to.";

    @Inject
    private Storage storage;

    @Inject
    private Migration migration;

    @Inject
    private Catalogue catalogue;

    @Inject
    private DeclaredProperties declarations;

    /** For the container. */
    public Schema() {}

    /** Makes one in a process without a server. */
    public Schema(Storage storage, Migration migration, Catalogue catalogue, DeclaredProperties declarations) {
        this.storage = storage;
        this.migration = migration;
        this.catalogue = catalogue;
        this.declarations = declarations;
    }

    /** Returns the number of this build's last change, such as {@code 0005}. */
    public String version() {
        List<String> known = migration.changes(storage.dialect().changelogName());
        String last = known.get(known.size() - 1);
        return last.substring(0, last.indexOf('-'));
    }

    /**
     * Returns, in words, the pending and unknown changes that keep this build from running on the database's schema, or null
     * if there are none.
     *
     * @throws dev.metabuilder.database.errors.UnavailableException if the database does not answer
     */
    public String fault() {
        return storage.read(this::fault);
    }

    /** Returns the {@link #fault()} of the database of a connection. */
    public String fault(Connection connection) throws SQLException {
        List<String> missing =
                new ArrayList<>(migration.changes(Dialect.of(connection).changelogName()));
        List<String> had = applied(connection);
        // A change in several sets has its own name at the last one; the names of those before it begin with it.
        Set<String> unknown =
                had.stream().map(id -> id.replaceFirst("/.*", "")).collect(Collectors.toCollection(LinkedHashSet::new));
        unknown.removeAll(Set.copyOf(missing));
        missing.removeAll(had);
        if (!missing.isEmpty()) {
            return "The database's schema lacks " + String.join(", ", missing)
                    + ". Run migrate or liquibase update, or set METABUILDER_MIGRATE=update.";
        }
        return unknown.isEmpty()
                ? null
                : "The database's schema has " + String.join(", ", unknown)
                        + ", which this build does not know. Run a newer build.";
    }

    /**
     * Returns the {@link #fault()}, or, if there is none, the manual changes of the schema, in words, or null if the schema
     * is the one that this build needs. It reads the database's catalogue, which takes some milliseconds.
     *
     * @throws dev.metabuilder.database.errors.UnavailableException if the database does not answer
     */
    public String difference() {
        return storage.read(connection -> {
            String fault = fault(connection);
            return fault == null ? drift(connection) : fault;
        });
    }

    /**
     * Returns why a server is not ready, in words, or null: the {@link #difference()}, {@link #unsettled} rows, or a
     * read-only database.
     *
     * @throws dev.metabuilder.database.errors.UnavailableException if the database does not answer
     */
    public String obstacle() {
        String difference = difference();
        return difference == null ? storage.read(this::obstacle) : difference;
    }

    private String obstacle(Connection connection) throws SQLException {
        return storage.dialect().isReadOnly(connection) ? READ_ONLY : unsettled(connection);
    }

    /**
     * Adapts the rows to this build's declarations of properties, if the schema is the required one: see
     * {@link DeclaredProperties#settle}.
     *
     * @param all whether to look at all rows, even if the declarations have not changed
     * @return a message for each value that does not fit and stays where it is
     * @throws dev.metabuilder.database.errors.UnavailableException if the database does not answer
     */
    public List<String> settle(boolean all) {
        boolean settles = storage.read(connection ->
                fault(connection) == null && drift(connection) == null && (all || unsettled(connection) != null));
        if (!settles) {
            return List.of();
        }
        Problems problems = declarations.settle(all);
        List<String> told = new ArrayList<>();
        problems.first()
                .forEach(problem -> told.add(problem
                        + ". The value stays among the undeclared properties of the record, and is not shown."));
        if (problems.count() > told.size()) {
            told.add("There are " + problems.count() + " such values; these are the first " + told.size() + ".");
        }
        return told;
    }

    /**
     * Returns, in words, the properties whose values are not yet where this build expects them, or null if there are none.
     */
    public String unsettled(Connection connection) throws SQLException {
        Set<String> properties = declarations.unsettled(connection);
        return properties.isEmpty()
                ? null
                : "The rows were written by a build that declares other properties than this one: "
                        + properties.stream().limit(MOST_DIFFERENCES).collect(Collectors.joining(", "))
                        + (properties.size() > MOST_DIFFERENCES ? ", …" : "")
                        + ". Start a server of this build, or run migrate.";
    }

    private String drift(Connection connection) throws SQLException {
        List<String> differences = DriftCheck.between(
                RequiredSchema.of(catalogue, Dialect.of(connection)), SchemaStructure.of(connection));
        if (differences.isEmpty()) {
            return null;
        }
        int told = Math.min(differences.size(), MOST_DIFFERENCES);
        return "The database's schema is not what this build needs: "
                + String.join("; ", differences.subList(0, told))
                + (told < differences.size() ? "; and " + (differences.size() - told) + " more." : ".");
    }

    private static List<String> applied(Connection connection) throws SQLException {
        List<String> applied = new ArrayList<>();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "databasechangelog", new String[] {"TABLE"})) {
            if (!tables.next() && !hasTable(connection)) {
                return applied;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id FROM " + Dialect.of(connection).changelogTable() + " ORDER BY orderexecuted")) {
            while (rows.next()) {
                applied.add(rows.getString(1));
            }
        }
        return applied;
    }

    private static boolean hasTable(Connection connection) throws SQLException {
        // Some databases store the name in capitals.
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "DATABASECHANGELOG", new String[] {"TABLE"})) {
            return tables.next();
        }
    }
}
