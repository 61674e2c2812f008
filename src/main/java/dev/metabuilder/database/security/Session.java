package dev.metabuilder.database.security;

/**
 * A session. It begins with a log-in, and ends with a log-out or after some time without use. Times are in ms since the Unix
 * epoch.
 *
 * @param id the SHA-256 of its token, with which nobody can log in
 * @param userId the key of its user
 * @param createdAt when it began
 * @param usedAt when it was used last, accurate to about a minute
 * @param expiresAt when it ends without further use
 */
public record Session(String id, String userId, long createdAt, long usedAt, long expiresAt) {}
