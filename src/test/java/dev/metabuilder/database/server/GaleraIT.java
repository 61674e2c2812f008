package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.GaleraNode;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Together;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two servers on two nodes of a cluster of MariaDB: what the contract promises holds whichever node a call is written to. */
@Tag("faults")
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "mariadb")
@EnabledIf(
        value = "dev.metabuilder.database.testing.GaleraNode#isThere",
        disabledReason = "needs Debian's packages mariadb-server, galera-4 and rsync")
@Execution(ExecutionMode.CONCURRENT)
// One test after the other: they share the cluster.
@ResourceLock("GaleraIT")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class GaleraIT {

    private static final int ROUNDS = Integer.getInteger("metabuilder.faults", 1);
    private static final long SEED = Long.getLong("metabuilder.faults.seed", System.nanoTime());
    private static final int WRITES = 200;
    private static final int CLIENTS = 16;
    private static final int STEPS_EACH = 10;

    @TempDir
    private static Path folder;

    private static List<GaleraNode> nodes;
    private static final List<Launched> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        nodes = GaleraNode.cluster(folder.resolve("cluster"), 3);
        GaleraNode first = nodes.get(0);
        try (Changes changes = new Changes(DriverManager.getConnection(
                MysqlDataSource.driverUrl("jdbc:mariadb://127.0.0.1:" + first.port() + "/metabuilder"),
                first.user(),
                first.password()))) {
            changes.makeAll();
        }
        // Each prefers another node.
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(1, 0, 2))) {
            String hosts =
                    order.stream().map(i -> "127.0.0.1:" + nodes.get(i).port()).collect(Collectors.joining(","));
            SERVERS.add(Launched.start(
                    Files.createDirectories(folder.resolve("server-" + order.get(0))),
                    "KILL",
                    Map.of(
                            "METABUILDER_DB",
                            "mariadb",
                            "METABUILDER_DB_URL",
                            "jdbc:mariadb://" + hosts + "/metabuilder",
                            "METABUILDER_DB_USER",
                            first.user(),
                            "METABUILDER_DB_PASSWORD",
                            first.password())));
        }
        for (Launched server : SERVERS) {
            server.awaitUp();
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(Launched::close);
        nodes.forEach(GaleraNode::close);
    }

    @Test
    void aNodeThatFailsLosesNoAcknowledgedWrite() throws Exception {
        Writers writers = new Writers(SEED);
        for (int round = 1; round <= ROUNDS; round++) {
            String what = "round %d of %d with seed %d".formatted(round, ROUNDS, SEED);
            GaleraNode failed = nodes.get(round % 2);
            writers.begin(SERVERS, true);
            writers.awaitAcknowledged(WRITES);
            failed.kill();
            for (Launched server : SERVERS) {
                server.awaitReady();
            }
            writers.awaitEnd();
            for (Launched server : SERVERS) {
                writers.assertNothingIsLost(server, what);
            }
            failed.join(nodes);
        }
        System.out.printf("%d nodes of a cluster failed, %s%n", ROUNDS, writers);
    }

    private static Launched server(int client) {
        return SERVERS.get(client % SERVERS.size());
    }

    private static HttpResponse<String> ask(int client, String method, String path, String body, String... headers)
            throws IOException {
        return server(client).send(method, path, body, headers);
    }

    private static void all(IntAction action) throws InterruptedException {
        assertEquals(Collections.nCopies(CLIENTS, Together.DONE), Together.run(CLIENTS, i -> () -> action.run(i)));
    }

    private interface IntAction {
        void run(int client) throws Exception;
    }

    /** Each adds one to what it has read, if nobody else has meanwhile: as many are added as were told that they did. */
    @Test
    void comparingAndSettingOnTwoNodesLosesNoStep() throws Exception {
        assertEquals(
                201,
                ask(0, "POST", "api/cssClasses", "{\"name\":\"count\",\"classes\":[\"0\"]}")
                        .statusCode());
        AtomicInteger done = new AtomicInteger();
        all(client -> {
            for (int step = 0; step < STEPS_EACH; step++) {
                HttpResponse<String> seen = ask(client, "GET", "api/cssClasses/count", null);
                int count = Integer.parseInt(seen.body().replaceAll("(?s).*\\[\"(\\d+)\"].*", "$1"));
                String tag = seen.headers().firstValue("ETag").orElseThrow();
                int status = ask(
                                client,
                                "PATCH",
                                "api/cssClasses/count",
                                "{\"classes\":[\"" + (count + 1) + "\"]}",
                                "If-Match",
                                tag)
                        .statusCode();
                assertTrue(List.of(200, 412, 503).contains(status), () -> "status " + status);
                done.addAndGet(status == 200 ? 1 : 0);
            }
        });
        for (int client = 0; client < SERVERS.size(); client++) {
            String body = ask(client, "GET", "api/cssClasses/count", null).body();
            assertTrue(body.contains("[\"" + done.get() + "\"]"), () -> done + " steps: " + body);
        }
        assertTrue(done.get() > 0);
    }

    /** A unique property and the one supergod: whoever comes first, on whichever node, is the only one. */
    @Test
    void whatThereMayBeOneOfIsThereOnce() throws Exception {
        for (int round = 0; round < STEPS_EACH; round++) {
            assertOnce("same" + round, "user", "username==same" + round);
        }
        assertOnce("power", "supergod", "role==supergod");
    }

    private static void assertOnce(String name, String role, String filter) throws Exception {
        AtomicInteger added = new AtomicInteger();
        all(client -> {
            String own = name + "-" + client;
            String username = role.equals("user") ? name : own;
            String user = "{\"id\":\"" + own + "\",\"username\":\"" + username + "\",\"email\":\"" + own
                    + "@example.org\",\"role\":\"" + role + "\",\"createdAt\":1}";
            HttpResponse<String> answer = ask(client, "POST", "api/users", user);
            assertTrue(List.of(201, 409, 503).contains(answer.statusCode()), answer::body);
            added.addAndGet(answer.statusCode() == 201 ? 1 : 0);
        });
        assertEquals(1, added.get(), "users who were told that they are the one");
        for (int client = 0; client < SERVERS.size(); client++) {
            String users =
                    ask(client, "GET", "api/users?filter=" + filter, null).body();
            assertEquals(1, users.split("\"id\":", -1).length - 1, users);
        }
    }

    /** What was acknowledged before a whole collection was set is gone on each node, and what came after is there. */
    @Test
    void settingACollectionOnOneNodeReplacesWhatWasWrittenOnTheOther() throws Exception {
        for (int round = 0; round < STEPS_EACH; round++) {
            int one = round % 2;
            String before =
                    "{\"id\":\"before" + round + "\",\"name\":\"n\",\"nodes\":[],\"edges\":[],\"enabled\":true}";
            assertEquals(201, ask(one, "POST", "api/workflows", before).statusCode());
            assertEquals(204, ask(1 - one, "PUT", "api/workflows", "[]").statusCode());
            assertEquals(
                    201,
                    ask(one, "POST", "api/workflows", before.replace("before", "after"))
                            .statusCode());
            for (int client = 0; client < SERVERS.size(); client++) {
                String found = ask(client, "GET", "api/workflows", null).body();
                assertTrue(found.contains("\"after" + round + "\"") && !found.contains("\"before"), found);
            }
        }
    }

    /** A child of what another node deletes: both are there, or neither. */
    @Test
    void aReferenceNeverPointsToWhatIsGone() throws Exception {
        for (int round = 0; round < STEPS_EACH; round++) {
            String id = "parent" + round;
            String user = "{\"id\":\"" + id + "\",\"username\":\"" + id + "\",\"email\":\"" + id
                    + "@example.org\",\"role\":\"user\",\"createdAt\":1}";
            assertEquals(201, ask(0, "POST", "api/users", user).statusCode());
            all(client -> {
                HttpResponse<String> answer = client == 0
                        ? ask(client, "DELETE", "api/users/" + id, null)
                        : ask(
                                client,
                                "POST",
                                "api/comments",
                                "{\"id\":\"" + id + "-" + client + "\",\"userId\":\"" + id
                                        + "\",\"content\":\"c\",\"createdAt\":1}");
                assertTrue(
                        Stream.of(201, 204, 409, 422, 503).anyMatch(status -> status == answer.statusCode()),
                        answer::body);
            });
            for (int client = 0; client < SERVERS.size(); client++) {
                int users = ask(client, "GET", "api/users/" + id, null).statusCode();
                String comments = ask(client, "GET", "api/comments?filter=userId==" + id, null)
                        .body();
                assertTrue(users == 200 || comments.equals("[]"), () -> id + " is gone, and there are " + comments);
            }
        }
    }
}
