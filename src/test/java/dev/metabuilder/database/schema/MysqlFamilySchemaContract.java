package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the changelog promises, on MySQL and on MariaDB. */
abstract class MysqlFamilySchemaContract extends SchemaContract {

    MysqlFamilySchemaContract(TestDatabase kind) {
        super(kind);
    }

    /** What is done is noted by another statement, in another transaction. */
    @Test
    void aMigrationThatIsKilledAfterAnyStatementGoesOnWhereItWas() throws Exception {
        List<String> objects = objects();
        try (Changes changes = changes()) {
            for (int left = changes.made().size(); left > 0; left--) {
                changes.undoLast();
            }
        }
        List<String> last;
        do {
            last = made();
            try (Changes changes = changes()) {
                changes.makeNext();
            }
            execute("DELETE FROM DATABASECHANGELOG WHERE orderexecuted > " + last.size());
            assertEquals(last, made());
            try (Changes changes = changes()) {
                changes.makeNext();
            }
        } while (made().size() > last.size());
        assertEquals(objects, objects());
    }

    private List<String> made() throws Exception {
        try (Changes changes = changes()) {
            return changes.made();
        }
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
