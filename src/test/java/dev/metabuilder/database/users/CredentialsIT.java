package dev.metabuilder.database.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.testing.InServer;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

/** Password hashes, the times of their changes, first-login flags, and reset tokens. */
class CredentialsIT extends InServer {

    private static final String SALT = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String STORED = "PBKDF2WithHmacSHA512:%s:" + SALT + ":" + SALT;

    @Inject
    Database database;

    @Inject
    UserTransaction transaction;

    @Test
    void aBareHashIsStoredAsASlowOneAndOpensWithItsPassword() {
        database.clearDatabase();
        var bare = PasswordHashes.sha512("pässword \uD83C\uDF31");
        database.setCredential("ada", bare);
        database.setCredential("bob", bare);
        var stored = database.getCredentials();
        assertTrue(
                stored.get("ada").matches("PBKDF2WithHmacSHA512:(2[1-9]\\d|[3-9]\\d\\d|\\d{4,})\\d{3}:[^:]+:[^:]+"),
                stored::toString);
        assertFalse(stored.get("ada").contains(bare), "the bare hash rests nowhere");
        assertNotEquals(stored.get("ada"), stored.get("bob"), "each has its salt");
        assertTrue(database.verifyCredentials("ada", "pässword \uD83C\uDF31"));
        assertFalse(database.verifyCredentials("ada", "passwOrd"));
        assertFalse(database.verifyCredentials("ada", bare), "the hash is no password");
        assertFalse(database.verifyCredentials("nobody", "pässword \uD83C\uDF31"));
        assertFalse(database.verifyCredentials("Ada", "pässword \uD83C\uDF31"), "case matters");
    }

    @Test
    void aStoredHashIsKeptAsItIs() {
        database.clearDatabase();
        for (String iterations : List.of("100000", "220000", "880000")) {
            database.setCredential("ada", STORED.formatted(iterations));
            assertEquals(Map.of("ada", STORED.formatted(iterations)), database.getCredentials());
        }
        database.setCredential("bob", PasswordHashes.sha512("secret"));
        database.setCredential("ada", database.getCredentials().get("bob"));
        assertTrue(database.verifyCredentials("ada", "secret"), "a hash that was stored goes on to work");
    }

    @Test
    void theEmptyStringOpensNothing() {
        database.clearDatabase();
        database.setCredential("ada", "");
        assertEquals(Map.of("ada", ""), database.getCredentials());
        assertFalse(database.verifyCredentials("ada", ""));
        assertFalse(database.verifyCredentials("nobody", ""));
    }

    @Test
    void whatIsNoHashIsInvalidAndChangesNothing() {
        database.clearDatabase();
        database.setCredential("ada", "");
        var before = database.getPasswordChangeTimestamps();
        var bare = PasswordHashes.sha512("x");
        for (String hash : Arrays.asList(
                null,
                "password",
                " ",
                bare.substring(1),
                bare + "0",
                bare.toUpperCase(Locale.ROOT),
                bare.substring(1) + "g",
                STORED.formatted("99999"),
                STORED.formatted("10000001"),
                STORED.formatted("0"),
                STORED.formatted("-220000"),
                STORED.formatted("220000").replace("SHA512", "SHA1"),
                "PBKDF2WithHmacSHA512:220000::" + SALT,
                "PBKDF2WithHmacSHA512:220000:c2hvcnQ=:" + SALT,
                "PBKDF2WithHmacSHA512:220000:" + SALT + ":***")) {
            var e = assertThrows(InvalidException.class, () -> database.setCredential("ada", hash), hash);
            assertFalse(hash != null && hash.length() > 9 && e.getMessage().contains(hash), "a secret is not repeated");
        }
        for (String username : Arrays.asList(null, "", "k".repeat(513), "\u0000", "\uD800")) {
            assertThrows(InvalidException.class, () -> database.setCredential(username, ""), username);
            assertThrows(InvalidException.class, () -> database.setFirstLoginFlag(username, true), username);
            assertThrows(InvalidException.class, () -> database.setPasswordResetToken(username, "t"), username);
        }
        assertEquals(Map.of("ada", ""), database.getCredentials());
        assertEquals(before, database.getPasswordChangeTimestamps());
        assertEquals(Map.of(), database.getFirstLoginFlags());
    }

    @Test
    void settingACredentialSetsWhenItChanged() {
        database.clearDatabase();
        database.setPasswordChangeTimestamps(Map.of("ada", 1L, "bob", 2L));
        assertEquals(Map.of(), database.getCredentials(), "a time is no password");
        var before = System.currentTimeMillis();
        database.setCredential("ada", "");
        var timestamps = database.getPasswordChangeTimestamps();
        assertTrue(timestamps.get("ada") >= before && timestamps.get("ada") <= System.currentTimeMillis());
        assertEquals(2L, timestamps.get("bob"));
        database.setPasswordChangeTimestamps(Map.of("bob", Long.MIN_VALUE, "zoe", Long.MAX_VALUE));
        assertEquals(
                Map.of("ada", timestamps.get("ada"), "bob", Long.MIN_VALUE, "zoe", Long.MAX_VALUE),
                database.getPasswordChangeTimestamps(),
                "those named, and no others");
        assertEquals(Map.of(), database.getFirstLoginFlags(), "no flag was ever set");
    }

    @Test
    void flagsAndTokensAreSetAndSetAgain() {
        database.clearDatabase();
        for (boolean flag : new boolean[] {true, false, true}) {
            database.setFirstLoginFlag("ada", flag);
            assertEquals(Map.of("ada", flag), database.getFirstLoginFlags());
        }
        assertEquals(Map.of(), database.getCredentials(), "a flag is no password");
        for (String token : List.of("one", "", "two")) {
            database.setPasswordResetToken("ada", token);
            assertEquals(Map.of("ada", token), database.getPasswordResetTokens());
        }
        assertThrows(InvalidException.class, () -> database.setPasswordResetToken("ada", null));
        assertThrows(NotFoundException.class, () -> database.deletePasswordResetToken("bob"));
        database.deletePasswordResetToken("ada");
        assertEquals(Map.of(), database.getPasswordResetTokens());
    }

    @Test
    void aHashIsMadeAnewOutsideOfTheCallersTransactionOnly() throws Exception {
        database.clearDatabase();
        var salt = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        var slow = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(PasswordHashes.sha512("secret").toCharArray(), salt, 100_000, 512))
                .getEncoded();
        var old = "PBKDF2WithHmacSHA512:100000:" + SALT + ":"
                + Base64.getEncoder().encodeToString(slow);
        database.setCredential("ada", old);
        transaction.begin();
        assertTrue(database.verifyCredentials("ada", "secret"));
        assertEquals(
                old, database.getCredentials().get("ada"), "a rollback would undo it, and a failure spoil the call");
        assertEquals(Status.STATUS_ACTIVE, transaction.getStatus());
        transaction.commit();
        assertTrue(database.verifyCredentials("ada", "secret"));
        assertNotEquals(old, database.getCredentials().get("ada"));
    }

    @Test
    void anUnknownNameTakesAsMuchWorkAsAWrongPassword() {
        database.clearDatabase();
        database.setCredential("ada", STORED.formatted(PasswordHashes.ITERATIONS));
        database.setCredential("shut", "");
        var wrong = work("ada");
        for (String username : List.of("nobody", "shut")) {
            var other = work(username);
            assertTrue(
                    other > wrong / 4 && other < wrong * 4,
                    username + " " + other + " ns of the processor, ada " + wrong + " ns");
        }
    }

    /** The processor's time, not that of the clock, which depends on what else runs. */
    private long work(String username) {
        var thread = ManagementFactory.getThreadMXBean();
        var begin = thread.getCurrentThreadCpuTime();
        assertFalse(database.verifyCredentials(username, "wrong"));
        return thread.getCurrentThreadCpuTime() - begin;
    }
}
