package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The waiting times after failures, by a clock of the test. */
class BackoffTest {

    private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();
    private final Backoff backoff = new Backoff(3, () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            backoff.failed("ada");
        }
    }

    @Test
    void theFirstFailuresCostNothingThenTheWaitDoublesUpToAMinute() {
        fail(3);
        assertEquals(0, backoff.secondsToWait("ada"));
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            fail(1);
            assertEquals(seconds, backoff.secondsToWait("ada"));
        }
        fail(1_000);
        assertEquals(60, backoff.secondsToWait("ada"));
        assertEquals(0, backoff.secondsToWait("bob"), "nobody else waits");
    }

    @Test
    void theWaitIsOverWhenItsTimeHasPassed() {
        fail(5);
        assertEquals(2, backoff.secondsToWait("ada"));
        pass(Duration.ofMillis(500));
        assertEquals(2, backoff.secondsToWait("ada"), "rounded up");
        pass(Duration.ofMillis(500));
        assertEquals(1, backoff.secondsToWait("ada"));
        pass(Duration.ofSeconds(1));
        assertEquals(0, backoff.secondsToWait("ada"));
        fail(1);
        assertEquals(4, backoff.secondsToWait("ada"), "the count goes on");
    }

    @Test
    void failuresAreForgottenAfterASuccessAndAfterAWhile() {
        fail(5);
        assertFalse(backoff.hasSucceeded("ada"));
        backoff.succeeded("ada");
        assertTrue(backoff.hasSucceeded("ada"));
        assertEquals(0, backoff.secondsToWait("ada"));
        fail(4);
        assertEquals(1, backoff.secondsToWait("ada"), "counted from nought");
        assertFalse(backoff.hasSucceeded("ada"));
        fail(10);
        pass(Duration.ofMinutes(16));
        fail(3);
        assertEquals(0, backoff.secondsToWait("ada"));
    }

    @Test
    void itsMemoryIsBounded() {
        fail(10);
        for (int i = 0; i < 20_000; i++) {
            backoff.failed("name " + i);
        }
        assertEquals(0, backoff.secondsToWait("ada"), "the oldest are forgotten");
    }
}
