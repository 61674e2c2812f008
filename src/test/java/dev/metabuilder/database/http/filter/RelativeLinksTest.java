package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeLinksTest {

    @ParameterizedTest
    @CsvSource({
        "/api/users, /api/users/u1, users/u1",
        "/api/users/, /api/users/u1, u1",
        "/api/users/u1, /api/users/u1, u1",
        "/api/users/-, /api/users/-?key=a%2Fb, -?key=a%2Fb",
        "/api/users, /api/users?limit=2&after=a/b, users?limit=2&after=a/b",
        "/api/database/import, /api/jobs/j1, ../jobs/j1",
        "/api/usersx, /api/users/u1, users/u1",
        "/a/b/c, /x, ../../x",
    })
    void anAddressIsSaidAsSeenFromTheOneThatWasCalled(String base, String target, String expected) {
        assertEquals(expected, RelativeLinks.relative(base, target));
        assertEquals(
                "<" + expected + ">; rel=\"next\"", RelativeLinks.relative(base, "<" + target + ">; rel=\"next\""));
        String proxied = "https://example.org/db";
        assertEquals(URI.create(proxied + target), URI.create(proxied + base).resolve(expected));
    }
}
