package dev.metabuilder.database.errors;

import java.util.List;

/** A property is missing or wrong. */
public sealed class InvalidException extends DatabaseException permits MalformedJsonException {

    private static final long serialVersionUID = 1L;

    /** A failure because of one problem, at a pointer of an input that is not text. */
    public InvalidException(String pointer, String detail) {
        this(List.of(new Problem(pointer, 0, 0, detail)), 1);
    }

    /**
     * A failure with its first problems.
     *
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    public InvalidException(List<Problem> problems, long count) {
        super(problems, count);
    }

    /**
     * A failure of a record, with its first problems.
     *
     * @param model the name of the record's model
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    public InvalidException(String model, List<Problem> problems, long count) {
        super(model, problems, count);
    }
}
