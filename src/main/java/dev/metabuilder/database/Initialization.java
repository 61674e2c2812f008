package dev.metabuilder.database;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.users.PasswordHashes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills an empty database with the defaults. It first makes the passwords, because their hashes take long, and then writes
 * everything in one transaction.
 */
@ApplicationScoped
public class Initialization {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** 15 bytes are 120 bits, and 20 characters. */
    private static final int PASSWORD_BYTES = 15;

    @Inject
    private DefaultData defaultData;

    @Inject
    private PasswordHashes passwordHashes;

    /**
     * Fills each empty model with its defaults.
     *
     * @param givenHashes the hashes of initial passwords that the caller chose, by username
     * @return the new passwords that are valid now, by username
     * @throws InvalidException if a hash is not for a default user, or is not valid
     */
    Map<String, String> run(Map<String, String> givenHashes) {
        if (givenHashes == null) {
            throw new InvalidException("/passwordHashes", "must be a map, not null");
        }
        return ChangeOrigin.current().by(ChangeOrigin.INITIALIZATION).during(() -> fill(givenHashes));
    }

    private Map<String, String> fill(Map<String, String> givenHashes) {
        Map<String, String> hashes = new TreeMap<>();
        givenHashes.forEach((username, hash) -> {
            String fault = !DefaultData.FIRST_LOGIN.containsKey(username)
                    ? "is no default user: must be one of " + new TreeMap<>(DefaultData.FIRST_LOGIN).keySet()
                    : hash == null ? "must be a string, not null" : passwordHashes.fault(hash);
            if (fault != null) {
                throw new InvalidException("/passwordHashes/" + username, fault);
            }
            hashes.put(username, hash);
        });
        if (!defaultData.lackCredentials()) {
            defaultData.fill(Map.of());
            return Map.of();
        }
        Map<String, String> made = new TreeMap<>();
        for (String username : DefaultData.FIRST_LOGIN.keySet()) {
            if (!hashes.containsKey(username)) {
                made.put(username, password());
                hashes.put(username, PasswordHashes.sha512(made.get(username)));
            }
        }
        Map<String, String> stored = passwordHashes.storedFirst(hashes);
        return defaultData.fill(stored) ? made : Collections.emptyMap();
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
