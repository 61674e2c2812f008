package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.JavaRecords;
import dev.metabuilder.database.replacement.Replacement;
import dev.metabuilder.database.replacement.ReplacementInput;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.transfer.SmallData;
import dev.metabuilder.database.users.User;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cancelled work changes nothing, whatever its step. */
class CancellationIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private Replacement replacement;

    @Inject
    private Catalogue catalogue;

    /** Records that replace all, and tell the work to stop when so many of them have been handed over. */
    private record Stopping(ReplacementInput records, Progress progress, int after) implements ReplacementInput {

        @Override
        public Set<Section<?>> sections() {
            return records.sections();
        }

        @Override
        public Problems problems() {
            return records.problems();
        }

        @Override
        public Set<Section<?>> incomplete() {
            return records.incomplete();
        }

        @Override
        public void read(Sink sink) {
            int[] left = {after};
            records.read(new Sink() {
                @Override
                public void begin(Section<?> section) {
                    sink.begin(section);
                }

                @Override
                public void record(Entry entry) {
                    sink.record(entry);
                    if (--left[0] == 0) {
                        progress.cancel();
                    }
                }

                @Override
                public void forget(Section<?> section) {
                    sink.forget(section);
                }

                @Override
                public void pause() {
                    sink.pause();
                }
            });
        }

        @Override
        public Map<Place, Location> locate(Collection<Place> places) {
            return records.locate(places);
        }
    }

    @Test
    void workThatIsToldToStopWhileItReadsOrAfterChangesNothing() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        var before = database.exportDatabase();
        var users = database.getUsers();
        for (int after = 1; after <= users.size(); after++) {
            users.forEach(user -> user.setBio("changed"));
            var progress = new Progress();
            var input = new Stopping(JavaRecords.of(catalogue.section(User.class), users), progress, after);
            var failure = assertThrows(
                    UnavailableException.class,
                    () -> replacement.replace(input, ImportOptions.STRICT, progress, new ReplacementReport()));
            assertTrue(failure.getMessage().contains("cancelled"), failure.getMessage());
            assertEquals(before, database.exportDatabase());
        }
        database.setUsers(users);
        assertEquals(
                List.of("changed", "changed"),
                database.getUsers().stream().map(user -> user.getBio()).toList());
    }
}
