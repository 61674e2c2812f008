package dev.metabuilder.database.server;

import dev.metabuilder.database.schema.Changes;
import dev.metabuilder.database.testing.EmbeddedPostgres;
import dev.metabuilder.database.testing.Launched;
import dev.metabuilder.database.testing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The primary fails under writers, and its synchronous standby becomes the primary. No acknowledged write is lost, and an
 * unanswered call that is sent again is done once. The suite does it once; the profile {@code faults} repeats it as often as
 * {@code metabuilder.faults} says, and freezes every second primary instead of killing it.
 */
@Tag("faults")
@EnabledIfSystemProperty(named = "metabuilder.test.database", matches = "postgresql")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 3, unit = TimeUnit.HOURS)
class FailoverIT {

    private static final int ROUNDS = Integer.getInteger("metabuilder.faults", 1);
    private static final long SEED = Long.getLong("metabuilder.faults.seed", System.nanoTime());
    private static final int WRITES = 200;

    @TempDir
    private Path folder;

    private EmbeddedPostgres primary;
    private EmbeddedPostgres standby;

    @Test
    void noAcknowledgedWriteIsLostAndWhatWasNotAnsweredIsDoneOnceWhenItIsSentAgain() throws Exception {
        primary = EmbeddedPostgres.replicated();
        standby = primary.standby(Ports.free());
        try (Changes changes =
                new Changes(DriverManager.getConnection(primary.url(), primary.user(), primary.password()))) {
            changes.makeAll();
        }
        List<Launched> servers = new ArrayList<>();
        try {
            for (String name : List.of("first", "second")) {
                servers.add(Launched.start(
                        Files.createDirectory(folder.resolve(name)), "KILL", settings(primary, standby)));
            }
            for (Launched server : servers) {
                server.awaitUp();
            }
            Writers writers = new Writers(SEED);
            for (int round = 1; round <= ROUNDS; round++) {
                failOver(
                        servers, writers, "round %d of %d with seed %d".formatted(round, ROUNDS, SEED), round % 2 == 0);
                if (round < ROUNDS) {
                    standby = primary.standby(standby.port());
                }
            }
            System.out.printf("%d failovers, %s%n", ROUNDS, writers);
        } finally {
            servers.forEach(Launched::close);
            primary.stop();
            standby.stop();
        }
    }

    private static Map<String, String> settings(EmbeddedPostgres primary, EmbeddedPostgres standby) {
        return Map.of(
                "METABUILDER_DB", "postgresql",
                "METABUILDER_DB_URL",
                        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/metabuilder?targetServerType=primary"
                                .formatted(primary.port(), standby.port()),
                "METABUILDER_DB_USER", primary.user(),
                "METABUILDER_DB_PASSWORD", primary.password());
    }

    /** Leaves the former standby as the primary, and the former primary as what is to be a standby. */
    private void failOver(List<Launched> servers, Writers writers, String what, boolean freezes) throws Exception {
        EmbeddedPostgres failed = primary;
        writers.begin(servers, true);
        writers.awaitAcknowledged(WRITES);
        long begun = System.nanoTime();
        if (freezes) {
            failed.freeze();
        } else {
            failed.kill();
        }
        standby.promote();
        long promoted = System.nanoTime();
        // Somebody asks, as a load balancer does. Where the calls of writers hang, this one finds the new primary.
        for (Launched server : servers) {
            server.awaitReady();
        }
        long ready = System.nanoTime();
        writers.awaitEnd();
        long ended = System.nanoTime();
        for (Launched server : servers) {
            writers.assertNothingIsLost(server, what);
        }
        System.out.printf(
                "%s: %s, promoted after %d ms, both servers ready after %d ms, the last call ended after %d ms, %s%n",
                what,
                freezes ? "frozen" : "killed",
                millis(begun, promoted),
                millis(begun, ready),
                millis(begun, ended),
                writers);
        if (freezes) {
            failed.kill();
        }
        failed.discard();
        primary = standby;
        standby = failed;
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }
}
