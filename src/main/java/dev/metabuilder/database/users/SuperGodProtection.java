package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import java.util.HashSet;
import java.util.Set;

/**
 * Forbids other callers what only the supergod may do to users: add, change or remove the supergod, and make a user instance
 * owner. It checks each operation by itself, in the order of the call: a later operation that adds the supergod again would
 * not bring back the records that were deleted with it.
 */
final class SuperGodProtection {

    private static final Model<User> MODEL = Model.of(User.class);

    private final User superGod;

    /** The keys of the instance owners after the operations so far. */
    private final Set<String> owners;

    /**
     * Protects the state before the call.
     *
     * @param superGod the supergod, or null if there is none
     * @param owners the keys of the instance owners
     */
    SuperGodProtection(User superGod, Set<String> owners) {
        this.superGod = superGod;
        this.owners = new HashSet<>(owners);
    }

    /**
     * Checks the next operation of a call.
     *
     * @throws ForbiddenException if only the supergod may do it
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

    /** Returns the exception for a caller who may not change the supergod. */
    static ForbiddenException superGodStays() {
        return new ForbiddenException("Only the supergod may add, change or remove the supergod.");
    }

    /** Returns the exception for a caller who may not make a user instance owner. */
    static ForbiddenException ownersStay() {
        return new ForbiddenException("Only the supergod may make a user instance owner (isInstanceOwner).");
    }

    /** Returns a user as JSON, empty for none. */
    static String json(User user) {
        return user == null ? "" : Model.json(user);
    }
}
