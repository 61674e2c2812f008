package dev.metabuilder.database.security;

/**
 * A session: it begins with a log-in and ends with a log-out, or when it has not been used for a while. Times are in ms since
 * the Unix epoch.
 *
 * @param id the SHA-256 of its token, which opens nothing
 * @param userId whose it is
 * @param createdAt when it began
 * @param usedAt when its token came last, to a minute or so
 * @param expiresAt when it ends if nobody calls
 */
public record Session(String id, String userId, long createdAt, long usedAt, long expiresAt) {}
