package dev.metabuilder.database.errors;

/** The database cannot be reached, or is locked for too long. Worth a retry. */
public final class UnavailableException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure that says what is not available, and for the log why. */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
