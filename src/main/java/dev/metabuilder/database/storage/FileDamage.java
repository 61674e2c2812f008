package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;

/**
 * Whether a damaged page of the SQLite file has been met since the server was started. SQLite itself forgets it with the call,
 * and goes on with what it finds sound; the server is not ready from then on. It stays so until it is started anew: nothing
 * mends a page but another file, which a running server does not take.
 */
public final class FileDamage {

    private static volatile boolean met;

    private FileDamage() {}

    /** Returns what to tell a caller who has met a page that is damaged. */
    static UnavailableException told(Throwable thrown) {
        return new UnavailableException("The database is damaged; the guide for operators says what to do.", thrown);
    }

    /** Returns the same, and remembers it. */
    static UnavailableException noticed(Throwable thrown) {
        met = true;
        return told(thrown);
    }

    /** Returns what keeps the server from being ready, in words, or null. */
    public static String fault() {
        return met ? told(null).getMessage() : null;
    }
}
