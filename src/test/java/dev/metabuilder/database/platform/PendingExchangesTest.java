package dev.metabuilder.database.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who may begin another call while calls wait for their callers: at most 16 calls, and 4 of one caller. */
class PendingExchangesTest {

    private final PendingExchanges pendingExchanges = new PendingExchanges(16);

    @Test
    void oneCallerMayHoldAQuarterAndStandsInTheOwnWayOnly() {
        for (int i = 0; i < 4; i++) {
            assertNull(pendingExchanges.begin("a"));
        }
        assertTrue(pendingExchanges.begin("a").contains("your calls"));
        pendingExchanges.add("a");
        pendingExchanges.end("a");
        assertNull(pendingExchanges.refusal("b"));
        pendingExchanges.end("a");
        assertNull(pendingExchanges.refusal("a"));
    }

    @Test
    void allTogetherMayHoldAll() {
        for (int i = 0; i < 16; i++) {
            assertNull(pendingExchanges.begin("caller " + i % 4));
        }
        assertTrue(pendingExchanges.begin("one more").endsWith("the limit is 16."));
        for (int i = 0; i < 16; i++) {
            pendingExchanges.end("caller " + i % 4);
        }
        assertEquals(0, pendingExchanges.count());
        assertNull(pendingExchanges.refusal("caller 0"));
    }
}
