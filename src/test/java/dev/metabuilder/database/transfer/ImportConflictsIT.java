package dev.metabuilder.database.transfer;

import static dev.metabuilder.database.transfer.SmallData.comment;
import static dev.metabuilder.database.transfer.SmallData.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.testing.Requests;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** An import of conflicting records: 409, each conflict with its place, and nothing changes. */
class ImportConflictsIT extends InServer {

    private static final String TENANT = "{\"id\": \"%s\", \"name\": \"t\", \"ownerId\": %s\"%s\", \"createdAt\": 1}";

    private static Rejections rejections() {
        Requests.toServer().importAll(SmallData.EXPORT);
        return new Rejections();
    }

    private static String again(String pointer, int line, int column) {
        return "stands already at " + pointer + " (line " + line + ", column " + column + ")";
    }

    @Test
    @RunAsClient
    void aKeyThatStandsTwiceIsToldWithBothPlaces() {
        var rejections = rejections();
        rejections.expect(
                409,
                "{\"users\": [\n" + user("u", "a", "user") + ",\n" + user("v", "b", "user") + ",\n{\"id\": ¦"
                        + user("u", "c", "user").substring(7) + "]}",
                "/users/2/id",
                again("/users/0/id", 2, 8));
        rejections.expect(
                409,
                "{\"schemas\": [{\"name\": \"s\", \"fields\": []}, {\"fields\": [], \"name\": ¦\"s\"}]}",
                "/schemas/1/name",
                again("/schemas/0/name", 1, 23));
        rejections.expect(
                409,
                "{\"packageData\": {\"a/b\": {},\n\"a/b\": ¦{}}}",
                "/packageData/a~1b",
                again("/packageData/a~1b", 1, 25));
        var node = "{\"type\": \"x\", \"childIds\": [], \"order\": 0, \"pageId\": \"p\"}";
        rejections.expect(
                409,
                "{\"componentHierarchy\": {\"n\": " + node + ",\n\"n\": ¦" + node + "}}",
                "/componentHierarchy/n",
                again("/componentHierarchy/n", 1, 30));
        rejections.expect(
                409,
                "{\"firstLoginFlags\": {\"a\": true, \"a\": ¦true}}",
                "/firstLoginFlags/a",
                again("/firstLoginFlags/a", 1, 27));
    }

    @Test
    @RunAsClient
    void aUniqueValueThatStandsTwiceIsToldWithBothPlaces() {
        var rejections = rejections();
        rejections.expect(
                409,
                "{\"users\": [\n" + user("u", "a", "user") + ",\n"
                        + user("v", "a", "user").replace("\"a\"", "¦\"a\"").replace("\"a@x\"", "¦\"a@x\"") + "]}",
                "/users/1/username",
                again("/users/0/username", 2, 25),
                "/users/1/email",
                again("/users/0/email", 2, 39));
        rejections.expect(
                409,
                "{\"dropdownConfigs\": [{\"id\": \"a\", \"name\": \"n\", \"label\": \"\", \"options\": []},\n"
                        + "{\"id\": \"b\", \"name\": ¦\"n\", \"label\": \"\", \"options\": []}]}",
                "/dropdownConfigs/1/name",
                again("/dropdownConfigs/0/name", 1, 42));
    }

    @Test
    @RunAsClient
    void twoSupergodsAreToldWithBothPlaces() {
        var rejections = rejections();
        rejections.expect(
                409,
                "{\"users\": [\n" + user("u2", "b", "supergod") + ",\n"
                        + user("u1", "a", "supergod").replace("\"supergod\"", "¦\"supergod\"") + "]}",
                "/users/1/role",
                again("/users/0/role", 2, 55));
    }

    @Test
    @RunAsClient
    void conflictsFarApartAreToldToo() {
        var rejections = rejections();
        // More records than are written at a time, and none of them may stay.
        var many = IntStream.range(0, 1_200)
                .mapToObj(i -> user("x" + i, "n" + i, "user") + ",\n")
                .collect(Collectors.joining());
        rejections.expect(
                409,
                "{\"users\": [\n" + many
                        + user("y", "n7", "user").replace("\"n7\"", "¦\"n7\"").replace("\"n7@x\"", "¦\"n7@x\"") + "]}",
                "/users/1200/username",
                again("/users/7/username", 9, 26),
                "/users/1200/email",
                again("/users/7/email", 9, 41));
        rejections.expect(
                409,
                "{\"users\": [\n" + many + "{\"id\": ¦\"x3\""
                        + user("x3", "z", "user").substring(11) + "]}",
                "/users/1200/id",
                again("/users/3/id", 5, 8));
    }

    @Test
    @RunAsClient
    void aReferenceToNothingIsTold() {
        var rejections = rejections();
        rejections.expect(
                409,
                "{\"comments\": [\n" + comment("c", "u1") + ",\n"
                        + comment("d", "nobody").replace("\"nobody\"", "¦\"nobody\"") + "]}",
                "/comments/1/userId",
                "there is no User with the key \"nobody\"");
        rejections.expect(
                409,
                "{\"tenants\": [" + TENANT.formatted("t", "¦", "nobody") + "]}",
                "/tenants/0/ownerId",
                "there is no User with the key \"nobody\"");
        rejections.expect(
                409,
                "{\"powerTransferRequests\": [{\"id\": \"r\", \"fromUserId\": ¦\"x\", \"toUserId\": ¦\"y\","
                        + " \"status\": \"pending\", \"createdAt\": 1, \"expiresAt\": 2}]}",
                "/powerTransferRequests/0/fromUserId",
                "there is no User with the key \"x\"",
                "/powerTransferRequests/0/toUserId",
                "there is no User with the key \"y\"");
        rejections.expect(
                409,
                "{\"users\": [{\"tenantId\": ¦\"none\", "
                        + user("u1", "ann", "user").substring(1) + "]}",
                "/users/0/tenantId",
                "there is no Tenant with the key \"none\"");
    }

    @Test
    @RunAsClient
    void whatTheImportItselfRemovesCannotBeReferredTo() {
        var rejections = rejections();
        var gone = "there is no User with the key \"u1\"";
        rejections.expect(
                409,
                "{\"comments\": [" + comment("c1", "u1").replace("\"u1\"", "¦\"u1\"") + "],\n \"users\": ["
                        + user("u2", "bob", "supergod") + "]}",
                "/comments/0/userId",
                gone);
        rejections.expect(
                409,
                "{\"users\": [{\"tenantId\": ¦\"t1\", "
                        + user("u1", "ann", "user").substring(1) + "]," + "\"tenants\": []}",
                "/users/0/tenantId",
                "there is no Tenant with the key \"t1\"");
        // The tenant t1 of u2, who goes, would go too, and with it what the user in the file refers to.
        rejections.expect(
                409,
                "{\"users\": [{\"tenantId\": ¦\"t1\", "
                        + user("u1", "ann", "user").substring(1) + "]}",
                "/users/0/tenantId",
                "there is no Tenant with the key \"t1\"");
        rejections.expect(
                409,
                "{\"tenants\": [" + TENANT.formatted("t1", "¦", "u2") + "], \"users\": [" + user("u1", "ann", "user")
                        + "]}",
                "/tenants/0/ownerId",
                "there is no User with the key \"u2\"");
    }

    @Test
    @RunAsClient
    void theFirstHundredConflictsAreToldAndHowManyThereWere() {
        var server = Requests.toServer();
        server.importAll(SmallData.EXPORT);
        var before = server.export();
        var comments = IntStream.range(0, 130)
                .mapToObj(i -> comment("x" + i, "nobody"))
                .collect(Collectors.joining(",\n"));
        for (var wrong : List.of(
                "{\"comments\": [" + comments + "]}",
                "{\"comments\": [" + (comment("c", "u1") + ",\n").repeat(130) + comment("c", "u1") + "]}")) {
            var response = server.send("POST", "database/import", wrong);
            assertEquals(409, response.statusCode());
            assertEquals(100, Rejections.errors(response).lines().count(), response.body());
            assertTrue(response.body().endsWith(",\"errorCount\":130}"), response.body());
            assertEquals(before, server.export());
        }
    }
}
