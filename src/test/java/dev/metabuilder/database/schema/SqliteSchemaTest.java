package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;

class SqliteSchemaTest extends SchemaContract {

    SqliteSchemaTest() {
        super(TestDatabase.SQLITE);
    }

    @Override
    String type(Kind kind) {
        return switch (kind) {
            case KEY -> "VARCHAR(512)";
            case NAME -> "VARCHAR(32)";
            case TEXT -> "TEXT";
            case LONG -> "BIGINT";
            case INTEGER -> "INTEGER";
            case BOOLEAN -> "BOOLEAN";
        };
    }
}
