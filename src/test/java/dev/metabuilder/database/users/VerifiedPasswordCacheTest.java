package dev.metabuilder.database.users;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a verified password counts without another check. */
class VerifiedPasswordCacheTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final VerifiedPasswordCache cache = new VerifiedPasswordCache(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void whoWorksIsNotAskedAgainAndWhoRestsFiveMinutesIs() {
        cache.add("ada", "secret", "hash");
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(4));
            assertTrue(cache.has("ada", "secret", "hash"), "used again");
        }
        pass(Duration.ofMinutes(5));
        assertFalse(cache.has("ada", "secret", "hash"), "not used");
        assertFalse(cache.has("ada", "secret", "hash"), "and asking is no use");
    }

    @Test
    void anotherPasswordNameOrHashIsNotKnownAndDoesNotLengthenIt() {
        cache.add("ada", "secret", "hash");
        pass(Duration.ofMinutes(4));
        assertFalse(cache.has("ada", "Secret", "hash"));
        assertFalse(cache.has("bob", "secret", "hash"));
        assertFalse(cache.has("ada", "secret", "new hash"));
        assertFalse(cache.has("ada", null, "hash"));
        assertFalse(cache.has("ada", "secret", null));
        pass(Duration.ofMinutes(2));
        assertFalse(cache.has("ada", "secret", "hash"));
    }
}
