package dev.metabuilder.database.storage;

import dev.metabuilder.database.errors.UnavailableException;

/**
 * Remembers whether a call has read a damaged page of the SQLite file since the start. SQLite itself forgets this after the
 * call. From then on the server is not ready until it is restarted: only another file repairs a damaged page, and a running
 * server accepts no other file.
 */
public final class FileDamage {

    private static volatile boolean met;

    private FileDamage() {}

    /** Returns the exception for a call that has read a damaged page. */
    static UnavailableException told(Throwable thrown) {
        return new UnavailableException("The database is damaged; the guide for operators says what to do.", thrown);
    }

    /** Returns the same exception, and remembers the damage. */
    static UnavailableException noticed(Throwable thrown) {
        met = true;
        return told(thrown);
    }

    /** Returns why the server is not ready, or null. */
    public static String fault() {
        return met ? told(null).getMessage() : null;
    }
}
