package dev.metabuilder.database.errors;

import dev.metabuilder.database.model.Precondition;

/** The record does not match the caller's {@link Precondition}. */
public final class PreconditionException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure whose message names the condition that does not hold. */
    public PreconditionException(String message) {
        super(message, null);
    }
}
