package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;

/**
 * Whether a call has read a damaged page of the SQLite file since the start. SQLite itself forgets this after the call, and
 * continues with sound pages; the server is not ready from then on, until it is restarted: only another file repairs a damaged
 * page, and a running server accepts no other file.
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
