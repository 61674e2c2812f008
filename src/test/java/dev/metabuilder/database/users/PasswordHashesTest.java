package dev.metabuilder.database.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.errors.InvalidException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are valid password hashes. The container does the hashing itself. */
class PasswordHashesTest {

    private static final String BARE = PasswordHashes.sha512("password");

    private final PasswordHashes passwordHashes = new PasswordHashes();

    private static String form(String iterations, int salt, int hash) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "PBKDF2WithHmacSHA512:" + iterations + ":" + base64.encodeToString(new byte[salt]) + ":"
                + base64.encodeToString(new byte[hash]);
    }

    @Test
    void theBareHashIsTheSha512OfTheUtf8InLowerCaseHexadecimal() {
        assertEquals(
                "b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb9"
                        + "80b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86",
                BARE);
        assertFalse(PasswordHashes.sha512("é").equals(PasswordHashes.sha512("e\u0301")), "nothing is normalised");
    }

    @Test
    void theEmptyStringTheBareFormAndTheStoredFormAreTaken() {
        assertNull(passwordHashes.fault(""));
        assertNull(passwordHashes.fault(BARE));
        assertNull(passwordHashes.fault(form("220000", 32, 64)));
        assertTrue(passwordHashes.isBare(BARE));
        assertFalse(passwordHashes.isBare(form("220000", 32, 64)));
        assertFalse(passwordHashes.isBare(""));
    }

    @Test
    void workFactorsAreTakenWithinBoundsOnly() {
        for (String right : new String[] {"100000", "210000", "880000", "00220000"}) {
            assertNull(passwordHashes.fault(form(right, 32, 64)), right);
        }
        for (String wrong :
                new String[] {"0", "1", "99999", "880001", "10000000", "99999999", "2147483648", "-220000", ""}) {
            assertNotNull(passwordHashes.fault(form(wrong, 32, 64)), wrong);
        }
    }

    @Test
    void saltAndHashAreTakenWithinBoundsOnly() {
        assertNull(passwordHashes.fault(form("220000", 16, 16)));
        assertNotNull(passwordHashes.fault(form("220000", 15, 64)));
        assertNotNull(passwordHashes.fault(form("220000", 32, 15)));
        assertNotNull(passwordHashes.fault(form("220000", 65, 64)));
        assertNotNull(passwordHashes.fault(form("220000", 32, 65)));
        assertNotNull(passwordHashes.fault("PBKDF2WithHmacSHA512:220000:A:B"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "hunter22",
                "B109F3BB",
                "$2a$10$N9qo8uLOickgx2ZMRZoMye",
                "PBKDF2WithHmacSHA512:220000",
                "PBKDF2WithHmacSHA1:220000:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAA=="
            })
    void anythingElseIsInvalidAndIsNotRepeatedInTheMessage(String hash) {
        InvalidException thrown = assertThrows(InvalidException.class, () -> passwordHashes.stored(hash));
        assertEquals("/passwordHash", thrown.problems().get(0).pointer());
        assertTrue(hash.isBlank() || !thrown.getMessage().contains(hash), thrown.getMessage());
    }

    @Test
    void theBareFormHasExactly128LowerCaseDigits() {
        assertNotNull(passwordHashes.fault(BARE.substring(1)));
        assertNotNull(passwordHashes.fault(BARE + "0"));
        assertNotNull(passwordHashes.fault(BARE.toUpperCase(java.util.Locale.ROOT)));
        assertNotNull(passwordHashes.fault(BARE + "\n"));
        assertThrows(InvalidException.class, () -> passwordHashes.stored(null));
    }

    @Test
    void whatIsStoredAlreadyStaysAsItIs() {
        String stored = form("220000", 32, 64);
        assertEquals(stored, passwordHashes.stored(stored));
        assertEquals("", passwordHashes.stored(""));
    }
}
