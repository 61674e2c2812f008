package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.record.KeyValueWrites;
import dev.metabuilder.database.record.RecordHistory;
import dev.metabuilder.database.record.RecordState;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads and writes password hashes, the times of their changes, first-login flags and reset tokens of usernames, with or
 * without a user.
 */
@Stateless
public class CredentialService {

    @Inject
    private RecordStore recordStore;

    @Inject
    private KeyValueWrites keyValueWrites;

    @Inject
    private Storage storage;

    @Inject
    private RecordHistory recordHistory;

    /**
     * Returns a value of each username, in the order of code points.
     *
     * @param value returns the value; usernames for which it is null are omitted
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <V> Map<String, V> all(Function<Credential, V> value) {
        Map<String, V> all = new LinkedHashMap<>();
        storage.entities()
                .createQuery("SELECT c FROM Credential c ORDER BY c.username", Credential.class)
                .getResultList()
                .forEach(credential -> {
                    if (value.apply(credential) != null) {
                        all.put(credential.getUsername(), value.apply(credential));
                    }
                });
        storage.entities().clear();
        return all;
    }

    /** Returns the stored hash of a username, or null if there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public String hash(String username) {
        Credential credential = recordStore.find(Credential.class, username);
        return credential == null ? null : credential.getPasswordHash();
    }

    /** Returns when the password of a username changed, in ms since the Unix epoch, or null if unknown. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Long passwordChanged(String username) {
        Credential credential = recordStore.find(Credential.class, username);
        return credential == null ? null : credential.getPasswordChangeTimestamp();
    }

    /** Sets the hash of a username, in its stored form, and the time of the change to now. */
    public void set(String username, String storedHash) {
        keyValueWrites.set(
                Credential.class,
                username,
                "passwordHash",
                storedHash,
                "passwordChangeTimestamp",
                System.currentTimeMillis());
    }

    /**
     * Replaces a hash by another one of the same password, unless the stored hash has changed meanwhile; returns whether it
     * was replaced.
     */
    public boolean renew(String username, String oldHash, String newHash) {
        storage.inTransaction();
        Model<Credential> model = Model.of(Credential.class);
        List<RecordState> before = recordHistory.lock(model, model.key(), List.of(username));
        int changed = storage.entities()
                .createQuery("UPDATE Credential c SET c.passwordHash = :new, c.rowVersion = c.rowVersion + 1"
                        + " WHERE c.username = :username AND c.passwordHash = :old")
                .setParameter("new", newHash)
                .setParameter("username", username)
                .setParameter("old", oldHash)
                .executeUpdate();
        if (changed == 1) {
            before.forEach(state -> recordHistory.add(state, state.with(model.property("passwordHash"), newHash)));
        }
        return changed == 1;
    }

    /** Sets when the passwords of some usernames changed, in ms since the Unix epoch. */
    public void setChangeTimestamps(Map<String, Long> timestamps) {
        if (timestamps == null || timestamps.keySet().stream().anyMatch(Objects::isNull)) {
            throw new InvalidException("", "a map of usernames to ms was expected, with no null key");
        }
        // All callers lock in the same order, so that they can't deadlock.
        new TreeMap<>(timestamps)
                .forEach((username, timestamp) ->
                        keyValueWrites.set(Credential.class, username, "passwordChangeTimestamp", timestamp));
    }

    /** Sets the first-login flag of a username. */
    public void setFirstLogin(String username, boolean firstLogin) {
        keyValueWrites.set(Credential.class, username, "firstLogin", firstLogin);
    }

    /** Returns the reset token of each username, in the order of code points. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Map<String, String> resetTokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        storage.entities()
                .createQuery("SELECT t FROM PasswordResetToken t ORDER BY t.username", PasswordResetToken.class)
                .getResultList()
                .forEach(token -> tokens.put(token.getUsername(), token.getToken()));
        storage.entities().clear();
        return tokens;
    }

    /** Sets the reset token of a username. */
    public void setResetToken(String username, String token) {
        keyValueWrites.set(PasswordResetToken.class, username, "token", token);
    }
}
