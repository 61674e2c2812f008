package dev.metabuilder.database.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.testing.InServer;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long the credentials of god are shown. */
class GodCredentialsIT extends InServer {

    private static final long HOUR = 3_600_000;

    @Inject
    Database database;

    @Test
    void theFirstQuestionStartsTheHour() {
        database.clearDatabase();
        assertEquals(0, database.getGodCredentialsExpiry());
        assertEquals(HOUR, database.getGodCredentialsExpiryDuration());
        var before = System.currentTimeMillis();
        assertTrue(database.shouldShowGodCredentials());
        var expiry = database.getGodCredentialsExpiry();
        assertTrue(expiry >= before + HOUR && expiry <= System.currentTimeMillis() + HOUR, "now and an hour");
        assertTrue(database.shouldShowGodCredentials(), "still");
        assertEquals(expiry, database.getGodCredentialsExpiry(), "it is started once");
    }

    @Test
    void theFirstAnswerIsYesWhateverTheDurationAndThePassword() {
        database.clearDatabase();
        database.setPasswordChangeTimestamps(Map.of("god", System.currentTimeMillis()));
        database.setGodCredentialsExpiryDuration(0);
        assertTrue(database.shouldShowGodCredentials());
        assertFalse(database.shouldShowGodCredentials(), "nothing of the time is left");
    }

    @Test
    void afterTheExpiryTheyAreShownNoMore() {
        database.clearDatabase();
        database.setGodCredentialsExpiry(System.currentTimeMillis() - 1);
        assertFalse(database.shouldShowGodCredentials());
        database.setGodCredentialsExpiry(System.currentTimeMillis() + HOUR);
        assertTrue(database.shouldShowGodCredentials());
    }

    @Test
    void onceGodHasChangedThePasswordWithinTheWindowTheyAreShownNoMore() {
        database.clearDatabase();
        var expiry = System.currentTimeMillis() + HOUR / 2;
        database.setGodCredentialsExpiry(expiry);
        database.setPasswordChangeTimestamps(Map.of("god", expiry - HOUR));
        assertTrue(database.shouldShowGodCredentials(), "changed as the window began");
        database.setPasswordChangeTimestamps(Map.of("god", expiry - HOUR + 1));
        assertFalse(database.shouldShowGodCredentials(), "changed after the window began");
        database.setGodCredentialsExpiryDuration(HOUR - 1);
        assertTrue(database.shouldShowGodCredentials(), "a shorter window begins later");
        database.setPasswordChangeTimestamps(Map.of("god", 0L, "admin", System.currentTimeMillis()));
        assertTrue(database.shouldShowGodCredentials(), "others don't count");
        database.setCredential("god", "");
        assertFalse(database.shouldShowGodCredentials(), "a new password is a change");
    }

    @Test
    void aResetStartsTheTimeAgain() {
        database.clearDatabase();
        database.setGodCredentialsExpiryDuration(10_000);
        database.setGodCredentialsExpiry(1);
        var before = System.currentTimeMillis();
        database.resetGodCredentialsExpiry();
        var expiry = database.getGodCredentialsExpiry();
        assertTrue(expiry >= before + 10_000 && expiry <= System.currentTimeMillis() + 10_000);
        assertTrue(database.shouldShowGodCredentials());
    }

    @Test
    void timesAreKeptAsDecimalTextOf64Bits() {
        database.clearDatabase();
        for (long time : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            database.setGodCredentialsExpiry(time);
            assertEquals(time, database.getGodCredentialsExpiry());
            database.setGodCredentialsExpiryDuration(time);
            assertEquals(time, database.getGodCredentialsExpiryDuration());
        }
        assertEquals(
                Long.toString(Long.MAX_VALUE),
                database.find(SystemConfig.class, "god_credentials_expiry_duration")
                        .getValue());
        assertThrows(InvalidException.class, database::resetGodCredentialsExpiry, "beyond the end of time");
    }

    @Test
    void anExtremeExpiryIsStillJudged() {
        database.clearDatabase();
        database.setGodCredentialsExpiry(Long.MIN_VALUE);
        assertFalse(database.shouldShowGodCredentials(), "long past");
        database.setGodCredentialsExpiry(Long.MAX_VALUE);
        database.setGodCredentialsExpiryDuration(Long.MAX_VALUE);
        assertTrue(database.shouldShowGodCredentials(), "never past");
    }
}
