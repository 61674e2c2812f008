package dev.metabuilder.database.errors;

import java.util.List;

/** A property is missing or wrong. */
public sealed class InvalidException extends DatabaseException permits MalformedJsonException {

    private static final long serialVersionUID = 1L;

    /** A failure because of one problem, at the given pointer of an input that is not text. */
    public InvalidException(String pointer, String detail) {
        this(List.of(new Problem(pointer, 0, 0, detail)), 1);
    }

    /** A failure because of the given problems, the first of {@code count}. */
    public InvalidException(List<Problem> problems, long count) {
        super(problems, count);
    }

    /** A failure because of the given problems of a record of the model named, the first of {@code count}. */
    public InvalidException(String model, List<Problem> problems, long count) {
        super(model, problems, count);
    }
}
