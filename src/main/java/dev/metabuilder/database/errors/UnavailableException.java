package dev.metabuilder.database.errors;

/** The database can't be reached, or stayed locked for too long. A retry may succeed. */
public final class UnavailableException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure whose message says what is not available; the cause is for the log. */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
