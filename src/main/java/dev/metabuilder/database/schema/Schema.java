package dev.metabuilder.database.schema;

import dev.metabuilder.database.model.Storage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Which changes the database's schema has, and which this build needs. */
@ApplicationScoped
public class Schema {

    @Inject
    private Storage storage;

    @Inject
    private Migration migration;

    /** Returns the number of the last change that this build knows, such as {@code 0005}. */
    public String version() {
        List<String> known = migration.changes();
        String last = known.get(known.size() - 1);
        return last.substring(0, last.indexOf('-'));
    }

    /**
     * Returns what keeps this build from running on the database's schema, in words, or null when nothing does.
     *
     * @throws dev.metabuilder.database.model.UnavailableException when the database does not answer
     */
    public String fault() {
        return storage.read(this::fault);
    }

    /** Returns the same of the database that a connection reads. */
    public String fault(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>(migration.changes());
        List<String> unknown = applied(connection);
        List<String> had = List.copyOf(unknown);
        unknown.removeAll(missing);
        missing.removeAll(had);
        if (!missing.isEmpty()) {
            return "The database's schema lacks " + String.join(", ", missing)
                    + ". Run liquibase update, or set METABUILDER_MIGRATE=update.";
        }
        return unknown.isEmpty()
                ? null
                : "The database's schema has " + String.join(", ", unknown)
                        + ", which this build does not know. Run a newer build.";
    }

    private static List<String> applied(Connection connection) throws SQLException {
        List<String> applied = new ArrayList<>();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "databasechangelog", new String[] {"TABLE"})) {
            if (!tables.next() && !hasTable(connection)) {
                return applied;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM databasechangelog ORDER BY orderexecuted")) {
            while (rows.next()) {
                applied.add(rows.getString(1));
            }
        }
        return applied;
    }

    private static boolean hasTable(Connection connection) throws SQLException {
        // Liquibase writes the name in capitals where the database keeps them.
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "DATABASECHANGELOG", new String[] {"TABLE"})) {
            return tables.next();
        }
    }
}
