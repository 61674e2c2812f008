package dev.metabuilder.database.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who may begin another call while others wait for their callers; 16 may, and 4 of one caller. */
class ExchangesTest {

    private final Exchanges exchanges = new Exchanges(16);

    @Test
    void oneCallerMayHoldAQuarterAndStandsInTheOwnWayOnly() {
        for (int i = 0; i < 4; i++) {
            assertNull(exchanges.begin("a"));
        }
        assertTrue(exchanges.begin("a").contains("your calls"));
        exchanges.add("a");
        exchanges.end("a");
        assertNull(exchanges.refusal("b"));
        exchanges.end("a");
        assertNull(exchanges.refusal("a"));
    }

    @Test
    void allTogetherMayHoldAll() {
        for (int i = 0; i < 16; i++) {
            assertNull(exchanges.begin("caller " + i % 4));
        }
        assertTrue(exchanges.begin("one more").endsWith("as may be at once: 16."));
        for (int i = 0; i < 16; i++) {
            exchanges.end("caller " + i % 4);
        }
        assertEquals(0, exchanges.count());
        assertNull(exchanges.refusal("caller 0"));
    }
}
