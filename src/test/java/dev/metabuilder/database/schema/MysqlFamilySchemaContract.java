package dev.metabuilder.database.schema;

import dev.metabuilder.database.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the changelog promises, on MySQL and on MariaDB. */
abstract class MysqlFamilySchemaContract extends SchemaContract {

    MysqlFamilySchemaContract(TestDatabase kind) {
        super(kind);
    }

    @Override
    List<String> objects() throws SQLException {
        List<String> objects = new ArrayList<>();
        objects.addAll(query("SELECT CONCAT('table ', table_name, ' ', table_collation) FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() ORDER BY 1"));
        objects.addAll(query("SELECT CONCAT('index ', table_name, '.', index_name, ' ', seq_in_index) FROM"
                + " information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1"));
        objects.addAll(query("SELECT CONCAT('trigger ', trigger_name) FROM information_schema.triggers"
                + " WHERE trigger_schema = DATABASE() ORDER BY 1"));
        objects.addAll(query("SELECT CONCAT('routine ', routine_name) FROM information_schema.routines"
                + " WHERE routine_schema = DATABASE() ORDER BY 1"));
        return objects;
    }
}
