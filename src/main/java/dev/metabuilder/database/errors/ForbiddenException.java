package dev.metabuilder.database.errors;

/** A rule forbids the call. */
public final class ForbiddenException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure whose message names the rule. */
    public ForbiddenException(String message) {
        super(message, null);
    }
}
