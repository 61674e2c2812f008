package dev.metabuilder.database.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerHeartbeatTest {

    private static final int FAILURES = 3;
    private static final int PATIENCE_SECONDS = 60;

    /** Nobody opens another connection, so that nobody begins it again. */
    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class})
    void itGoesOnAfterAFailureThatNobodyExpects(Class<? extends Throwable> failure) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.running();
        ServerHealth health = new ServerHealth();
        try (PostgresqlConnection served = open(postgres, health)) {
            health.opened(served, false);
            AtomicInteger failed = new AtomicInteger();
            CountDownLatch asked = new CountDownLatch(1);
            ServerHeartbeat.Opening opening = () -> {
                if (failed.getAndIncrement() < FAILURES) {
                    throwAny(failure);
                }
                PostgresqlConnection own = open(postgres, health);
                asked.countDown();
                return own;
            };
            new ServerHeartbeat(health, opening, Duration.ofMillis(20), 3).start();
            assertTrue(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "it ended after " + failed + " failures");
        }
    }

    private static PostgresqlConnection open(EmbeddedPostgres postgres, ServerHealth health) throws SQLException {
        return PostgresqlConnection.open(postgres.url(), postgres.user(), postgres.password(), health);
    }

    private static void throwAny(Class<? extends Throwable> type) {
        if (type == OutOfMemoryError.class) {
            throw new OutOfMemoryError("as for want of memory");
        }
        throw new IllegalStateException("as a fault of a driver");
    }
}
