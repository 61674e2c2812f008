package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.record.KeyValueWrites;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** Password hashes, when passwords changed, and who must still log in for the first time. A name needs no user. */
@Stateless
public class CredentialService {

    @Inject
    private RecordStore recordStore;

    @Inject
    private KeyValueWrites keyValueWrites;

    @Inject
    private Storage storage;

    /**
     * Returns what is known of each name, in code-point order.
     *
     * @param value which part; names for which it is null are left out
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

    /** Returns the stored hash of a name, null when there is none. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public String hash(String username) {
        Credential credential = recordStore.find(Credential.class, username);
        return credential == null ? null : credential.getPasswordHash();
    }

    /** Returns when the password of a name changed, in ms since the Unix epoch; null when that is not known. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Long passwordChanged(String username) {
        Credential credential = recordStore.find(Credential.class, username);
        return credential == null ? null : credential.getPasswordChangeTimestamp();
    }

    /** Sets the hash of a name, in its stored form, and that it changed now. */
    public void set(String username, String storedHash) {
        keyValueWrites.set(
                Credential.class,
                username,
                "passwordHash",
                storedHash,
                "passwordChangeTimestamp",
                System.currentTimeMillis());
    }

    /** Stores a hash of the same password in place of another, unless that has changed meanwhile; returns whether it did. */
    public boolean renew(String username, String oldHash, String newHash) {
        storage.inTransaction();
        int changed = storage.entities()
                .createQuery("UPDATE Credential c SET c.passwordHash = :new, c.rowVersion = c.rowVersion + 1"
                        + " WHERE c.username = :username AND c.passwordHash = :old")
                .setParameter("new", newHash)
                .setParameter("username", username)
                .setParameter("old", oldHash)
                .executeUpdate();
        return changed == 1;
    }

    /** Sets when the passwords of some names changed, in ms since the Unix epoch. */
    public void setChangeTimestamps(Map<String, Long> timestamps) {
        if (timestamps == null || timestamps.keySet().stream().anyMatch(Objects::isNull)) {
            throw new InvalidException("", "a map of usernames to ms was expected, with no null key");
        }
        // In one order for all callers, so that none waits for another that waits for it.
        new TreeMap<>(timestamps)
                .forEach((username, timestamp) ->
                        keyValueWrites.set(Credential.class, username, "passwordChangeTimestamp", timestamp));
    }

    /** Sets whether a name has yet to log in. */
    public void setFirstLogin(String username, boolean firstLogin) {
        keyValueWrites.set(Credential.class, username, "firstLogin", firstLogin);
    }

    /** Returns the reset token of each name, in code-point order. */
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

    /** Sets the reset token of a name. */
    public void setResetToken(String username, String token) {
        keyValueWrites.set(PasswordResetToken.class, username, "token", token);
    }
}
