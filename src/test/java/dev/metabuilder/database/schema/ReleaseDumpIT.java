package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.testing.CommandLine;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Makes the {@link ReleaseDump} of this build: {@code mvn -q -Pdump verify}, when a release is made. */
@Timeout(1200)
class ReleaseDumpIT {

    @TempDir
    private Path folder;

    @Test
    @EnabledIfSystemProperty(named = "metabuilder.dump", matches = "\\d.*")
    void writeTheDumpOfThisBuild() throws Exception {
        TestDatabase kind = TestDatabase.current();
        Path release = ReleaseDump.folder(System.getProperty("metabuilder.dump"));
        FreshDatabase database = FreshDatabase.of(kind, folder);
        run(database, "migrate");
        Path all = Files.writeString(folder.resolve("all.json"), Golden.document(Models.CATALOGUE.sections()));
        run(database, "import", all.toString());
        database.execute(
                "INSERT INTO idempotency_keys (id, request, created_at, status, location, tag, body)"
                        + " VALUES ('id ''of'' one', 'request;', 1700000000000, 201, '/api/comments/c', '\"1-x\"', '{}')",
                "INSERT INTO idempotency_keys (id, request, created_at, status) VALUES ('id', 'request', 0, 204)",
                "INSERT INTO sessions (id, user_id, account_digest, created_at, used_at)"
                        + " VALUES ('token''s digest', 'user_ada', 'digest', 1700000000000, 1700000000001)");
        Path export = folder.resolve("export.json");
        run(database, "export", export.toString(), "--full");
        Files.writeString(ReleaseDump.export(release), Files.readString(export));
        FreshDatabase empty = FreshDatabase.of(kind, Files.createDirectory(folder.resolve("empty")));
        ReleaseDump.write(release, kind, database, empty);
    }

    private void run(FreshDatabase database, String... arguments) throws Exception {
        CommandLine.Result result = CommandLine.run(folder, database.settings(), arguments);
        assertEquals(0, result.status(), result::output);
    }
}
