package dev.metabuilder.database.errors;

/** The database can't be reached, or stayed locked for too long. A retry may succeed. */
public final class UnavailableException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    private final boolean rolledBack;

    /** A failure whose message says what is not available; the cause is for the log. */
    public UnavailableException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private UnavailableException(String message, Throwable cause, boolean rolledBack) {
        super(message, cause);
        this.rolledBack = rolledBack;
    }

    /** Returns a failure of a transaction that the database has rolled back because of others that ran at the same time. */
    public static UnavailableException ofRollback(String message, Throwable cause) {
        return new UnavailableException(message, cause, true);
    }

    /** Returns whether the database has rolled back the transaction because of others, so that it may be run again at once. */
    public boolean isRolledBack() {
        return rolledBack;
    }
}
