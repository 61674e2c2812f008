package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;

class MariadbSchemaTest extends MysqlFamilySchemaContract {

    MariadbSchemaTest() {
        super(TestDatabase.MARIADB);
    }
}
