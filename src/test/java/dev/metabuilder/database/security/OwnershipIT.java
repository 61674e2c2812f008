package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ownership under simultaneous calls. */
class OwnershipIT extends InServer {

    @Inject
    Database database;

    @Inject
    Catalogue catalogue;

    @Inject
    OwnershipRules ownershipRules;

    @Test
    void aUserWhoIsGoneDoesNotComeBackByTheOwnCall() {
        database.clearDatabase();
        User user = new User();
        user.setId("u");
        user.setUsername("u");
        user.setEmail("u");
        user.setRole(Role.SUPERGOD);
        user.setCreatedAt(1L);
        Operation<User> operation = Operation.of(Kind.UPSERT, "u", Draft.whole(user));
        assertThrows(
                ForbiddenException.class,
                () -> ownershipRules.write(catalogue.section("users"), operation, "u", () -> fail("writes")));
        assertEquals(List.of(), database.getUsers());
    }
}
