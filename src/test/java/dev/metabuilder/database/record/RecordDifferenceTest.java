package dev.metabuilder.database.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.model.Golden;
import dev.metabuilder.database.system.SmtpConfig;
import dev.metabuilder.database.users.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a change is enough to undo it, and no secret. */
class RecordDifferenceTest {

    private static RecordState user(String extra, String bio) {
        var user = new User();
        user.setId("u");
        user.setBio(bio);
        user.setExtra(extra == null ? null : Json.parse(extra));
        return RecordState.of(user);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            {"a":1,"b":2}      | {"a":1,"b":3}      | {"b":2}
            {"a":1,"b":2}      | {"a":1}            | {"b":2}
            {"a":1}            | {"a":1,"b":3}      | null
            {"a":1,"b":2}      | {"b":2,"a":1}      | {"a":1,"b":2}
            {"a":1,"b":2,"c":3}| {"a":1,"c":3}      | {"a":1,"b":2,"c":3}
            {"a":{"x":[1.0]}}  | {"a":{"x":[1]}}    | {"a":{"x":[1.0]}}
            {"a":1}            | null               | {"a":1}
            null               | {"a":1}            | null
            """)
    void undeclaredPropertiesCanBeHadFromTheLaterOnes(String earlier, String later, String before) {
        var difference = RecordDifference.of(user(earlier, null), user(later, null));
        assertEquals(before, difference.beforeJson());
        var undone = RecordDifference.undo(
                JsonMembers.of(later == null ? null : Json.parse(later)), difference.before(), difference.absent());
        assertEquals(earlier == null ? "{}" : earlier.strip(), JsonMembers.object(undone));
    }

    @Test
    void whatWasNotThereIsAbsentAndWhatIsTheSameIsNotTold() {
        var added = RecordDifference.of(user(null, null), user(null, "b"));
        assertEquals("[\"bio\"]", added.absentJson());
        assertNull(added.beforeJson());
        var removed = RecordDifference.of(user(null, "b"), user(null, null));
        assertEquals("{\"bio\":\"b\"}", removed.beforeJson());
        assertNull(ChangeEntry.of("users", user("{\"a\":1}", "b"), user("{\"a\":1}", "b")));
    }

    @Test
    void aSecretIsToldAsChangedOnly() {
        SmtpConfig config = Golden.records(Models.CATALOGUE.section(SmtpConfig.class))
                .values()
                .iterator()
                .next();
        config.setPassword("hush-hush");
        var before = RecordState.of(config);
        var removed = RecordDifference.of(before, null);
        assertFalse(removed.toString().contains("hush-hush"), removed::toString);
        assertEquals(List.of("password"), removed.secrets());
        config.setPassword("other");
        assertEquals(
                "RecordDifference[before={}, absent=[], secrets=[password]]",
                RecordDifference.of(before, RecordState.of(config)).toString());
    }

    @Test
    void theOriginBelongsToTheThreadUntilItsScopeEnds() {
        var outside = new ChangeOrigin("application", ChangeOrigin.CALL, null, null);
        assertEquals(outside, ChangeOrigin.current());
        var request = new ChangeOrigin("nobody", ChangeOrigin.CALL, "r", null).begin();
        // The access filter does not end what it begins.
        ChangeOrigin.current().of("user u").begin();
        assertEquals(new ChangeOrigin("user u", ChangeOrigin.CALL, "r", null), ChangeOrigin.current());
        request.close();
        assertEquals(outside, ChangeOrigin.current());
    }
}
