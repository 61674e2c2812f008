package dev.metabuilder.database.users;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers recently verified passwords, so that not every request takes as long as a log-in. An entry is useless without a
 * key that is new at each start and never leaves the process. An entry includes the stored hash, so it no longer matches
 * after the hash has changed.
 */
@ApplicationScoped
public class VerifiedPasswordCache {

    private static final int MOST = 10_000;
    private static final long NANOSECONDS = Duration.ofMinutes(5).toNanos();
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** The end of each entry, the oldest first. */
    private final Map<String, Long> ends = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswordCache() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Returns whether a password was verified against this hash recently. */
    boolean has(String username, String password, String hash) {
        if (password == null || hash == null) {
            return false;
        }
        String proof = proof(username, password, hash);
        synchronized (ends) {
            Long end = ends.get(proof);
            return end != null && end - System.nanoTime() > 0;
        }
    }

    /** Remembers that a password was verified against this hash. */
    void add(String username, String password, String hash) {
        String proof = proof(username, password, hash);
        synchronized (ends) {
            ends.remove(proof);
            ends.put(proof, System.nanoTime() + NANOSECONDS);
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
