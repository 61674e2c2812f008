package dev.metabuilder.database.storage;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The number of records of each model, in one snapshot. */
@ApplicationScoped
public class RecordCounts {

    @Inject
    private Catalogue catalogue;

    @Inject
    private Storage storage;

    /** Returns how many records each model has, by the name of its first section. */
    public Map<String, Long> counts() {
        return storage.read(connection -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (Model<?> model : catalogue.models()) {
                counts.put(catalogue.section(model.type()).name(), count(connection, model));
            }
            return counts;
        });
    }

    private static long count(Connection connection, Model<?> model) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT COUNT(*) FROM " + model.table())) {
            row.next();
            return row.getLong(1);
        }
    }
}
