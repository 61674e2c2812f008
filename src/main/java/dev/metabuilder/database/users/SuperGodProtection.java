package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import java.util.HashSet;
import java.util.Set;

/**
 * What only the supergod may do to users: add, change or remove the supergod, and make somebody instance owner. Each operation
 * is checked by itself, in the order of the call: even if a later one would undo it, it would have deleted for good what refers
 * to the supergod.
 */
final class SuperGodProtection {

    private static final Model<User> MODEL = Model.of(User.class);

    private final User superGod;

    /** The keys of those who are instance owners, as far as the operations have come. */
    private final Set<String> owners;

    /**
     * Limits by what is there before the call.
     *
     * @param superGod the supergod; null when there is none
     * @param owners the keys of the instance owners
     */
    SuperGodProtection(User superGod, Set<String> owners) {
        this.superGod = superGod;
        this.owners = new HashSet<>(owners);
    }

    /**
     * Judges the next operation of a call.
     *
     * @throws ForbiddenException when it is beyond the limits
     */
    void require(Operation<User> operation) {
        boolean isSuperGod = superGod != null && superGod.getId().equals(operation.key());
        User after = operation.after(isSuperGod ? superGod : null);
        if (isSuperGod ? !json(superGod).equals(json(after)) : after != null && after.getRole() == Role.SUPERGOD) {
            throw superGodStays();
        }
        boolean namesOwner = operation.draft() != null && operation.draft().has(MODEL.property("isInstanceOwner"));
        if (after != null && Boolean.TRUE.equals(after.isInstanceOwner())) {
            if (!owners.contains(operation.key())) {
                throw ownersStay();
            }
        } else if (operation.kind() != Operation.Kind.UPDATE || namesOwner) {
            owners.remove(operation.key());
        }
    }

    /** Returns what is thrown at who may not touch the supergod. */
    static ForbiddenException superGodStays() {
        return new ForbiddenException("Only the supergod may add, change or remove the supergod.");
    }

    /** Returns what is thrown at who may make nobody instance owner. */
    static ForbiddenException ownersStay() {
        return new ForbiddenException("Only the supergod may make somebody instance owner (isInstanceOwner).");
    }

    /** Returns a user as JSON, empty for none. */
    static String json(User user) {
        return user == null ? "" : Model.json(user);
    }
}
