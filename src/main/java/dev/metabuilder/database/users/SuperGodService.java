package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.record.RecordHistory;
import dev.metabuilder.database.record.RecordState;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the user who owns the installation, transfers that power, and protects it. */
@Stateless
public class SuperGodService {

    @Inject
    private Storage storage;

    @Inject
    private RecordHistory recordHistory;

    /** Returns the supergod, or null if there is none. */
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
     * @throws NotFoundException if either does not exist
     * @throws ForbiddenException if the first is not the supergod
     */
    public void transfer(String fromUserId, String toUserId) {
        if (!KeyRules.isKey(fromUserId) || !KeyRules.isKey(toUserId)) {
            throw new NotFoundException("User not found");
        }
        storage.inTransaction();
        // All callers lock in the same order, so that they can't deadlock.
        boolean inOrder = fromUserId.compareTo(toUserId) <= 0;
        User first = lock(inOrder ? fromUserId : toUserId);
        User second = lock(inOrder ? toUserId : fromUserId);
        User from = inOrder ? first : second;
        User to = inOrder ? second : first;
        if (from.getRole() != Role.SUPERGOD) {
            throw new ForbiddenException("Only supergod can transfer power");
        }
        EntityManager entities = storage.entities();
        RecordState fromBefore = recordHistory.before(from);
        RecordState toBefore = recordHistory.before(to);
        from.setRole(Role.GOD);
        from.setInstanceOwner(false);
        // The database never allows two supergods, not even during a transaction.
        entities.flush();
        to.setRole(Role.SUPERGOD);
        to.setInstanceOwner(true);
        entities.flush();
        entities.clear();
        recordHistory.changed(fromBefore, from);
        recordHistory.changed(toBefore, to);
    }

    /**
     * Carries out operations on users in one transaction, for a caller who may not change the supergod. Nobody else can
     * write users meanwhile.
     *
     * @throws ForbiddenException if one of them would add, change or remove the supergod, or make a user instance owner
     */
    public <R> R keep(List<Operation<User>> operations, Supplier<R> write) {
        // The cascades of a deletion are visible only after it.
        return keep(() -> {
            operations.forEach(new SuperGodProtection(current(), owners())::require);
            return write.get();
        });
    }

    /**
     * Replaces users in one transaction, for a caller who may not change the supergod. Nobody else can write users
     * meanwhile.
     *
     * @throws ForbiddenException if the supergod would change, or a user would become instance owner
     */
    public <R> R keep(Supplier<R> replace) {
        Runnable unchanged = unchanged();
        R result = replace.get();
        unchanged.run();
        return result;
    }

    /**
     * Returns a check for later in the same transaction: it throws a {@link ForbiddenException} if the supergod has changed,
     * or a user has become instance owner. It is enough after a replacement, which never removes rows that remain. Nobody
     * else can write users meanwhile.
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
