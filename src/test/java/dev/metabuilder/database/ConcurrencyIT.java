package dev.metabuilder.database;

import static dev.metabuilder.database.Samples.user;
import static dev.metabuilder.database.Samples.users;
import static dev.metabuilder.database.Samples.workflow;
import static dev.metabuilder.database.testing.Together.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Requests;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.testing.Together.Action;
import dev.metabuilder.database.users.Role;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Simultaneous writers: no write is lost, and no writer fails because of another. */
class ConcurrencyIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private UserTransaction transaction;

    private static List<String> times(int count, String outcome) {
        return Collections.nCopies(count, outcome);
    }

    @Test
    void noneOf32UpdatesOfOneRecordIsLost() throws Exception {
        database.clearDatabase();
        database.addWorkflow(workflow("w", "start"));
        var outcomes =
                Together.run(32, i -> () -> database.updateWorkflow("w", Json.object("more" + i, i, "name", "n" + i)));
        assertEquals(times(32, DONE), outcomes);
        var workflow = database.getWorkflows().get(0);
        for (int i = 0; i < 32; i++) {
            assertTrue(
                    workflow.getExtra().toString().contains("\"more" + i + "\":" + i),
                    "lost: " + i + " of " + workflow.getExtra());
        }
        assertEquals(33, workflow.changes());
        assertTrue(workflow.getName().matches("n\\d+"), workflow.getName());
    }

    @Test
    @RunAsClient
    void noneOf32UpdatesOfOneRecordIsLostOverHttp() throws Exception {
        var server = Requests.toServer();
        server.clear();
        var css = "{\"name\": \"css\", \"classes\": []}";
        assertEquals(201, server.send("POST", "cssClasses", css).statusCode());
        var outcomes = Together.run(32, i -> () -> {
            var response = server.send("PATCH", "cssClasses/css", "{\"more" + i + "\": " + i + "}");
            assertEquals(200, response.statusCode(), response.body());
        });
        assertEquals(times(32, DONE), outcomes);
        var record = server.send("GET", "cssClasses/css", "").body();
        for (int i = 0; i < 32; i++) {
            assertTrue(record.contains("\"more" + i + "\":" + i), "lost: " + i + " of " + record);
        }
    }

    @Test
    void sixtyFourWritersMeetNoError() throws Exception {
        database.clearDatabase();
        var outcomes = Together.run(64, i -> () -> {
            for (int n = 0; n < 4; n++) {
                database.addWorkflow(workflow("w" + i + "-" + n, "n"));
            }
        });
        assertEquals(times(64, DONE), outcomes);
        var ids = database.getWorkflows().stream().map(Workflow::getId).toList();
        assertEquals(256, new HashSet<>(ids).size());
        for (int i = 0; i < 64; i++) {
            var writer = "w" + i + "-";
            assertEquals(
                    List.of(writer + 0, writer + 1, writer + 2, writer + 3),
                    ids.stream().filter(id -> id.startsWith(writer)).toList(),
                    "records stand in the order in which they were added");
        }
    }

    @Test
    @RunAsClient
    void sixtyFourWritersMeetNoErrorOverHttp() throws Exception {
        var server = Requests.toServer();
        server.clear();
        var outcomes = Together.run(64, i -> () -> {
            var response = server.send("POST", "cssClasses", "{\"name\": \"c" + i + "\", \"classes\": []}");
            assertEquals(201, response.statusCode(), response.body());
        });
        assertEquals(times(64, DONE), outcomes);
        assertEquals(65, server.send("GET", "cssClasses", "").body().split("\"name\"").length);
    }

    /** On SQLite the second one waits for its turn. */
    @Test
    void ofTwoWhoWaitForEachOtherTheOneThatIsRolledBackIsRunAgain() throws Exception {
        database.clearDatabase();
        database.setWorkflows(List.of(workflow("w1", "old"), workflow("w2", "old")));
        var hasBegun = new CountDownLatch(1);
        List<Action> calls = new ArrayList<>();
        calls.add(() -> {
            transaction.begin();
            database.updateWorkflow("w2", Json.object("name", "first", "first", true));
            hasBegun.countDown();
            // By then the other one has w1 and waits for w2; who waits longest finds the deadlock and is rolled back.
            Thread.sleep(500);
            database.updateWorkflow("w1", Json.object("name", "first", "first", true));
            transaction.commit();
        });
        calls.add(() -> {
            hasBegun.await();
            database.run(List.of(
                    Operation.of(Kind.UPDATE, "w1", changes("second")),
                    Operation.of(Kind.UPDATE, "w2", changes("second"))));
        });
        assertEquals(times(2, DONE), Together.run(calls));
        for (var workflow : database.getWorkflows()) {
            assertEquals("second", workflow.getName());
            assertEquals(Json.object("first", true, "second", true), workflow.getExtra());
        }
    }

    private static Draft<Workflow> changes(String name) {
        return Draft.changes(Model.of(Workflow.class), Json.object("name", name, name, true));
    }

    @Test
    void powerGoesToOneOnly() throws Exception {
        database.clearDatabase();
        database.setUsers(users(12));
        var outcomes = Together.run(11, i -> () -> database.transferSuperGodPower("u0", "u" + (i + 1)));
        assertEquals(1, Collections.frequency(outcomes, DONE), outcomes::toString);
        assertEquals(10, Collections.frequency(outcomes, "ForbiddenException"), outcomes::toString);
        var supergods = database.getUsers().stream()
                .filter(user -> user.getRole() == Role.SUPERGOD)
                .toList();
        assertEquals(1, supergods.size());
        assertTrue(supergods.get(0).isInstanceOwner());
    }

    @Test
    void ofUsersWithOneNameOneIsAdded() throws Exception {
        database.clearDatabase();
        var outcomes = Together.run(16, i -> () -> {
            var user = user(i, Role.USER);
            user.setUsername("same");
            database.addUser(user);
        });
        assertEquals(1, Collections.frequency(outcomes, DONE), outcomes::toString);
        assertEquals(15, Collections.frequency(outcomes, "ConflictException"), outcomes::toString);
        assertEquals(1, database.getUsers().size());
        var supergods = Together.run(8, i -> () -> database.addUser(user(100 + i, Role.SUPERGOD)));
        assertEquals(1, Collections.frequency(supergods, DONE), supergods::toString);
        assertEquals(7, Collections.frequency(supergods, "ConflictException"), supergods::toString);
    }
}
