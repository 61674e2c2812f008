package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class SqliteSchemaTest extends SchemaContract {

    SqliteSchemaTest() {
        super(TestDatabase.SQLITE);
    }

    @Override
    List<String> objects() throws SQLException {
        List<String> objects = new ArrayList<>();
        for (String object :
                query("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")) {
            // Liquibase writes the constraints of a table in one order today and in another tomorrow.
            String[] parts = object.replaceFirst("\\)$", "").split(", (?=CONSTRAINT )");
            Arrays.sort(parts, 1, parts.length);
            objects.add(String.join(", ", parts));
        }
        return objects;
    }
}
