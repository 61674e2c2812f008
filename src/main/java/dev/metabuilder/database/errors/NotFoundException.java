package dev.metabuilder.database.errors;

import java.util.List;

/** There is no such record. */
public final class NotFoundException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure that says which record of which model is not there. */
    public NotFoundException(String message) {
        super(message, null);
    }

    /** A failure because of the given problems, the first of {@code count}, each about a record that is not there. */
    public NotFoundException(List<Problem> problems, long count) {
        super(problems, count);
    }
}
