package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The one user who owns the installation, and the transfer of that power. */
@Stateless
public class SuperGodService {

    @Inject
    private Storage storage;

    /** Returns the supergod, or null when there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public User current() {
        User user = storage.entities()
                .createQuery("SELECT u FROM User u WHERE u.role = :role", User.class)
                .setParameter("role", Role.SUPERGOD)
                .getResultStream()
                .findFirst()
                .orElse(null);
        storage.entities().clear();
        return user;
    }

    /**
     * Makes the supergod a god, and another user the supergod.
     *
     * @throws NotFoundException when either does not exist
     * @throws ForbiddenException when the first is not the supergod
     */
    public void transfer(String fromUserId, String toUserId) {
        if (!KeyRules.isKey(fromUserId) || !KeyRules.isKey(toUserId)) {
            throw new NotFoundException("User not found");
        }
        storage.inTransaction();
        // In one order for all callers, so that none waits for another that waits for it.
        boolean inOrder = fromUserId.compareTo(toUserId) <= 0;
        User first = lock(inOrder ? fromUserId : toUserId);
        User second = lock(inOrder ? toUserId : fromUserId);
        User from = inOrder ? first : second;
        User to = inOrder ? second : first;
        if (from.getRole() != Role.SUPERGOD) {
            throw new ForbiddenException("Only supergod can transfer power");
        }
        EntityManager entities = storage.entities();
        from.setRole(Role.GOD);
        from.setInstanceOwner(false);
        // The database lets no two be supergod, not even for the length of a transaction.
        entities.flush();
        to.setRole(Role.SUPERGOD);
        to.setInstanceOwner(true);
        entities.flush();
        entities.clear();
    }

    /**
     * Carries out operations on users in one transaction, for somebody who may not touch the supergod. Nobody else writes
     * users meanwhile.
     *
     * @throws ForbiddenException when one of them would add, change or remove the supergod, or make somebody instance owner
     */
    public <R> R keep(List<Operation<User>> operations, Supplier<R> write) {
        // What a deletion takes along is seen when it is done.
        return keep(() -> {
            operations.forEach(new SuperGodProtection(current(), owners())::require);
            return write.get();
        });
    }

    /**
     * Replaces users in one transaction, for somebody who may not touch the supergod. Nobody else writes users meanwhile.
     *
     * @throws ForbiddenException when the supergod would not be as before, or somebody would become instance owner
     */
    public <R> R keep(Supplier<R> replace) {
        Runnable unchanged = unchanged();
        R result = replace.get();
        unchanged.run();
        return result;
    }

    /**
     * Returns what throws a {@link ForbiddenException} when the supergod is not as now, or somebody has become instance
     * owner, for later in the same transaction: after a replacement, in which rows that stay are never removed. Nobody else
     * writes users meanwhile.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Runnable unchanged() {
        storage.lockForReplacement(User.class);
        String before = SuperGodProtection.json(current());
        Set<String> owners = owners();
        return () -> {
            if (!before.equals(SuperGodProtection.json(current()))) {
                throw SuperGodProtection.superGodStays();
            }
            if (!owners.containsAll(owners())) {
                throw SuperGodProtection.ownersStay();
            }
        };
    }

    private Set<String> owners() {
        return Set.copyOf(storage.entities()
                .createQuery("SELECT u.id FROM User u WHERE u.isInstanceOwner = TRUE", String.class)
                .getResultList());
    }

    private User lock(String id) {
        User user = storage.lock(Model.of(User.class), id);
        if (user == null) {
            throw new NotFoundException("User not found");
        }
        return user;
    }
}
