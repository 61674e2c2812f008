package dev.metabuilder.database.users;

import dev.metabuilder.database.errors.InvalidException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes and checks password hashes. Callers send the bare SHA-512 of a password, in lower-case hexadecimal, because old data
 * has this form. The database stores PBKDF2 over that text, in the form of Jakarta Security:
 * {@code PBKDF2WithHmacSHA512:iterations:salt:hash}.
 */
@ApplicationScoped
public class PasswordHashes {

    /** The number that OWASP's Password Storage Cheat Sheet recommends for PBKDF2-HMAC-SHA-512. */
    static final int ITERATIONS = 220_000;

    // A hash with fewer iterations would be weaker than any that we have made. With more, a caller could burden the
    // server with slow log-ins.
    private static final int LEAST_ITERATIONS = 100_000;
    private static final int MOST_ITERATIONS = 4 * ITERATIONS;
    private static final int SALT_BYTES = 32;
    private static final int HASH_BYTES = 64;
    private static final int LEAST_BYTES = 16;
    private static final int MOST_BYTES = 64;

    private static final Pattern BARE = Pattern.compile("[0-9a-f]{128}");
    private static final Pattern STORED =
            Pattern.compile("PBKDF2WithHmacSHA512:(\\d{1,8}):([A-Za-z0-9+/]+={0,2}):([A-Za-z0-9+/]+={0,2})");

    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Pbkdf2PasswordHash pbkdf2;

    @Inject
    private HashingLimit hashingLimit;

    /** A random hash, which matches no known password and takes as long to check as any. */
    private String nobodys;

    /** For the container. */
    public PasswordHashes() {}

    /** Makes one in a process without a server. */
    public PasswordHashes(Pbkdf2PasswordHash pbkdf2, HashingLimit hashingLimit) {
        this.pbkdf2 = pbkdf2;
        this.hashingLimit = hashingLimit;
        configure();
    }

    @PostConstruct
    private void configure() {
        pbkdf2.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
                "Pbkdf2PasswordHash.Iterations", String.valueOf(ITERATIONS),
                "Pbkdf2PasswordHash.SaltSizeBytes", String.valueOf(SALT_BYTES),
                "Pbkdf2PasswordHash.KeySizeBytes", String.valueOf(HASH_BYTES)));
        nobodys = "PBKDF2WithHmacSHA512:" + ITERATIONS + ":" + random(SALT_BYTES) + ":" + random(HASH_BYTES);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    /** Returns whether a hash is a bare SHA-512, which the database must not store. */
    public boolean isBare(String hash) {
        return BARE.matcher(hash).matches();
    }

    /** Returns what is wrong with a hash, or null if it is valid: bare, in the stored form, or empty for no password. */
    public String fault(String hash) {
        return hash.isEmpty() || isBare(hash) || isStored(hash)
                ? null
                : "must be the SHA-512 of the password in 128 lower-case hexadecimal digits, a hash as it is stored, of "
                        + LEAST_ITERATIONS + " to " + MOST_ITERATIONS + " iterations, or empty";
    }

    private static boolean isStored(String hash) {
        Matcher form = STORED.matcher(hash);
        if (!form.matches()) {
            return false;
        }
        int iterations = Integer.parseInt(form.group(1));
        return iterations >= LEAST_ITERATIONS
                && iterations <= MOST_ITERATIONS
                && isBase64(form.group(2))
                && isBase64(form.group(3));
    }

    private static boolean isBase64(String text) {
        try {
            int bytes = Base64.getDecoder().decode(text).length;
            return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns a hash in its stored form. For a bare hash this takes about 0.2 s, so the caller should hold no lock.
     *
     * @throws InvalidException if the hash is not valid
     * @throws dev.metabuilder.database.errors.UnavailableException if too many others hash
     */
    public String stored(String hash) {
        requireGood(hash);
        return isBare(hash) ? hashingLimit.soon(() -> pbkdf2.generate(hash.toCharArray())) : hash;
    }

    private void requireGood(String hash) {
        String fault = hash == null ? "must be a string, not null" : fault(hash);
        if (fault != null) {
            throw new InvalidException("/passwordHash", fault);
        }
    }

    /**
     * Returns hashes in their stored form, by the same names. Log-ins may run between them.
     *
     * @throws InvalidException if one of them is not valid
     */
    public Map<String, String> storedAll(Map<String, String> hashes) {
        return storedAll(hashes, hash -> hashingLimit.inTurn(() -> pbkdf2.generate(hash.toCharArray())));
    }

    /**
     * Does what {@link #storedAll} does, but on all cores at once. It is for a database without passwords, in which nobody
     * waits to log in.
     *
     * @throws InvalidException if one of them is not valid
     */
    public Map<String, String> storedFirst(Map<String, String> hashes) {
        return storedAll(hashes, hash -> pbkdf2.generate(hash.toCharArray()));
    }

    private Map<String, String> storedAll(Map<String, String> hashes, UnaryOperator<String> slow) {
        hashes.values().forEach(this::requireGood);
        return hashingLimit.outside(() -> hashes.entrySet().parallelStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> isBare(entry.getValue()) ? slow.apply(entry.getValue()) : entry.getValue())));
    }

    /**
     * Returns whether a stored hash, which an earlier build may have accepted, takes too long to check. No password matches
     * such a hash.
     */
    public boolean isTooSlow(String stored) {
        return stored != null && iterations(stored) > MOST_ITERATIONS;
    }

    /** Returns whether a stored hash has another work factor than today's. */
    public boolean isOutdated(String stored) {
        return iterations(stored) != ITERATIONS;
    }

    private static int iterations(String stored) {
        Matcher form = STORED.matcher(stored);
        return form.matches() ? Integer.parseInt(form.group(1)) : ITERATIONS;
    }

    /**
     * Returns whether a password matches a stored hash. It takes the same time if there is no hash, or one with a lower work
     * factor than today's.
     *
     * @param stored the stored hash; null or empty if no password opens the account
     * @throws dev.metabuilder.database.errors.UnavailableException if too many others hash
     */
    public boolean verify(String password, String stored) {
        if (password == null) {
            throw new InvalidException("/password", "must be a string, not null");
        }
        boolean opens = stored != null && !stored.isEmpty() && !isTooSlow(stored);
        return hashingLimit.soon(() -> same(password, opens ? stored : nobodys)) && opens;
    }

    private boolean same(String password, String hash) {
        char[] text = sha512(password).toCharArray();
        boolean same = pbkdf2.verify(text, hash);
        int missing = ITERATIONS - iterations(hash);
        if (missing > 0) {
            pbkdf2.verify(text, nobodys.replace(":" + ITERATIONS + ":", ":" + missing + ":"));
        }
        return same;
    }

    /** Returns the bare SHA-512 of a password's UTF-8, in lower-case hexadecimal, as callers send it. */
    public static String sha512(String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-512.", e);
        }
    }
}
