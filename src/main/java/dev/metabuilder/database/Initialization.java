package dev.metabuilder.database;

import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.users.Passwords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Fills an empty database with the defaults: makes the passwords first, for their hashes take long, then writes all at once. */
@ApplicationScoped
public class Initialization {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** 15 bytes are 120 bits, and 20 characters. */
    private static final int PASSWORD_BYTES = 15;

    @Inject
    private Defaults defaults;

    @Inject
    private Passwords passwords;

    /**
     * Fills what is empty with the defaults.
     *
     * @param givenHashes the hashes of initial passwords that the caller chose, by username
     * @return the passwords that were made and are in force now, by username
     * @throws InvalidException when a hash is for no default user, or can't be taken
     */
    Map<String, String> run(Map<String, String> givenHashes) {
        if (givenHashes == null) {
            throw new InvalidException("/passwordHashes", "must be a map, not null");
        }
        Map<String, String> hashes = new TreeMap<>();
        givenHashes.forEach((username, hash) -> {
            String fault = !Defaults.FIRST_LOGIN.containsKey(username)
                    ? "is no default user: must be one of " + new TreeMap<>(Defaults.FIRST_LOGIN).keySet()
                    : hash == null ? "must be a string, not null" : passwords.fault(hash);
            if (fault != null) {
                throw new InvalidException("/passwordHashes/" + username, fault);
            }
            hashes.put(username, hash);
        });
        if (!defaults.lackCredentials()) {
            defaults.fill(Map.of());
            return Map.of();
        }
        Map<String, String> made = new TreeMap<>();
        for (String username : Defaults.FIRST_LOGIN.keySet()) {
            if (!hashes.containsKey(username)) {
                made.put(username, password());
                hashes.put(username, Passwords.sha512(made.get(username)));
            }
        }
        Map<String, String> stored = passwords.storedFirst(hashes);
        return defaults.fill(stored) ? made : Collections.emptyMap();
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
