package dev.metabuilder.database.http.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which callers get gzip, and which bodies count as gzip. */
class ContentCodingsTest {

    @Test
    void gzipIsForThoseWhoWouldRatherHaveIt() {
        for (String yes : List.of(
                "gzip",
                "GZIP",
                "x-gzip",
                "br, gzip",
                "gzip, deflate, br",
                "*",
                "gzip;q=0.001",
                "identity;q=0.5, gzip",
                "identity, gzip",
                "gzip ; q = 1.000",
                "*;q=0, gzip",
                "identity;q=0, *;q=0.1",
                "gzip;q=0,x-gzip")) {
            assertEquals(true, ContentCodings.prefersGzip(yes), yes);
        }
        for (String no : List.of(
                "",
                "br",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000",
                "gzip;q=0, *",
                "*;q=0",
                "gzip;q=0.5, identity",
                "gzip;q=2",
                "gzip;q=x",
                "gzip;level=9",
                "gzipped",
                ";;,",
                "q=1")) {
            assertEquals(false, ContentCodings.prefersGzip(no), no);
        }
    }

    @Test
    void gzipOnceIsTheOnlyCodingOfABody() {
        for (List<String> yes : List.of(List.of("gzip"), List.of(" X-GZIP "), List.of("identity, gzip"))) {
            assertEquals(true, ContentCodings.isGzip(ContentCodings.named(yes)), yes::toString);
        }
        for (List<String> no : List.of(
                List.<String>of(),
                List.of(""),
                List.of("identity"),
                List.of("br"),
                List.of("gzip, gzip"),
                List.of("gzip", "br"),
                List.of("gzip;q=1"))) {
            assertEquals(false, ContentCodings.isGzip(ContentCodings.named(no)), no::toString);
        }
    }
}
