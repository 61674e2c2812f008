package dev.metabuilder.database.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.InServer;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the history says of who has made an import, and how; and what a removal of everything leaves of it. */
class HistoryOfImportsIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private JobRegistry jobRegistry;

    @Inject
    private Storage storage;

    private String last(String column) {
        return storage.query("SELECT " + column + " FROM change_sets ORDER BY id DESC LIMIT 1");
    }

    @Test
    void anImportIsToldAsOneAndASetAsACall() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        assertEquals("import", last("way"));
        assertEquals(ChangeOrigin.current().actor(), last("actor"));
        database.setWorkflows(List.of());
        assertEquals("call", last("way"));
        assertEquals(
                "removed",
                storage.query(
                        "SELECT action FROM record_changes WHERE model = 'workflows' ORDER BY set_id DESC LIMIT 1"));
    }

    @Test
    void aJobsChangesAreItsCallersAndNameIt() throws InterruptedException {
        database.clearDatabase();
        var own = ChangeOrigin.current();
        var job = jobRegistry.begin(Job.Kind.IMPORT);
        new ChangeOrigin("user u7", ChangeOrigin.CALL, "r7", null).during(() -> {
            jobRegistry.start(job, same -> database.importDatabase(ImportSource.of(SmallData.EXPORT)));
            return null;
        });
        while (job.state() == Job.State.RUNNING) {
            Thread.sleep(20);
        }
        assertEquals(Job.State.DONE, job.state());
        assertEquals("import", last("way"));
        assertEquals("user u7", last("actor"));
        assertEquals("r7", last("request_id"));
        assertEquals(job.id(), last("job_id"));
        assertEquals(own, ChangeOrigin.current(), "the thread of the caller has its own again");
    }

    @Test
    void whatIsThereAlreadyAndADryRunWriteNothing() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        var before = last("id");
        database.importDatabase(SmallData.EXPORT);
        assertEquals(before, last("id"));
        try (var source = ImportSource.of("{\"users\": []}")) {
            database.importDatabase(source, new ImportOptions(false, true), new Progress());
        }
        assertEquals(before, last("id"));
    }

    @Test
    void clearingLeavesOneEntry() {
        database.importDatabase(SmallData.EXPORT);
        new ChangeOrigin("service", ChangeOrigin.CALL, "r8", null).during(() -> {
            database.clearDatabase();
            return null;
        });
        assertEquals("1", storage.query("SELECT COUNT(*) FROM change_sets"));
        assertEquals("1", storage.query("SELECT COUNT(*) FROM record_changes"));
        assertEquals("cleared", storage.query("SELECT action FROM record_changes"));
        assertEquals("service", last("actor"));
    }
}
