package dev.metabuilder.database.users;

import dev.metabuilder.database.json.NamedEnum;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A user who has logged in.
 *
 * @param id the user's key
 * @param username the name to log in with
 * @param role the user's role
 * @param fresh whether the password was verified just now, and not taken from the cache
 * @param digest a SHA-256 in hexadecimal that changes with the name, the role and the password
 */
public record Account(String id, String username, Role role, boolean fresh, String digest) {

    /** Returns the account of a user whose password has the given stored hash. */
    public static Account of(String id, String username, Role role, String passwordHash, boolean fresh) {
        // The name comes last, because only the name may contain a line break.
        String text = NamedEnum.nameOf(role) + "\n" + passwordHash + "\n" + username;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Account(id, username, role, fresh, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
