package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;

class MysqlSchemaTest extends MysqlFamilySchemaContract {

    MysqlSchemaTest() {
        super(TestDatabase.MYSQL);
    }
}
