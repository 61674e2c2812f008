package dev.metabuilder.database.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.testing.InServer;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every sequence of up to three operations on users, in one call of somebody who may not change the supergod. Whatever the
 * result, the supergod's row and the records that refer to it are unchanged, and nobody has become instance owner.
 */
class PowerLimitsIT extends InServer {

    private static final int MOST = 3;

    @Inject
    Database database;

    @Inject
    SuperGodService superGodService;

    @Resource
    UserTransaction transaction;

    @PersistenceContext
    EntityManager entities;

    /** An operation, and whether it is beyond the limits whatever comes before it. */
    private record Step(String name, Operation<User> operation, boolean forbidden) {}

    private static final List<Step> STEPS = List.of(
            new Step("delete s", Operation.deletion(Model.of(User.class), "s"), true),
            step(Kind.ADD, user("s", Role.SUPERGOD, true), false),
            step(Kind.UPSERT, user("s", Role.SUPERGOD, true), false),
            step(Kind.UPSERT, user("s", Role.GOD, true), true),
            update("s", "role", Role.GOD, true),
            update("s", "username", "t", true),
            update("s", "bio", "b", true),
            new Step("delete g", Operation.deletion(Model.of(User.class), "g"), false),
            step(Kind.ADD, user("g", Role.GOD, true), true),
            step(Kind.UPSERT, user("g", Role.SUPERGOD, false), true),
            update("g", "role", Role.SUPERGOD, true),
            update("g", "isInstanceOwner", true, true),
            update("g", "isInstanceOwner", false, false),
            update("o", "isInstanceOwner", true, false),
            update("o", "isInstanceOwner", false, false));

    private static User user(String id, Role role, boolean owner) {
        User user = new User();
        user.setId(id);
        user.setUsername(id);
        user.setEmail(id);
        user.setRole(role);
        user.setCreatedAt(1L);
        user.setInstanceOwner(owner);
        return user;
    }

    private static Step step(Kind kind, User user, boolean forbidden) {
        return new Step(
                kind + " " + user.getId() + " as " + user.getRole(),
                Operation.of(kind, user.getId(), Draft.whole(user)),
                forbidden);
    }

    private static Step update(String id, String property, Object value, boolean forbidden) {
        Draft<User> changes = Draft.changes(Model.of(User.class), Json.object(property, value));
        return new Step(id + "." + property + "=" + value, Operation.of(Kind.UPDATE, id, changes), forbidden);
    }

    private void fill() {
        database.clearDatabase();
        database.addUser(user("s", Role.SUPERGOD, true));
        database.addUser(user("g", Role.GOD, false));
        database.addUser(user("o", Role.USER, true));
        database.setPasswordResetToken("s", "token");
        database.setFirstLoginFlag("s", true);
        entities.clear();
    }

    /** The supergod's row with the number of its changes, what follows it, and who is the supergod. */
    private String state() {
        return rows("SELECT username || role || COALESCE(bio, '') || row_version || ' ' || row_position FROM users"
                        + " WHERE id = 's'")
                + " " + rows("SELECT username FROM credentials WHERE username = 's'")
                + " " + rows("SELECT id FROM users WHERE role = 'supergod'");
    }

    private List<?> rows(String sql) {
        return entities.createNativeQuery(sql).getResultList();
    }

    private List<?> owners() {
        return rows("SELECT id FROM users WHERE is_instance_owner = TRUE");
    }

    @Test
    void noSequenceOfUpToThreeOperationsTouchesTheSupergodOrMakesAnOwner() throws Exception {
        fill();
        String before = state();
        int[] outcomes = new int[2];
        for (List<Step> sequence : sequences()) {
            List<Operation<User>> operations =
                    sequence.stream().map(Step::operation).toList();
            String what = sequence.stream().map(Step::name).toList().toString();
            boolean forbidden = false;
            transaction.begin();
            try {
                superGodService.keep(operations, () -> database.run(new ArrayList<>(operations)));
                assertEquals(before, state(), what);
                assertTrue(List.of("s", "o").containsAll(owners()), what);
                outcomes[0]++;
            } catch (ForbiddenException e) {
                forbidden = true;
                outcomes[1]++;
            } catch (ConflictException | NotFoundException e) {
                // What is not there, or there already, is told as to anybody.
                outcomes[0]++;
            } finally {
                transaction.rollback();
            }
            assertEquals(sequence.stream().anyMatch(Step::forbidden) || makesOwnerAgain(sequence), forbidden, what);
        }
        assertEquals(before, state());
        assertTrue(outcomes[0] > 0 && outcomes[1] > 0, "some may be done and some not");
    }

    /** Who was owner and is no more is like anybody else. */
    private static boolean makesOwnerAgain(List<Step> sequence) {
        List<String> names = sequence.stream().map(Step::name).toList();
        int taken = names.indexOf("o.isInstanceOwner=false");
        return taken >= 0 && names.lastIndexOf("o.isInstanceOwner=true") > taken;
    }

    private static List<List<Step>> sequences() {
        List<List<Step>> all = new ArrayList<>();
        List<List<Step>> longest = List.of(List.of());
        for (int length = 1; length <= MOST; length++) {
            List<List<Step>> longer = new ArrayList<>();
            for (List<Step> begun : longest) {
                for (Step next : STEPS) {
                    List<Step> sequence = new ArrayList<>(begun);
                    sequence.add(next);
                    longer.add(sequence);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }
}
