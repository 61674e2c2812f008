package dev.metabuilder.database.transfer;

import static dev.metabuilder.database.transfer.SmallData.comment;
import static dev.metabuilder.database.transfer.SmallData.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Requests;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.users.User;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** An import that repairs what the old store accepted and reports each repair; and a dry run. */
class RepairIT extends InServer {

    private static final ImportOptions REPAIR = new ImportOptions(true, false);
    private static final ImportOptions DRY = new ImportOptions(false, true);

    @Inject
    private Database database;

    private ReplacementReport run(String json, ImportOptions options) {
        try (var source = ImportSource.of(json)) {
            return database.importDatabase(source, options, new Progress());
        }
    }

    private static List<String> mends(ReplacementReport report) {
        var lines = new ArrayList<String>();
        report.forEachMend(mend -> lines.add(mend.toString()));
        return lines;
    }

    private static String workflow(String id, String name) {
        return "{\"id\": \"%s\", \"name\": \"%s\", \"nodes\": [], \"edges\": [], \"enabled\": true}"
                .formatted(id, name);
    }

    private String workflows() {
        return database.getWorkflows().stream()
                .map(workflow -> workflow.getId() + "=" + workflow.getName())
                .collect(Collectors.joining(" "));
    }

    @Test
    void ofRecordsWithOneKeyTheLastWinsAtTheFirstOnesPlace() {
        var text = "{\"workflows\": [" + workflow("a", "1") + "," + workflow("b", "2") + "," + workflow("a", "3") + ","
                + workflow("c", "4") + "," + workflow("b", "5") + "," + workflow("a", "6") + "]}";
        var expected = List.of(
                "/workflows/0: was left out: its key stands again at /workflows/5, and the last one counts, at the place of the first",
                "/workflows/1: was left out: its key stands again at /workflows/4, and the last one counts, at the place of the first",
                "/workflows/2: was left out: its key stands again at /workflows/5, and the last one counts, at the place of the first");
        database.clearDatabase();
        for (int round = 0; round < 2; round++) {
            var report = run(text, REPAIR);
            assertEquals(expected, mends(report));
            assertEquals(3, report.sections().get("workflows").mended());
            assertEquals(round == 0 ? 3 : 0, report.sections().get("workflows").added());
            assertEquals(0, report.sections().get("workflows").changed());
            assertEquals("a=6 b=5 c=4", workflows(), "in an empty table, and in one that has them");
        }
        assertThrows(ConflictException.class, () -> run(text, ImportOptions.STRICT));
    }

    @Test
    void ofKeysInMapsTheLastCountsToo() {
        database.clearDatabase();
        var node = "{\"type\": \"%s\", \"childIds\": [], \"order\": 0, \"pageId\": \"p\"}";
        var report = run(
                "{\"componentHierarchy\": {\"n/1\": " + node.formatted("A") + ", \"n2\": " + node.formatted("B")
                        + ", \"n/1\": " + node.formatted("C") + "}, \"packageData\": {\"p\": {\"a\": [1]}, \"p\": {}},"
                        + " \"firstLoginFlags\": {\"ann\": true, \"ann\": false}}",
                REPAIR);
        assertEquals(
                "[n/1=C, n2=B]",
                database.getComponentHierarchy().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().getType())
                        .toList()
                        .toString());
        assertEquals("{}", database.getPackageData("p").toString());
        assertEquals("{ann=false}", database.getFirstLoginFlags().toString());
        assertEquals(
                List.of("/componentHierarchy/n~11", "/packageData/p", "/firstLoginFlags/ann"),
                mends(report).stream().map(line -> line.replaceFirst(":.*", "")).toList());
    }

    @Test
    void whatRefersToNothingIsLeftOutOrUnsetUntilNothingDangles() {
        database.clearDatabase();
        // The tenant's owner is not there; so the tenant goes, and then the user's tenant is not there.
        var report = run(
                "{\"users\": [{\"tenantId\": \"t1\", "
                        + user("u1", "ann", "user").substring(1) + ", {\"tenantId\": \"t2\", "
                        + user("u2", "bob", "god").substring(1) + "], \"tenants\": [{\"id\": \"t1\", \"name\": \"\","
                        + " \"ownerId\": \"gone\", \"createdAt\": 1}, {\"id\": \"t2\", \"name\": \"\", \"ownerId\":"
                        + " \"u1\", \"createdAt\": 1}], \"comments\": [" + comment("c1", "gone") + ","
                        + comment("c2", "u2") + "]}",
                REPAIR);
        assertEquals(
                List.of(
                        "/comments/0: was left out, for its userId: there is no User with the key \"gone\"",
                        "/tenants/0: was left out, for its ownerId: there is no User with the key \"gone\"",
                        "/users/0/tenantId: was unset: there is no Tenant with the key \"t1\""),
                mends(report).stream().sorted().toList());
        assertNull(database.getUsers().get(0).getTenantId());
        assertEquals("t2", database.getUsers().get(1).getTenantId());
        assertEquals(1, database.getTenants().size());
        assertEquals(
                List.of("c2"),
                database.getComments().stream().map(Comment::getId).toList());
    }

    @Test
    void whatIsThereAlreadyMayBeReferredToUnlessItGoes() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        // u2 goes, with its tenant t1, which is not in the text; u3 may not name it, and c2 has lost its user.
        var report = run(
                "{\"users\": [" + user("u1", "ann", "user") + ", {\"tenantId\": \"t1\", "
                        + user("u3", "cid", "user").substring(1) + "], \"comments\": [" + comment("c1", "u1") + ","
                        + comment("c2", "u2") + "]}",
                REPAIR);
        assertEquals(2, report.mended());
        assertEquals(1, report.sections().get("tenants").cascaded());
        assertNull(database.getUsers().get(1).getTenantId());
        assertEquals(List.of(), database.getTenants());
        assertEquals(
                List.of("c1"),
                database.getComments().stream().map(Comment::getId).toList());
    }

    @Test
    void anUnknownPropertyAtTheTopIsLeftOut() {
        database.clearDatabase();
        var report = run("{\"nothing\": {\"a\": [1]},\n \"workflows\": [" + workflow("a", "1") + "]}", REPAIR);
        assertEquals(
                List.of("/nothing (line 1, column 13): was left out: no section of an export has this name"),
                mends(report));
        assertEquals("a=1", workflows());
    }

    @Test
    void ofAPropertyGivenTwiceTheLastCountsAtTheFirstOnesPlace() {
        database.clearDatabase();
        var report = run(
                "{\"workflows\": [\n{\"id\": \"a\", \"name\": 1, \"x\": 1, \"y\": 2, \"name\": \"n\", \"x\": {\"b\": 1, \"c\": 2,"
                        + " \"b\": [3]}, \"nodes\": [{\"id\": 1, \"k\": 2, \"id\": {\"z\": 1, \"z\": 2}}], \"edges\": [],"
                        + " \"enabled\": true}]}",
                REPAIR);
        var kept = "occurs twice in its object: the last value was kept";
        assertEquals(
                List.of(
                        "/workflows/0/name (line 2, column 48): " + kept,
                        "/workflows/0/x (line 2, column 58): " + kept,
                        "/workflows/0/x/b (line 2, column 80): " + kept,
                        "/workflows/0/nodes/0/id (line 2, column 120): " + kept,
                        "/workflows/0/nodes/0/id/z (line 2, column 134): " + kept),
                mends(report));
        Workflow workflow = database.getWorkflows().get(0);
        assertEquals("n", workflow.getName(), "what was wrong with the first does not count");
        assertEquals("{\"x\":{\"b\":[3],\"c\":2},\"y\":2}", workflow.getExtra().toString());
        assertEquals("[{\"id\":{\"z\":2},\"k\":2}]", workflow.getNodes().toString());
    }

    @Test
    void ofASectionGivenTwiceTheLastCounts() {
        database.clearDatabase();
        var twice = "{\"workflows\": [" + workflow("a", "1") + ", 7], \"users\": [], \"workflows\": ["
                + workflow("b", "2") + "]}";
        assertEquals(
                List.of("/workflows (line 1, column 115): occurs twice in its object: the last value was kept"),
                mends(run(twice, REPAIR)));
        assertEquals("b=2", workflows(), "what was wrong with the first does not count");
        run("{\"workflows\": [" + workflow("c", "3") + "], \"workflows\": null}", REPAIR);
        assertEquals("b=2", workflows(), "null leaves a section as it is");
        assertThrows(InvalidException.class, () -> run(twice, ImportOptions.STRICT));
    }

    @Test
    void ofAPasswordHashGivenTwiceTheLastCountsAndWhatIsLeftOutIsForgotten() {
        database.clearDatabase();
        var users = "\"users\": [" + user("u", "ada", "user") + "], ";
        var first = "\"ada\": \"" + PasswordHashes.sha512("old") + "\"";
        var none = "\"ada\": \"\"";
        run("{" + users + "\"credentials\": {" + first + ", " + none + "}}", REPAIR);
        assertEquals("", database.getCredentials().get("ada"));
        run("{\"credentials\": {" + first + "}, \"credentials\": {" + none + "}}", REPAIR);
        assertEquals("", database.getCredentials().get("ada"));
        run("{\"credentials\": {" + none + "}, \"workflows\": [], \"credentials\": {" + first + "}}", REPAIR);
        assertTrue(database.verifyCredentials("ada", "old"));
        run("{\"credentials\": {" + none + "}, \"credentials\": null}", REPAIR);
        assertTrue(database.verifyCredentials("ada", "old"), "null leaves a section as it is");
    }

    @Test
    void whatCannotBeMendedStillRejects() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        var before = database.exportDatabase();
        var conflict = assertThrows(
                ConflictException.class,
                () -> run(
                        "{\"users\": [" + user("u1", "a", "supergod") + "," + user("u2", "a", "supergod") + "]}",
                        REPAIR));
        assertEquals(
                List.of("/users/1/username", "/users/1/email", "/users/1/role"),
                conflict.problems().stream().map(Problem::pointer).toList());
        assertTrue(conflict.problems().get(0).detail().startsWith("stands already at /users/0/username"));
        assertThrows(InvalidException.class, () -> run("{\"comments\": [" + comment("c", "gone") + ", {}]}", REPAIR));
        assertEquals(before, database.exportDatabase());
    }

    @Test
    void aNameThatOnlyTheFirstOfTwoHadIsFree() {
        database.clearDatabase();
        run(
                "{\"users\": [" + user("u1", "a", "supergod") + "," + user("u2", "a", "user") + ","
                        + user("u1", "b", "god") + "]}",
                REPAIR);
        assertEquals(
                List.of("b", "a"),
                database.getUsers().stream().map(User::getUsername).toList());
    }

    @Test
    void aDryRunReportsAndChangesNothing() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        var before = database.exportDatabase();
        var text = "{\"users\": [" + user("u1", "new", "user") + "], \"workflows\": [" + workflow("w2", "two") + "]}";
        for (int round = 0; round < 2; round++) {
            var report = run(text, DRY);
            assertEquals(1, report.sections().get("workflows").added());
            assertEquals(1, report.sections().get("workflows").removed());
            assertEquals(1, report.sections().get("users").changed());
            assertEquals(1, report.sections().get("users").removed());
            assertEquals(1, report.sections().get("tenants").cascaded());
            assertEquals(before, database.exportDatabase());
        }
        assertThrows(ConflictException.class, () -> run("{\"comments\": [" + comment("c", "gone") + "]}", DRY));
        assertEquals(
                1,
                run("{\"comments\": [" + comment("c", "gone") + "]}", new ImportOptions(true, true))
                        .mended());
        assertEquals(before, database.exportDatabase());
        database.importDatabase(text);
        assertEquals("w2=two", workflows(), "the same text comes in afterwards");
    }

    @Test
    @RunAsClient
    void overHttpTheReportHasTheCountsAndEveryMend() {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        var before = server.export();
        var comments = IntStream.range(0, 3_000)
                .mapToObj(i -> comment("x" + i, i == 7 ? "u1" : "nobody"))
                .collect(Collectors.joining(",\n"));
        var wrong = "{\"comments\": [" + comments + "]}";
        var dry = server.send("POST", "database/import?mode=repair&dryRun=true", wrong);
        assertEquals(200, dry.statusCode(), dry::body);
        assertEquals(before, server.export());
        var report = server.send("POST", "database/import?mode=repair", wrong);
        assertEquals(dry.body(), report.body());
        assertTrue(
                report.body()
                        .startsWith(
                                "{\"sections\":{\"comments\":{\"added\":1,\"changed\":0,\"removed\":1,"
                                        + "\"cascaded\":0,\"mended\":2999}},\"mends\":[{\"pointer\":\"/comments/0\",\"detail\":"),
                report.body().substring(0, 200));
        assertTrue(report.body().endsWith("]}"));
        assertEquals(2_999, report.body().split("\"pointer\"", -1).length - 1);
        assertTrue(server.export().contains("\"x7\""));
        for (var parameter : List.of("mode=fix", "dryRun=1", "mode=")) {
            var refused = server.send("POST", "database/import?" + parameter, "{}");
            assertEquals(422, refused.statusCode(), parameter);
        }
    }
}
