package dev.metabuilder.database.errors;

/** What the caller asks for was there, and is no longer kept. */
public final class GoneException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure whose message says what is no longer kept, and what to do. */
    public GoneException(String message) {
        super(message, null);
    }
}
