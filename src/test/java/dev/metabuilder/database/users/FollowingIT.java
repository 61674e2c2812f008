package dev.metabuilder.database.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.testing.InServer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Credentials follow their user: a free username never has a password. */
class FollowingIT extends InServer {

    @Inject
    Database database;

    private void fill(String... usernames) {
        database.clearDatabase();
        for (String username : usernames) {
            database.addUser(user(username, username));
        }
    }

    private static User user(String id, String username) {
        var user = new User();
        user.setId(id);
        user.setUsername(username);
        user.setEmail(id + "@example.org");
        user.setRole(Role.USER);
        user.setCreatedAt(1L);
        return user;
    }

    /** A hash that can be told from others. */
    private static String hash(int iterations) {
        return "PBKDF2WithHmacSHA512:" + iterations + ":MDEyMzQ1Njc4OWFiY2RlZg==:MDEyMzQ1Njc4OWFiY2RlZg==";
    }

    private void credential(String username, int iterations) {
        database.setCredential(username, hash(iterations));
        database.setPasswordChangeTimestamps(Map.of(username, (long) iterations));
        database.setFirstLoginFlag(username, true);
    }

    private void assertCredentials(Map<String, Integer> expected, String when) {
        Map<String, String> hashes = new TreeMap<>();
        Map<String, Long> times = new TreeMap<>();
        expected.forEach((username, iterations) -> {
            hashes.put(username, hash(iterations));
            times.put(username, (long) iterations);
        });
        assertEquals(hashes, database.getCredentials(), when);
        assertEquals(times, database.getPasswordChangeTimestamps(), when);
        assertEquals(expected.keySet(), database.getFirstLoginFlags().keySet(), when);
    }

    @Test
    void aUserAdoptsTheCredentialThatWaits() {
        fill();
        credential("ada", 100_001);
        database.addUser(user("1", "ada"));
        assertCredentials(Map.of("ada", 100_001), "added");
        credential("bob", 100_002);
        database.setUsers(List.of(user("2", "bob"), user("1", "ada")));
        assertCredentials(Map.of("ada", 100_001, "bob", 100_002), "set");
    }

    @Test
    void aDeletedUserLeavesNoCredential() {
        fill("ada", "bob", "eve");
        credential("ada", 100_001);
        credential("bob", 100_002);
        credential("eve", 100_003);
        credential("waiting", 100_004);
        database.deleteUser("ada");
        assertCredentials(Map.of("bob", 100_002, "eve", 100_003, "waiting", 100_004), "deleted");
        database.setUsers(List.of(user("eve", "eve")));
        assertCredentials(Map.of("eve", 100_003, "waiting", 100_004), "set without one");
        database.setUsers(List.of());
        assertCredentials(Map.of("waiting", 100_004), "set to none");
    }

    @Test
    void aRenamedUserTakesTheCredentialAlong() {
        fill("ada", "bob");
        credential("ada", 100_001);
        credential("waiting", 100_004);
        database.updateUser("ada", Json.object("username", "lovelace"));
        assertCredentials(Map.of("lovelace", 100_001, "waiting", 100_004), "by an update");
        database.updateUser("ada", Json.object("username", "waiting"));
        assertCredentials(Map.of("waiting", 100_001), "in place of the one that waited");
        database.setUsers(List.of(user("bob", "bob"), user("ada", "ada")));
        assertCredentials(Map.of("ada", 100_001), "by a set");
        database.put("ada", Draft.whole(user("ada", "byron")), Precondition.NONE);
        assertCredentials(Map.of("byron", 100_001), "by a put");
    }

    @Test
    void aUserWithoutACredentialAdoptsTheOneThatWaitsUnderTheNewName() {
        fill("ada");
        credential("waiting", 100_004);
        database.updateUser("ada", Json.object("username", "waiting"));
        assertCredentials(Map.of("waiting", 100_004), "by an update");
        fill("ada");
        credential("waiting", 100_004);
        database.setUsers(List.of(user("ada", "waiting")));
        assertCredentials(Map.of("waiting", 100_004), "by a set");
    }

    @Test
    void namesAreSwappedAndPassedOnWithTheirCredentials() {
        fill("a", "b", "c", "d");
        credential("a", 100_001);
        credential("b", 100_002);
        credential("d", 100_004);
        // a and b swap; c, who has none, gets the name of d, who takes a name at which a credential waits.
        credential("waiting", 100_005);
        database.setUsers(List.of(user("a", "b"), user("b", "a"), user("c", "d"), user("d", "waiting")));
        assertCredentials(Map.of("a", 100_002, "b", 100_001, "waiting", 100_004), "each kept the own");
    }

    @Test
    void aNameThatANewUserTakesFromADeletedOneHasNoPassword() {
        fill("ada");
        credential("ada", 100_001);
        database.setUsers(List.of(user("new", "ada")));
        assertCredentials(Map.of(), "ada is another person now");
    }

    @Test
    void aRenameThatIsRejectedMovesNothing() {
        fill("ada", "bob");
        credential("ada", 100_001);
        credential("bob", 100_002);
        assertThrows(ConflictException.class, () -> database.updateUser("ada", Json.object("username", "bob")));
        assertCredentials(Map.of("ada", 100_001, "bob", 100_002), "as before");
    }
}
