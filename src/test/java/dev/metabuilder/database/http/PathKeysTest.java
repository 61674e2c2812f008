package dev.metabuilder.database.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.errors.InvalidException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key has a URL, from which the key can be read again. */
class PathKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "u1 /api/users/u1",
                "a+b /api/users/a%2Bb",
                "a%41 /api/users/a%2541",
                "é😀 /api/users/%C3%A9%F0%9F%98%80",
                "?x=1&y#z /api/users/%3Fx%3D1%26y%23z",
                "a;b=c /api/users/a%3Bb%3Dc",
                "... /api/users/...",
                "-- /api/users/--",
                "- /api/users/-?key=-",
                ". /api/users/-?key=.",
                ".. /api/users/-?key=..",
                "a/b /api/users/-?key=a%2Fb",
                "a\\b /api/users/-?key=a%5Cb"
            })
    void aKeyIsPercentEncodedAndGoesAsAParameterWhereAPathCannotCarryIt(String key, String location) {
        assertEquals(URI.create(location), PathKeys.location("users", key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u1", "a b", "a+b", "100%", "é😀", "-", ".", "..", "a/b", "a\\b", "\u0001", "\t", "?", "#", "\u2028"
            })
    void theAddressOfAKeyLeadsBackToIt(String key) {
        URI location = PathKeys.location("users", key);
        String inPath = location.getPath().substring("/api/users/".length());
        String parameter =
                location.getQuery() == null ? null : location.getQuery().substring("key=".length());
        assertEquals(key, PathKeys.of(inPath, parameter));
    }

    @Test
    void aPathThatNamesAKeyWinsOverTheParameter() {
        assertEquals("u1", PathKeys.of("u1", "other"));
        assertEquals("-", PathKeys.of("-", "-"));
        assertEquals("", PathKeys.of("-", ""));
    }

    @Test
    void thePlaceholderWithoutItsParameterIsInvalid() {
        InvalidException thrown = assertThrows(InvalidException.class, () -> PathKeys.of("-", null));
        assertEquals("the query parameter key is missing: /- is followed by ?key=", thrown.getMessage());
    }
}
