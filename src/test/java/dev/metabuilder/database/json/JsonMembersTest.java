package dev.metabuilder.database.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The merge of an update's undeclared properties with those of the record. */
class JsonMembersTest {

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
        Json result = JsonMembers.merge(object == null ? null : Json.parse(object), Json.parse(changes));
        assertEquals(merged, result == null ? null : result.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "none|none",
                "{\"bio\":1}|none",
                "{\"a\":1.10,\"bio\":{\"x\":[1]},\"b\":\"\\ud800\"}|{\"a\":1.10,\"b\":\"\\ud800\"}",
                "{\"a\":\"\\\"bio\\\":\",\"b\":\"x\\\\\",\"bio\":0}|{\"a\":\"\\\"bio\\\":\",\"b\":\"x\\\\\"}",
                // No name of its own members, and so the same as it was.
                "{\"a\":{\"bio\":1},\"b\":[{\"bio\":2}],\"c\":\"bio\",\"bio2\":\"bio\"}|same",
                "{}|same"
            })
    void whatIsDeclaredIsNoneOfTheUndeclaredOnes(String object, String rest) {
        Json given = object == null ? null : Json.parse(object);
        Json result = JsonMembers.without(given, Set.of("bio", "id"));
        if ("same".equals(rest)) {
            assertSame(given, result);
        } else {
            assertEquals(rest, result == null ? null : result.toString());
        }
    }
}
