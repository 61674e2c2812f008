package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the undeclared properties of an update go over those of the record. */
class MembersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "none|{}|none",
                "none|{\"a\":1}|{\"a\":1}",
                "none|{\"a\":null}|none",
                "{\"a\":1,\"b\":2,\"c\":3}|{\"b\":9}|{\"a\":1,\"b\":9,\"c\":3}",
                "{\"a\":1,\"b\":2}|{\"c\":3,\"a\":4}|{\"a\":4,\"b\":2,\"c\":3}",
                "{\"a\":1,\"b\":2}|{\"a\":null}|{\"b\":2}",
                "{\"a\":1}|{\"a\":null}|none",
                "{\"a\":null,\"b\":1}|{\"b\":2}|{\"a\":null,\"b\":2}",
                "{\"a\":{\"x\":1}}|{\"a\":{\"y\":null}}|{\"a\":{\"y\":null}}",
                "{\"a\":1}|{\"a\":\"null\"}|{\"a\":\"null\"}",
                "{\"\":1,\"\\\"\":2}|{\"\\u0000\":0.10}|{\"\":1,\"\\\"\":2,\"\\u0000\":0.10}"
            })
    void aMemberThatChangesKeepsItsPlaceAndOneThatBecomesNullGoes(String object, String changes, String merged) {
        Json result = Members.merge(object == null ? null : Json.parse(object), Json.parse(changes));
        assertEquals(merged, result == null ? null : result.toString());
    }
}
