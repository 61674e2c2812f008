package dev.metabuilder.database.model;

/** There is no such record. */
public final class NotFoundException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure that says which record of which model is not there. */
    public NotFoundException(String message) {
        super(message, null);
    }
}
