package dev.metabuilder.database.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.testing.InServer;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one supergod, and the transfer of the power. */
class SuperGodIT extends InServer {

    @Inject
    Database database;

    private void fill(Role... roles) {
        database.clearDatabase();
        for (Role role : roles) {
            var user = new User();
            user.setId("u" + database.getUsers().size());
            user.setUsername(user.getId());
            user.setEmail(user.getId());
            user.setRole(role);
            user.setCreatedAt(1L);
            user.setInstanceOwner(role == Role.SUPERGOD);
            database.addUser(user);
        }
    }

    private String users() {
        return database.getUsers().stream()
                .map(user -> user.getId() + " " + user.getRole() + " " + user.isInstanceOwner())
                .collect(Collectors.joining(", "));
    }

    @Test
    void thePowerGoesOverWhole() {
        fill(Role.USER, Role.SUPERGOD, Role.ADMIN);
        assertEquals("u1", database.getSuperGod().getId());
        database.transferSuperGodPower("u1", "u0");
        assertEquals("u0 SUPERGOD true, u1 GOD false, u2 ADMIN false", users());
        assertEquals("u0", database.getSuperGod().getId());
        database.transferSuperGodPower("u0", "u2");
        assertEquals("u0 GOD false, u1 GOD false, u2 SUPERGOD true", users());
    }

    @Test
    void onlyTheSupergodCanTransferAndOnlyToAUser() {
        fill(Role.GOD, Role.SUPERGOD);
        var before = users();
        for (String unknown : Arrays.asList("nobody", "", null, "U1", "k".repeat(513), "\u0000")) {
            for (List<String> pair : List.of(Arrays.asList(unknown, "u0"), Arrays.asList("u1", unknown))) {
                var e = assertThrows(
                        NotFoundException.class,
                        () -> database.transferSuperGodPower(pair.get(0), pair.get(1)),
                        pair::toString);
                assertEquals("User not found", e.getMessage());
            }
        }
        var e = assertThrows(ForbiddenException.class, () -> database.transferSuperGodPower("u0", "u1"));
        assertEquals("Only supergod can transfer power", e.getMessage());
        assertEquals(before, users());
    }

    @Test
    void withoutASupergodThereIsNone() {
        fill(Role.GOD);
        assertNull(database.getSuperGod());
        database.updateUser("u0", Json.object("role", Role.SUPERGOD));
        assertEquals("u0", database.getSuperGod().getId());
        database.deleteUser("u0");
        assertNull(database.getSuperGod());
    }

    @Test
    void aTransferToOneselfKeepsThePower() {
        fill(Role.SUPERGOD);
        database.transferSuperGodPower("u0", "u0");
        assertEquals("u0 SUPERGOD true", users());
    }
}
