package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.testing.EmbeddedPostgres;
import dev.metabuilder.database.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresqlSchemaTest extends SchemaContract {

    PostgresqlSchemaTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Test
    void theLanguageOfTheDatabaseDoesNotChangeWhatItsTypesAreCalled() throws SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.running();
        String url =
                postgres.createDatabase("tr-" + UUID.randomUUID(), "LOCALE_PROVIDER icu ICU_LOCALE 'tr' LOCALE 'C'");
        try (Connection connection = DriverManager.getConnection(url, postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            try (ResultSet upper = statement.executeQuery("SELECT upper('bigint')")) {
                upper.next();
                assertEquals("BİGİNT", upper.getString(1), "the database changes case as Turkish does");
            }
            statement.execute("CREATE TABLE t (n BIGINT)");
            assertEquals(Map.of("t.n", "BIGINT"), SchemaStructure.of(connection).columns());
        }
    }

    @Override
    List<String> objects() throws SQLException {
        List<String> objects = new ArrayList<>();
        // What a table has beside columns, constraints and indexes; and all that is no table, and goes with none.
        objects.addAll(
                query("SELECT relkind::text || ' ' || relname || coalesce(': ' || pg_get_indexdef(i.indexrelid), '')"
                        + " FROM pg_class LEFT JOIN pg_index i ON i.indexrelid = oid"
                        + " WHERE relnamespace = 'public'::regnamespace ORDER BY 1"));
        objects.addAll(query("SELECT 'constraint ' || conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint"
                + " WHERE connamespace = 'public'::regnamespace ORDER BY 1"));
        objects.addAll(query(
                "SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger" + " WHERE NOT tgisinternal ORDER BY 1"));
        objects.addAll(query("SELECT 'function ' || proname FROM pg_proc"
                + " WHERE pronamespace = 'public'::regnamespace ORDER BY 1"));
        objects.addAll(query(
                "SELECT 'type ' || typname FROM pg_type" + " WHERE typnamespace = 'public'::regnamespace ORDER BY 1"));
        return objects;
    }
}
