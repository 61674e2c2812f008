package dev.metabuilder.database.users;

/**
 * A user who has logged in.
 *
 * @param id the user's key
 * @param username the name to log in with
 * @param role what the user may do
 * @param fresh whether the password was verified now; false when it was a short while ago
 */
public record Account(String id, String username, Role role, boolean fresh) {}
