package dev.metabuilder.database.errors;

import java.util.List;

/**
 * The input conflicts with what is stored, or with itself: a duplicate, a reference to a missing record, a second supergod.
 */
public final class ConflictException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A conflict of the whole input. */
    public ConflictException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A failure with its first problems.
     *
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    public ConflictException(List<Problem> problems, long count) {
        super(problems, count);
    }

    /**
     * A failure of a record, with its first problems.
     *
     * @param model the name of the record's model
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    public ConflictException(String model, List<Problem> problems, long count) {
        super(model, problems, count);
    }

    /**
     * Returns the same failure with a message that reveals nothing about other records, for callers who may not read them.
     */
    public ConflictException withoutOthers(String model) {
        if (problems().isEmpty()) {
            return this;
        }
        List<Problem> general = problems().stream()
                .map(problem -> new Problem(
                        problem.pointer(),
                        problem.line(),
                        problem.column(),
                        "can't be this: it is taken, or there is no such record"))
                .toList();
        return new ConflictException(model, general, problemCount());
    }
}
