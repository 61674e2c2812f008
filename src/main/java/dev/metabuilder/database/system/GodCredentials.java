package dev.metabuilder.database.system;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.record.KeyValueWrites;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Storage;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** How long the app shows the initial credentials of the user {@code god}. Times are in ms since the Unix epoch. */
@Stateless
public class GodCredentials {

    /** The default of {@link #duration()}: one hour, in ms. */
    public static final long DEFAULT_DURATION = 3_600_000;

    private static final String EXPIRY = "god_credentials_expiry";
    private static final String DURATION = "god_credentials_expiry_duration";

    @Inject
    private RecordStore recordStore;

    @Inject
    private KeyValueWrites keyValueWrites;

    @Inject
    private Storage storage;

    /** Returns the time after which the app shows them no more, 0 if that is not set. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public long expiry() {
        return read(EXPIRY, 0);
    }

    /** Sets the time after which the app shows them no more. */
    public void setExpiry(long expiry) {
        keyValueWrites.set(SystemConfig.class, EXPIRY, "value", String.valueOf(expiry));
    }

    /** Returns how long the app shows them, in ms. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public long duration() {
        return read(DURATION, DEFAULT_DURATION);
    }

    /** Sets how long the app shows them, in ms. */
    public void setDuration(long duration) {
        keyValueWrites.set(SystemConfig.class, DURATION, "value", String.valueOf(duration));
    }

    /** Lets the app show them from now on, for {@link #duration()}. */
    public void reset() {
        setExpiry(end(duration()));
    }

    /**
     * Returns whether the app should show them. The first call starts the period.
     *
     * @param passwordChanged when the password of {@code god} was changed, null if never
     */
    public boolean visible(Long passwordChanged) {
        long expiry = expiry();
        if (expiry == 0) {
            // The lock lets only one caller start the period.
            storage.lockForReplacement(SystemConfig.class);
            expiry = expiry();
        }
        if (expiry == 0) {
            setExpiry(end(duration()));
            return true;
        }
        boolean changed = passwordChanged != null && passwordChanged > expiry - duration();
        return !changed && System.currentTimeMillis() < expiry;
    }

    private static long end(long duration) {
        try {
            return Math.addExact(System.currentTimeMillis(), duration);
        } catch (ArithmeticException e) {
            throw new InvalidException("", "the duration " + duration + " ms is too long: the expiry would overflow");
        }
    }

    private long read(String key, long unset) {
        SystemConfig setting = recordStore.find(SystemConfig.class, key);
        try {
            return setting == null ? unset : Long.parseLong(setting.getValue());
        } catch (NumberFormatException e) {
            throw new InvalidException(
                    "/systemConfig/" + key, "the stored setting must be an integer of ms in decimal");
        }
    }
}
