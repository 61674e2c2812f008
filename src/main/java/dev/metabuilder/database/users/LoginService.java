package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.storage.Storage;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs users in. The hash and the role are read each time, so that a change applies to the next call; only the slow
 * verification is cached for a while ({@link VerifiedPasswordCache}).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class LoginService {

    private static final Logger LOG = Logger.getLogger(LoginService.class.getName());

    @Resource
    private TransactionSynchronizationRegistry transactions;

    @Inject
    private Storage storage;

    @Inject
    private CredentialService credentialService;

    @Inject
    private PasswordHashes passwordHashes;

    @Inject
    private VerifiedPasswordCache verifiedPasswordCache;

    /**
     * Returns the account for a username and a password, or null if they are wrong. The duration does not reveal which of
     * them is wrong.
     *
     * @throws InvalidException if the password is null
     * @throws dev.metabuilder.database.errors.UnavailableException if too many others log in
     */
    public Account logIn(String username, String password) {
        String hash = credentialService.hash(username);
        User user = find(username);
        boolean proved = verifiedPasswordCache.has(username, password, hash);
        String good = proved ? hash : check(username, password, hash);
        return good != null && user != null ? Account.of(user.getId(), username, user.getRole(), good, !proved) : null;
    }

    /**
     * Returns the account for a username and a password that were verified recently, or null if only a slow check can tell.
     */
    public Account proven(String username, String password) {
        String hash = credentialService.hash(username);
        User user = verifiedPasswordCache.has(username, password, hash) ? find(username) : null;
        return user == null ? null : Account.of(user.getId(), username, user.getRole(), hash, false);
    }

    /** Returns whether a password was verified recently as that of a username, without a slow check. */
    public boolean isProven(String username, String password) {
        return verifiedPasswordCache.has(username, password, credentialService.hash(username));
    }

    private User find(String username) {
        if (!KeyRules.isKey(username)) {
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
     * Returns whether a password is that of a username. It takes the same time for a username without a password.
     *
     * @throws InvalidException if the password is null
     * @throws dev.metabuilder.database.errors.UnavailableException if too many others log in
     */
    public boolean verify(String username, String password) {
        String hash = credentialService.hash(username);
        return verifiedPasswordCache.has(username, password, hash) || check(username, password, hash) != null;
    }

    /**
     * Checks a password by hashing it. If the stored hash has another work factor than today's, this renews the hash,
     * because now the password is known.
     *
     * @return the stored hash, or null if the password is wrong
     */
    private String check(String username, String password, String hash) {
        if (!passwordHashes.verify(password, hash)) {
            if (passwordHashes.isTooSlow(hash)) {
                LOG.log(Level.WARNING, "The hash of {0} takes too long to check: set a new password", username);
            }
            return null;
        }
        if (passwordHashes.isOutdated(hash)) {
            return renew(username, hash, password);
        }
        verifiedPasswordCache.add(username, password, hash);
        return hash;
    }

    /**
     * Renews the hash in a transaction of its own. It does nothing in a caller's transaction, whose rollback would undo the
     * change.
     */
    private String renew(String username, String hash, String password) {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            return hash;
        }
        try {
            String renewed = passwordHashes.stored(PasswordHashes.sha512(password));
            // The caller has not asked for it, and may not be known yet.
            boolean done =
                    ChangeOrigin.current().of("server").during(() -> credentialService.renew(username, hash, renewed));
            return done ? renewed : hash;
        } catch (RuntimeException e) {
            // The password was right, so the log-in succeeds. The next log-in can renew the hash.
            LOG.log(
                    Level.INFO,
                    "A password hash was not renewed: {0}",
                    e.getClass().getName());
            return hash;
        }
    }
}
