package dev.metabuilder.database;

import static dev.metabuilder.database.Samples.workflow;
import static dev.metabuilder.database.transfer.SmallData.comment;
import static dev.metabuilder.database.transfer.SmallData.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.platform.ConnectionPool;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.transfer.SmallData;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A writing call is all or nothing, alone and within the transaction of its caller. */
class TransactionsIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private Storage storage;

    @Inject
    private UserTransaction transaction;

    private String begin() {
        database.clearDatabase();
        database.importDatabase(SmallData.EXPORT);
        return export();
    }

    private String export() {
        var text = new StringWriter();
        database.exportDatabase(text, true);
        return text.toString();
    }

    /** One call of each kind; each changes the small data. */
    private Map<String, Executable> writes() {
        var writes = new LinkedHashMap<String, Executable>();
        writes.put("addWorkflow", () -> database.addWorkflow(workflow("w9", "n")));
        writes.put("updateUser", () -> database.updateUser("u1", Json.parse("{\"bio\": \"new\", \"more\": 1}")));
        writes.put("setCredential", () -> database.setCredential("cid", ""));
        writes.put("setFirstLoginFlag", () -> database.setFirstLoginFlag("ann", false));
        writes.put("setPasswordResetToken", () -> database.setPasswordResetToken("ann", "token"));
        writes.put("setPackageData", () -> database.setPackageData("k2", Json.parse("{}")));
        writes.put("resetGodCredentialsExpiry", () -> database.resetGodCredentialsExpiry());
        writes.put("transferSuperGodPower", () -> database.transferSuperGodPower("u2", "u1"));
        writes.put("initializeDatabase", () -> database.initializeDatabase());
        writes.put("setWorkflows", () -> database.setWorkflows(List.of(workflow("w8", "n"), workflow("w1", "n"))));
        writes.put("importDatabase", () -> database.importDatabase("{\"comments\": [" + comment("c7", "u2") + "]}"));
        writes.put("deleteUser", () -> database.deleteUser("u1"));
        writes.put("clearDatabase", () -> database.clearDatabase());
        return writes;
    }

    @Test
    void aCallersRollbackUndoesWhatItCalledAndUntilThenItSeesIt() throws Throwable {
        var before = begin();
        for (var write : writes().entrySet()) {
            transaction.begin();
            write.getValue().execute();
            var within = export();
            transaction.rollback();
            assertNotEquals(before, within, write.getKey() + " is seen by its caller");
            assertEquals(before, export(), write.getKey() + " is undone");
        }
    }

    @Test
    void aCallersRollbackUndoesManyCallsAtOnce() throws Throwable {
        var before = begin();
        transaction.begin();
        var last = before;
        for (var write : writes().entrySet()) {
            write.getValue().execute();
            var now = export();
            assertNotEquals(last, now, write.getKey() + " is seen by its caller");
            last = now;
        }
        transaction.rollback();
        assertEquals(before, export());
    }

    @Test
    void aCallersCommitKeepsAllThatItCalled() throws Throwable {
        begin();
        transaction.begin();
        for (var write : writes().entrySet()) {
            if (!write.getKey().equals("clearDatabase")) {
                write.getValue().execute();
            }
        }
        var within = export();
        transaction.commit();
        assertEquals(within, export());
        assertEquals(
                List.of("w8", "w1"),
                database.getWorkflows().stream().map(Workflow::getId).toList());
    }

    @Test
    void aCallerReadsItsOwnWritesAndOthersDoNot() throws Exception {
        begin();
        transaction.begin();
        try {
            database.addWorkflow(workflow("w2", "n"));
            database.setComments(List.of(Samples.comment("c8", "u2")));
            database.updateUser("u1", Json.parse("{\"username\": \"zoe\"}"));
            assertEquals(
                    List.of("w1", "w2"),
                    database.getWorkflows().stream().map(Workflow::getId).toList());
            assertEquals("c8", database.getComments().get(0).getId());
            assertTrue(database.getCredentials().containsKey("zoe"));
            assertTrue(database.exportDatabase().contains("\"zoe\""));
            assertEquals(2L, database.statistics().get("workflows"));
            assertEquals(List.of("w1"), Together.elsewhere(() -> database.getWorkflows().stream()
                    .map(Workflow::getId)
                    .toList()));
            assertEquals(
                    "c1", Together.elsewhere(() -> database.getComments().get(0).getId()));
        } finally {
            transaction.rollback();
        }
    }

    /** Calls that are wrong, late rather than soon, and how they fail. */
    private Map<Executable, Class<? extends DatabaseException>> wrongCalls() {
        var users = database.getUsers();
        var clash = new ArrayList<>(users);
        var third = new User();
        third.setId("u3");
        third.setUsername("ann");
        third.setEmail("third@x");
        third.setRole(Role.USER);
        third.setCreatedAt(1L);
        clash.add(third);
        Map<Executable, Class<? extends DatabaseException>> calls = new LinkedHashMap<>();
        calls.put(() -> database.addWorkflow(workflow("w1", "n")), ConflictException.class);
        calls.put(() -> database.addUser(third), ConflictException.class);
        calls.put(() -> database.addComment(Samples.comment("c2", "nobody")), ConflictException.class);
        calls.put(
                () -> database.updateUser("u1", Json.parse("{\"bio\": \"x\", \"email\": \"bob@x\"}")),
                ConflictException.class);
        calls.put(
                () -> database.updateUser("u1", Json.parse("{\"bio\": \"x\", \"tenantId\": \"none\"}")),
                ConflictException.class);
        calls.put(() -> database.updateUser("u1", Json.parse("{\"role\": \"supergod\"}")), ConflictException.class);
        calls.put(() -> database.updateUser("nobody", Json.parse("{}")), NotFoundException.class);
        calls.put(
                () -> database.updateUser("u1", Json.parse("{\"bio\": \"x\", \"role\": null}")),
                InvalidException.class);
        calls.put(() -> database.deleteUser("nobody"), NotFoundException.class);
        calls.put(
                () -> database.setWorkflows(List.of(workflow("a", "n"), workflow("w1", "n"), workflow("a", "n"))),
                ConflictException.class);
        calls.put(() -> database.setUsers(clash), ConflictException.class);
        calls.put(
                () -> database.setComments(List.of(Samples.comment("a", "u1"), Samples.comment("b", "nobody"))),
                ConflictException.class);
        calls.put(() -> database.setWorkflows(List.of(workflow("a", "n"), new Workflow())), InvalidException.class);
        calls.put(
                () -> database.importDatabase("{\"workflows\": [], \"users\": [" + user("u1", "ann", "user") + ","
                        + user("u1", "ann", "user") + "]}"),
                ConflictException.class);
        calls.put(
                () -> database.importDatabase("{\"workflows\": [], \"comments\": [" + comment("a", "u1") + ","
                        + comment("b", "nobody") + "]}"),
                ConflictException.class);
        calls.put(() -> database.importDatabase("{\"workflows\": [], \"comments\": [{}]}"), InvalidException.class);
        calls.put(() -> database.importDatabase("{\"workflows\": [], "), MalformedJsonException.class);
        calls.put(() -> database.transferSuperGodPower("u2", "nobody"), NotFoundException.class);
        calls.put(() -> database.transferSuperGodPower("u1", "u2"), ForbiddenException.class);
        calls.put(() -> database.setCredential("ann", "secret"), InvalidException.class);
        calls.put(() -> database.initializeDatabase(Map.of("god", "secret")), InvalidException.class);
        return calls;
    }

    @Test
    void aCallThatIsWrongChangesNothing() {
        var before = begin();
        wrongCalls().forEach((call, kind) -> {
            var thrown = assertThrows(kind, call);
            assertEquals(before, export(), "nothing may change by the call that says: " + thrown.getMessage());
        });
    }

    @Test
    void anErrorMarksTheCallersTransactionForRollback() throws Exception {
        var before = begin();
        for (var call : wrongCalls().entrySet()) {
            transaction.begin();
            database.addWorkflow(workflow("w5", "n"));
            var thrown = assertThrows(call.getValue(), call.getKey());
            assertEquals(Status.STATUS_MARKED_ROLLBACK, transaction.getStatus(), thrown.getMessage());
            assertThrows(RollbackException.class, transaction::commit, thrown.getMessage());
            assertEquals(before, export(), thrown.getMessage());
        }
    }

    @Test
    void aCallThatBreaksOffHalfWayChangesNothing() throws Exception {
        begin();
        breaking("DELETE", "users", "OLD.id = 'u2'", () -> database.clearDatabase());
        breaking("DELETE", "users", "OLD.id = 'u1'", () -> database.deleteUser("u1"));
        breaking("UPDATE", "users", "NEW.role = 'supergod'", () -> database.transferSuperGodPower("u2", "u1"));
        breaking("INSERT", "css_categories", "NEW.name = 'Interactivity'", () -> database.initializeDatabase());
        breaking(
                "INSERT",
                "workflows",
                "NEW.id = 'w3'",
                () -> database.setWorkflows(List.of(workflow("w2", "n"), workflow("w3", "n"))));
        breaking(
                "INSERT",
                "comments",
                "NEW.id = 'c3'",
                () -> database.importDatabase("{\"workflows\": [], \"comments\": [" + comment("c2", "u1") + ","
                        + comment("c3", "u1") + "]}"));
    }

    /** Makes the database itself refuse one write of a call, and compares all data. */
    private void breaking(String event, String table, String when, Executable call) throws Exception {
        var before = export();
        var trigger =
                switch (storage.dialect().productName()) {
                    case "PostgreSQL" -> {
                        execute("CREATE FUNCTION breaks() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''broken''; END'"
                                + " LANGUAGE plpgsql");
                        yield "CREATE TRIGGER breaks BEFORE %s ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION breaks()";
                    }
                    case "SQLite" ->
                        "CREATE TRIGGER breaks BEFORE %s ON %s WHEN %s BEGIN SELECT RAISE(ABORT, 'broken'); END";
                    default ->
                        "CREATE TRIGGER breaks BEFORE %s ON %s FOR EACH ROW BEGIN IF %s THEN"
                                + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF; END";
                };
        execute(trigger.formatted(event, table, when));
        try {
            assertThrows(RuntimeException.class, call, event + " " + table);
        } finally {
            execute(trigger.contains("FUNCTION") ? "DROP FUNCTION breaks() CASCADE" : "DROP TRIGGER breaks");
        }
        assertEquals(before, export(), event + " " + table);
    }

    private static void execute(String sql) throws Exception {
        try (var connection = ConnectionPool.connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aTransactionThatOnlyReadsHoldsUpNoWriter() throws Exception {
        begin();
        transaction.begin();
        try {
            database.getUsers();
            database.getSuperGod();
            database.getCredentials();
            database.getPackageData("k1");
            database.getGodCredentialsExpiry();
            database.exportDatabase();
            database.statistics();
            Together.elsewhere(() -> {
                database.addWorkflow(workflow("w2", "n"));
                database.setComments(List.of());
                return null;
            });
        } finally {
            transaction.rollback();
        }
        assertEquals(2, database.getWorkflows().size());
        assertEquals(0, database.getComments().size());
    }
}
