package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;

class PostgresqlSchemaTest extends SchemaContract {

    PostgresqlSchemaTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Override
    String type(Kind kind) {
        return switch (kind) {
            case KEY -> "CHARACTER VARYING(512) COLLATE C";
            case NAME -> "CHARACTER VARYING(32) COLLATE C";
            case TEXT -> "CHARACTER VARYING COLLATE C";
            case LONG -> "BIGINT";
            case INTEGER -> "INTEGER";
            case BOOLEAN -> "BOOLEAN";
        };
    }
}
