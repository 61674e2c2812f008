package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

class PostgresqlSchemaTest extends SchemaContract {

    PostgresqlSchemaTest() {
        super(TestDatabase.POSTGRESQL);
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
