package dev.metabuilder.database.transfer;

import static dev.metabuilder.database.transfer.SmallData.comment;
import static dev.metabuilder.database.transfer.SmallData.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Requests;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** An import of invalid records: 422, each error with its place, and nothing changes. */
class ImportErrorsIT extends InServer {

    private static final String TWICE = "occurs twice in its object";

    private static Rejections rejections() {
        Requests.toServer().importAll(SmallData.EXPORT);
        return new Rejections();
    }

    @Test
    @RunAsClient
    void theRootMustBeAnObject() {
        var rejections = rejections();
        for (var root : List.of("[]", "[{\"users\": []}]", "1", "\"users\"", "null", "true")) {
            rejections.expect(422, "\n ¦" + root, "", "must be an object: an export of the database");
        }
    }

    @Test
    @RunAsClient
    void anUnknownTopLevelPropertyIsTold() {
        var rejections = rejections();
        var detail = "is unknown: no section of an export has this name";
        rejections.expect(422, "{\"users\": [],\n \"user\": ¦[]}", "/user", detail);
        rejections.expect(422, "{\"a/b\": ¦{\"c\": [1, {}]}, \"x~y\": ¦null}", "/a~1b", detail, "/x~0y", detail);
        rejections.expect(
                422,
                "{\"format\": ¦\"other\", \"schemaVersion\": ¦1}",
                "/format",
                "must be \"metabuilder-backup-1\", the form of backup that this build reads",
                "/schemaVersion",
                "must be a string");
    }

    @Test
    @RunAsClient
    void aSectionMustHaveItsKind() {
        var rejections = rejections();
        rejections.expect(422, "{\"users\": ¦{}}", "/users", "must be an array, not an object");
        rejections.expect(422, "{\"users\": ¦\"x\"}", "/users", "must be an array, not a string");
        rejections.expect(422, "{\"componentConfigs\": ¦[]}", "/componentConfigs", "must be an object, not an array");
        rejections.expect(422, "{\"credentials\": ¦1}", "/credentials", "must be an object, not a number");
        rejections.expect(422, "{\"appConfig\": ¦false}", "/appConfig", "must be an object, not a boolean");
        rejections.expect(
                422,
                "{\"users\": [¦1, ¦null]}",
                "/users/0",
                "must be an object, not a number",
                "/users/1",
                "must be an object, not null");
    }

    @Test
    @RunAsClient
    void aMissingPropertyIsToldAtItsObjectsBrace() {
        var rejections = rejections();
        var roles = "one of public, user, admin, god, supergod";
        rejections.expect(
                422,
                "{\"users\": [\n  ¦¦¦¦¦{}]}",
                "/users/0/id",
                "is missing: must be a string of 1 to 512 characters",
                "/users/0/username",
                "is missing: must be a string of 1 to 512 characters",
                "/users/0/email",
                "is missing: must be a string of 1 to 512 characters",
                "/users/0/role",
                "is missing: must be " + roles,
                "/users/0/createdAt",
                "is missing: must be an integer of 64 bits");
        rejections.expect(
                422,
                "{\"comments\": [\n " + comment("c", "u1") + ",\n ¦{\"id\": \"d\", \"userId\": \"u1\","
                        + " \"createdAt\": ¦null}]}",
                "/comments/1/content",
                "is missing: must be a string",
                "/comments/1/createdAt",
                "must be an integer of 64 bits, not null");
        rejections.expect(
                422,
                "{\"componentHierarchy\": {\"a/b\": ¦{\"childIds\": [], \"order\": 1}}}",
                "/componentHierarchy/a~1b/type",
                "is missing: must be a string");
        rejections.expect(
                422,
                "{\"smtpConfig\": ¦{\"host\": \"h\", \"port\": 1, \"secure\": true, \"username\": \"\","
                        + " \"password\": \"\", \"fromEmail\": \"\"}}",
                "/smtpConfig/fromName",
                "is missing: must be a string");
    }

    @Test
    @RunAsClient
    void aWrongTypeIsToldAtTheValue() {
        var rejections = rejections();
        rejections.expect(
                422,
                "{\"users\": [{\"id\": ¦1, \"username\": ¦[], \"email\": ¦{\"a\": 1}, \"role\": ¦\"king\","
                        + " \"bio\": ¦true, \"createdAt\": ¦\"1\", \"isInstanceOwner\": ¦0}]}",
                "/users/0/id",
                "must be a string of 1 to 512 characters, not a number",
                "/users/0/username",
                "must be a string of 1 to 512 characters, not an array",
                "/users/0/email",
                "must be a string of 1 to 512 characters, not an object",
                "/users/0/role",
                "must be one of public, user, admin, god, supergod",
                "/users/0/bio",
                "must be a string, not a boolean",
                "/users/0/createdAt",
                "must be an integer of 64 bits, not a string",
                "/users/0/isInstanceOwner",
                "must be true or false, not a number");
        rejections.expect(
                422,
                "{\"pages\": [{\"id\": \"p\", \"path\": \"/\", \"title\": \"t\", \"level\": ¦6,"
                        + " \"componentTree\": ¦{}, \"requiresAuth\": ¦\"true\", \"requiredRole\": ¦1}]}",
                "/pages/0/level",
                "must be an integer from 1 to 5",
                "/pages/0/componentTree",
                "must be an array, not an object",
                "/pages/0/requiresAuth",
                "must be true or false, not a string",
                "/pages/0/requiredRole",
                "must be one of public, user, admin, god, supergod, not a number");
        rejections.expect(
                422,
                "{\"workflows\": [{\"id\": \"w\", \"name\": \"n\", \"nodes\": [{}, ¦1], \"edges\": ¦\"\","
                        + " \"enabled\": true}]}",
                "/workflows/0/nodes/1",
                "must be an object, not a number",
                "/workflows/0/edges",
                "must be an array of objects, not a string");
    }

    @Test
    @RunAsClient
    void anIntegerMustBeOneWithinBounds() {
        var rejections = rejections();
        var details = List.of(
                "1.5", "must be an integer of 64 bits, not a number",
                "1e3", "must be an integer of 64 bits, not a number",
                "9223372036854775808", "must be an integer of 64 bits",
                "-9223372036854775809", "must be an integer of 64 bits");
        for (int i = 0; i < details.size(); i += 2) {
            rejections.expect(
                    422,
                    "{\"comments\": [{\"id\": \"c\", \"userId\": \"u1\", \"content\": \"\", \"createdAt\": ¦"
                            + details.get(i) + "}]}",
                    "/comments/0/createdAt",
                    details.get(i + 1));
        }
    }

    @Test
    @RunAsClient
    void aStringOrAKeyMustBeTextThatCanBeStored() {
        var rejections = rejections();
        rejections.expect(
                422,
                "{\"workflows\": [{\"id\": ¦\"\", \"name\": ¦\"a\\u0000\", \"description\": ¦\"\\ud800\","
                        + " \"nodes\": [], \"edges\": [], \"enabled\": true}]}",
                "/workflows/0/id",
                "must have 1 to 512 characters, not 0",
                "/workflows/0/name",
                "must not contain U+0000",
                "/workflows/0/description",
                "must not contain a lone surrogate");
        rejections.expect(
                422,
                "{\"packageData\": {\"\": ¦{}, \"" + "a".repeat(513) + "\": ¦{}}}",
                "/packageData/",
                "its key must have 1 to 512 characters, not 0",
                "/packageData/" + "a".repeat(513),
                "its key must have 1 to 512 characters, not 513");
    }

    @Test
    @RunAsClient
    void aSingleValueMustBeOfItsType() {
        var rejections = rejections();
        rejections.expect(
                422,
                "{\"firstLoginFlags\": {\"a\": ¦1, \"b\": ¦null}, \"passwordChangeTimestamps\": {\"a\": ¦\"1\"},"
                        + " \"systemConfig\": {\"k\": ¦1}, \"packageData\": {\"p\": {\"a\": [], \"b\": ¦{}}, \"q\": ¦[]}}",
                "/firstLoginFlags/a",
                "must be true or false, not a number",
                "/firstLoginFlags/b",
                "must be true or false, not null",
                "/passwordChangeTimestamps/a",
                "must be an integer of 64 bits, not a string",
                "/systemConfig/k",
                "must be a string, not a number",
                "/packageData/p/b",
                "must be an array, not an object",
                "/packageData/q",
                "must be an object whose values are arrays, not an array");
        rejections.expect(
                422,
                "{\"credentials\": {\"a\": ¦\"secret\"}}",
                "/credentials/a",
                "must be the SHA-512 of the password in 128 lower-case hexadecimal digits, a hash as it is stored, of 100000 to 880000"
                        + " iterations, or empty");
    }

    @Test
    @RunAsClient
    void aPropertyThatStandsTwiceIsToldAtItsSecondValue() {
        var rejections = rejections();
        rejections.expect(422, "{\"pages\": [], \"users\": [], \"pages\": ¦[]}", "/pages", TWICE);
        rejections.expect(
                422,
                "{\"comments\": [{\"id\": \"c\", \"userId\": \"u1\", \"content\": \"\", \"createdAt\": 1,"
                        + " \"content\": ¦\"x\", \"more\": 1, \"more\": ¦2}]}",
                "/comments/0/content",
                TWICE,
                "/comments/0/more",
                TWICE);
        rejections.expect(
                422,
                "{\"packageData\": {\"p\": {\"rows\": [{\"a\": 1, \"b\": {\"c\": 1, \"c\": ¦2}}]}}}",
                "/packageData/p/rows/0/b/c",
                TWICE);
        rejections.expect(
                422,
                "{\"comments\": [{\"id\": \"c\", \"userId\": \"u1\", \"content\": \"\", \"createdAt\": 1,"
                        + " \"more\": [{\"\\u0061\": 1, \"a\": ¦2}]}]}",
                "/comments/0/more/0/a",
                TWICE);
    }

    @Test
    @RunAsClient
    void placesAreCountedInCodePointsAndByEveryLineEnd() {
        var rejections = rejections();
        for (var end : List.of("\n", "\r\n", "\r")) {
            var text =
                    "{\"workflows\":" + end + end + "[{\"id\": \"\ud83d\ude00e\u0301\", \"\ud834\udd1e\": \"\u00e4\","
                            + " \"name\": 1, \"nodes\": [], \"edges\": [], \"enabled\": true}]}";
            rejections.expect(
                    422, text.getBytes(UTF_8), List.of("/workflows/0/name 3:34 must be a string, not a number"));
        }
    }

    @Test
    @RunAsClient
    void theFirstHundredFaultsAreToldAndHowManyThereWere() {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        var before = server.export();
        for (var wrong : List.of("1", user("u%1$d", "a%1$d", "king"))) {
            var users =
                    IntStream.range(0, 250).mapToObj(i -> wrong.formatted(i)).collect(Collectors.joining(",\n"));
            var response = server.send("POST", "database/import", "{\"users\": [" + users + "]}");
            assertEquals(422, response.statusCode());
            var errors = Rejections.errors(response).lines().toList();
            assertEquals(100, errors.size());
            assertTrue(errors.get(99).matches("/users/99(/role)? 100:\\d+ must be .*"), errors.get(99));
            assertTrue(response.body().endsWith(",\"errorCount\":250}"), response.body());
            assertEquals(before, server.export());
        }
    }

    @Test
    @RunAsClient
    void wrongRecordsGoBeforeConflictsAndAllIsToldAtOnce() {
        var rejections = rejections();
        rejections.expect(
                422,
                "{\"tenants\": [¦1], \"users\": [" + user("u", "a", "god") + ", "
                        + user("u", "b", "god").replace("\"u\"", "¦\"u\"") + "], \"comments\": ["
                        + comment("c", "nobody").replace("\"nobody\"", "¦\"nobody\"") + "]}",
                "/tenants/0",
                "must be an object, not a number",
                "/users/1/id",
                "stands already at /users/0/id (line 1, column 35)",
                "/comments/0/userId",
                "there is no User with the key \"nobody\"");
    }

    @Test
    @RunAsClient
    void whatAFaultHidesIsNotToldAsAnother() {
        var rejections = rejections();
        // The comment's user is there, but for the fault of its key.
        rejections.expect(
                422,
                "{\"users\": [" + user("u", "a", "god").replace("\"u\"", "¦7") + "], \"comments\": ["
                        + comment("c", "u") + "]}",
                "/users/0/id",
                "must be a string of 1 to 512 characters, not a number");
    }
}
