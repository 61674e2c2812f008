package dev.metabuilder.database.errors;

import java.util.List;

/** There is no such record. */
public final class NotFoundException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A failure whose message names the model and the key. */
    public NotFoundException(String message) {
        super(message, null);
    }

    /**
     * A failure with its first problems, each about a missing record.
     *
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    public NotFoundException(List<Problem> problems, long count) {
        super(problems, count);
    }
}
