package dev.metabuilder.database.users;

import dev.metabuilder.database.model.Collections;
import dev.metabuilder.database.model.InvalidException;
import dev.metabuilder.database.model.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs users in. The hash and the role are read each time, so that a change counts from the next call on; only the slow
 * part is remembered for a while ({@link Proven}).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Accounts {

    private static final Logger LOG = Logger.getLogger(Accounts.class.getName());

    @Inject
    private Storage storage;

    @Inject
    private Credentials credentials;

    @Inject
    private Passwords passwords;

    @Inject
    private Proven proven;

    /**
     * Returns the account that a name and a password open, or null. The time it takes does not tell why they open none.
     *
     * @throws InvalidException when the password is null
     */
    public Account logIn(String username, String password) {
        String hash = credentials.hash(username);
        boolean proved = proven.has(username, password, hash);
        boolean good = proved || check(username, password, hash);
        User user = find(username);
        return good && user != null ? new Account(user.getId(), username, user.getRole(), !proved) : null;
    }

    private User find(String username) {
        if (!Collections.isKey(username)) {
            return null;
        }
        User user = storage.entities()
                .createQuery("SELECT u FROM User u WHERE u.username = :username", User.class)
                .setParameter("username", username)
                .getResultStream()
                .findFirst()
                .orElse(null);
        storage.entities().clear();
        return user;
    }

    /**
     * Returns whether a password is the one of a name, in the same time for a name that has none.
     *
     * @throws InvalidException when the password is null
     */
    public boolean verify(String username, String password) {
        String hash = credentials.hash(username);
        return proven.has(username, password, hash) || check(username, password, hash);
    }

    /** Checks a password the slow way. A hash of another work factor than today's is made anew: now the password is here. */
    private boolean check(String username, String password, String hash) {
        if (!passwords.verify(password, hash)) {
            return false;
        }
        if (passwords.isOutdated(hash)) {
            renew(username, hash, password);
        } else {
            proven.add(username, password, hash);
        }
        return true;
    }

    private void renew(String username, String hash, String password) {
        try {
            credentials.renew(username, hash, passwords.stored(Passwords.sha512(password)));
        } catch (RuntimeException e) {
            // Whoever has shown the right password is let in all the same; the next time will do.
            LOG.log(
                    Level.INFO,
                    "A password hash was not renewed: {0}",
                    e.getClass().getName());
        }
    }
}
