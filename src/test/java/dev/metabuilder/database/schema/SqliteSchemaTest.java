package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;

class SqliteSchemaTest extends SchemaContract {

    SqliteSchemaTest() {
        super(TestDatabase.SQLITE);
    }

    @Override
    List<String> objects() throws SQLException {
        return query("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
    }
}
