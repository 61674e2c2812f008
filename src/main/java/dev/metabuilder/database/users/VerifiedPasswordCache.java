package dev.metabuilder.database.users;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers verified passwords for five minutes after their last use, so that not every request takes as long as a log-in, and a
 * user who works needs no place among those who log in, however many they are. An entry is useless without a key that is
 * new at each start and never leaves the process. An entry includes the stored hash, so it no longer matches after the hash
 * has changed.
 */
@ApplicationScoped
public class VerifiedPasswordCache {

    private static final int MOST = 10_000;
    private static final long NANOSECONDS = Duration.ofMinutes(5).toNanos();
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final LongSupplier clock;

    /** The end of each entry in nanoseconds of the clock, the first that ends at the beginning. */
    private final Map<String, Long> ends = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswordCache() {
        this(System::nanoTime);
    }

    VerifiedPasswordCache(LongSupplier clock) {
        this.clock = clock;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Returns whether a password was verified against this hash, and verified or used within the last five minutes. */
    boolean has(String username, String password, String hash) {
        if (password == null || hash == null) {
            return false;
        }
        String proof = proof(username, password, hash);
        synchronized (ends) {
            Long end = ends.remove(proof);
            if (end == null || end - clock.getAsLong() <= 0) {
                return false;
            }
            ends.put(proof, clock.getAsLong() + NANOSECONDS);
            return true;
        }
    }

    /** Remembers that a password was verified against this hash. */
    void add(String username, String password, String hash) {
        String proof = proof(username, password, hash);
        synchronized (ends) {
            ends.remove(proof);
            ends.put(proof, clock.getAsLong() + NANOSECONDS);
        }
    }

    private String proof(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                // The length goes first, so that different values never give the same bytes.
                mac.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
        }
    }
}
