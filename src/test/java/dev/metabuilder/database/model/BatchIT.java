package dev.metabuilder.database.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.tenancy.Tenant;
import dev.metabuilder.database.testing.InServer;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Operations in one call have the same result as the same operations one by one. */
class BatchIT extends InServer {

    private static final int SEQUENCES = 1_500;
    private static final int LONGEST = 6;
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final List<String> NAMES = List.of("x", "y", "z", "w");

    @Inject
    Database database;

    @Resource
    UserTransaction transaction;

    @PersistenceContext
    EntityManager entities;

    private static User user(String id, String name, Role role, String tenant) {
        User user = new User();
        user.setId(id);
        user.setUsername(name);
        user.setEmail(name);
        user.setRole(role);
        user.setTenantId(tenant);
        user.setCreatedAt(1L);
        return user;
    }

    private static Tenant tenant(String id, String owner) {
        Tenant tenant = new Tenant();
        tenant.setId(id);
        tenant.setName(id);
        tenant.setOwnerId(owner);
        tenant.setCreatedAt(1L);
        return tenant;
    }

    private static Comment comment(String id, String author) {
        Comment comment = new Comment();
        comment.setId(id);
        comment.setUserId(author);
        comment.setContent(id);
        comment.setCreatedAt(1L);
        return comment;
    }

    private void fill() {
        database.clearDatabase();
        database.addUser(user("a", "x", Role.SUPERGOD, null));
        database.addUser(user("b", "y", Role.GOD, null));
        database.addTenant(tenant("a", "b"));
        database.updateUser("a", Json.object("tenantId", "a"));
        database.addComment(comment("a", "b"));
        database.setFirstLoginFlag("x", true);
        database.setFirstLoginFlag("z", false);
    }

    /** What is there, as a careful reader of the contract keeps it: so that only what is legal is tried. */
    private static final class Known {

        private final Map<String, User> users = new HashMap<>();
        private final Map<String, String> owners = new HashMap<>(Map.of("a", "b"));
        private final Map<String, String> authors = new HashMap<>(Map.of("a", "b"));

        Known() {
            users.put("a", user("a", "x", Role.SUPERGOD, "a"));
            users.put("b", user("b", "y", Role.GOD, null));
        }

        private boolean fits(User user) {
            return users.values().stream()
                            .noneMatch(other -> !other.getId().equals(user.getId())
                                    && (other.getUsername().equals(user.getUsername())
                                            || (user.getRole() == Role.SUPERGOD && other.getRole() == Role.SUPERGOD)))
                    && (user.getTenantId() == null || owners.containsKey(user.getTenantId()));
        }

        private void removeUser(String id) {
            users.remove(id);
            authors.values().removeIf(id::equals);
            List.copyOf(owners.keySet()).stream()
                    .filter(tenant -> owners.get(tenant).equals(id))
                    .forEach(this::removeTenant);
        }

        private void removeTenant(String id) {
            owners.remove(id);
            users.values().stream()
                    .filter(user -> id.equals(user.getTenantId()))
                    .forEach(user -> user.setTenantId(null));
        }
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Returns an operation that is legal now, having done it to what is known; null when what was drawn is not. */
    private static Operation<?> next(Random random, Known known) {
        String key = any(random, KEYS);
        return switch (random.nextInt(8)) {
            case 0 -> deleted(known, key);
            case 1 -> deletedTenant(known, key);
            case 2 -> referring(random, known, key);
            default -> stored(random, known, key);
        };
    }

    private static Operation<?> deleted(Known known, String key) {
        if (!known.users.containsKey(key)) {
            return null;
        }
        known.removeUser(key);
        return Operation.deletion(Model.of(User.class), key);
    }

    private static Operation<?> deletedTenant(Known known, String key) {
        if (!known.owners.containsKey(key)) {
            return null;
        }
        known.removeTenant(key);
        return Operation.deletion(Model.of(Tenant.class), key);
    }

    private static Operation<?> referring(Random random, Known known, String key) {
        if (known.users.isEmpty()) {
            return null;
        }
        String user = any(random, List.copyOf(known.users.keySet()));
        if (random.nextBoolean()) {
            known.owners.put(key, user);
            return Operation.of(Kind.UPSERT, key, Draft.whole(tenant(key, user)));
        }
        known.authors.put(key, user);
        return Operation.of(Kind.UPSERT, key, Draft.whole(comment(key, user)));
    }

    private static Operation<?> stored(Random random, Known known, String key) {
        User before = known.users.get(key);
        String name = any(random, NAMES);
        Role role = any(random, List.of(Role.SUPERGOD, Role.GOD, Role.USER));
        String tenant = random.nextBoolean() ? null : any(random, KEYS);
        User after = user(key, name, role, tenant);
        Kind kind = before == null ? any(random, List.of(Kind.ADD, Kind.UPSERT)) : Kind.UPDATE;
        Draft<User> draft = Draft.whole(after);
        if (before != null) {
            int property = random.nextInt(4);
            if (property == 3) {
                kind = Kind.UPSERT;
            } else {
                after = user(
                        key,
                        property == 0 ? name : before.getUsername(),
                        property == 1 ? role : before.getRole(),
                        property == 2 ? tenant : before.getTenantId());
                draft = Draft.changes(
                        Model.of(User.class),
                        property == 0
                                ? Json.object("username", name, "email", name)
                                : property == 1 ? Json.object("role", role) : Json.object("tenantId", tenant));
            }
        }
        if (!known.fits(after)) {
            return null;
        }
        known.users.put(key, after);
        return Operation.of(kind, key, draft);
    }

    private <T extends BaseEntity> void alone(Operation<T> operation) {
        switch (operation.kind()) {
            case ADD -> database.add(operation.draft());
            case UPSERT -> database.put(operation.key(), operation.draft(), Precondition.NONE);
            case UPDATE -> database.update(operation.key(), operation.draft(), Precondition.NONE);
            case DELETE -> database.delete(operation.model().type(), operation.key(), Precondition.NONE);
        }
    }

    private String after(Runnable calls) throws Exception {
        transaction.begin();
        try {
            calls.run();
            return List.of(
                            "SELECT id || ' ' || username || ' ' || role || ' ' || COALESCE(tenant_id, '-') FROM users",
                            "SELECT id || ' of ' || owner_id FROM tenants",
                            "SELECT id || ' by ' || user_id FROM comments",
                            "SELECT username || ' ' || first_login FROM credentials")
                    .stream()
                    .map(sql -> entities.createNativeQuery(sql + " ORDER BY row_position")
                            .getResultList()
                            .toString())
                    .collect(Collectors.joining("\n"));
        } finally {
            transaction.rollback();
        }
    }

    private static String describe(List<Operation<?>> operations) {
        return operations.stream()
                .map(operation -> operation.kind() + " " + operation.model().name() + " " + operation.key() + " "
                        + (operation.draft() == null ? "" : given(operation.draft())))
                .collect(Collectors.joining("\n"));
    }

    private static String given(Draft<?> draft) {
        return draft.model().properties().stream()
                .filter(draft::has)
                .map(property -> property.name() + "=" + draft.get(property))
                .toList()
                .toString();
    }

    @Test
    void operationsInOneCallDoWhatTheyDoOneByOne() throws Exception {
        fill();
        long seed = Long.getLong("metabuilder.batch.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            Known known = new Known();
            List<Operation<?>> operations = new ArrayList<>();
            int length = 2 + random.nextInt(LONGEST - 1);
            for (int tries = 0; operations.size() < length && tries < 50; tries++) {
                Operation<?> operation = next(random, known);
                if (operation != null) {
                    operations.add(operation);
                }
            }
            String what = "sequence " + i + " of seed " + seed + ":\n" + describe(operations);
            String apart = outcome(what + "\none by one", () -> operations.forEach(this::alone));
            assertEquals(apart, outcome(what + "\nin one call", () -> database.run(operations)), what);
        }
    }

    private String outcome(String what, Runnable calls) throws Exception {
        try {
            return after(calls);
        } catch (DatabaseException e) {
            throw new AssertionError(what, e);
        }
    }
}
