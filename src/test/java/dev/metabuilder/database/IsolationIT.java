package dev.metabuilder.database;

import static dev.metabuilder.database.Samples.comment;
import static dev.metabuilder.database.Samples.tenant;
import static dev.metabuilder.database.Samples.users;
import static dev.metabuilder.database.Samples.workflows;
import static dev.metabuilder.database.testing.Together.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Together;
import dev.metabuilder.database.testing.Together.Action;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Replacing collections while others read or write: nobody sees a half-replaced collection, and readers never wait. */
class IsolationIT extends InServer {

    @Inject
    private Database database;

    @Inject
    private UserTransaction transaction;

    private static List<String> times(int count, String outcome) {
        return Collections.nCopies(count, outcome);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void readersNeverSeeHalfASet() throws Exception {
        database.clearDatabase();
        var first = workflows(300, "A");
        var second = workflows(200, "B");
        database.setWorkflows(first);
        var over = new AtomicBoolean();
        var seen = new ConcurrentLinkedQueue<String>();
        List<Action> calls = new ArrayList<>();
        calls.add(() -> {
            for (int i = 0; i < 30; i++) {
                database.setWorkflows(i % 2 == 0 ? second : first);
            }
            over.set(true);
        });
        for (int reader = 0; reader < 2; reader++) {
            calls.add(() -> {
                while (!over.get()) {
                    var names = database.getWorkflows().stream()
                            .map(Workflow::getName)
                            .toList();
                    seen.add(names.size() + " " + Set.copyOf(names));
                }
            });
            calls.add(() -> {
                while (!over.get()) {
                    var export = database.exportDatabase();
                    seen.add(count(export, "\"A\"") + " A " + count(export, "\"B\"") + " B");
                }
            });
        }
        assertEquals(times(calls.size(), DONE), Together.run(calls));
        var all = Set.of("300 [A]", "200 [B]", "300 A 0 B", "0 A 200 B");
        assertTrue(all.containsAll(seen), () -> "halves were seen: " + Set.copyOf(seen));
        assertEquals(all, Set.copyOf(seen), "both were seen");
    }

    @Test
    void readersAreNotHeldUpByAnOpenSetOrImport() throws Exception {
        database.clearDatabase();
        database.setWorkflows(workflows(3, "old"));
        database.setUsers(users(3));
        transaction.begin();
        try {
            database.setWorkflows(workflows(2, "new"));
            database.importDatabase("{\"users\": [], \"pages\": [], \"tenants\": []}");
            var read = Together.elsewhere(() -> List.of(
                    database.getWorkflows().size(),
                    database.getUsers().size(),
                    database.getSuperGod().getId(),
                    database.getTenants().size(),
                    count(database.exportDatabase(), "\"old\""),
                    database.statistics().get("users")));
            assertEquals(List.of(3, 3, "u0", 0, 3, 3L), read);
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void setsOfOneCollectionFollowOneAnother() throws Exception {
        database.clearDatabase();
        var outcomes = Together.run(8, i -> () -> database.setWorkflows(workflows(100 + i, "set" + i)));
        assertEquals(times(8, DONE), outcomes);
        var last = database.getWorkflows();
        var winner = last.get(0).getName();
        assertEquals(
                Set.of(winner), Set.copyOf(last.stream().map(Workflow::getName).toList()));
        assertEquals("set" + (last.size() - 100), winner);
    }

    @Test
    void whatRefersToUsersMayChangeWhileUsersAreSet() throws Exception {
        database.clearDatabase();
        database.setUsers(users(6));
        List<Action> calls = new ArrayList<>();
        calls.add(() -> repeat(i -> database.setUsers(users(4 + i % 3))));
        calls.add(() -> repeat(i -> database.setUsers(users(3 + i % 4))));
        calls.add(() -> repeat(i -> database.addComment(comment("a" + i, "u" + i % 6))));
        calls.add(() -> repeat(i -> database.addComment(comment("b" + i, "u" + i % 6))));
        calls.add(() -> repeat(i -> database.addTenant(tenant("t" + i, "u" + i % 6))));
        calls.add(() -> repeat(i -> database.updateUser("u" + i % 6, Json.object("tenantId", "t" + (i - 1)))));
        calls.add(() -> repeat(i -> database.deleteUser("u" + (1 + i % 5))));
        calls.add(() -> repeat(i -> database.deleteTenant("t" + (i - 3))));
        calls.add(() -> repeat(i -> database.setTenants(List.of(tenant("s" + i, "u0")))));
        calls.add(() -> repeat(i -> database.setComments(List.of(comment("s" + i, "u0")))));
        assertEquals(times(calls.size(), DONE), Together.run(calls));
        database.importDatabase(database.exportDatabase());
    }

    /** Something that is done many times, with refusals for reasons of its own. */
    @FunctionalInterface
    private interface Step {
        void run(int number) throws Exception;
    }

    private static void repeat(Step step) throws Exception {
        for (int i = 0; i < 25; i++) {
            int number = i;
            var outcome = Together.outcome(() -> step.run(number));
            assertTrue(Set.of(DONE, "NotFoundException", "ConflictException").contains(outcome), outcome);
        }
    }
}
