package dev.metabuilder.database.errors;

import jakarta.ejb.ApplicationException;
import java.util.List;

/**
 * What a call of the Database API fails with. Its message and its {@link #problems()} name the model, the key and the
 * property, and are fit for the caller's eyes: no driver's words, no secret. It rolls back the transaction.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract sealed class DatabaseException extends RuntimeException
        permits ConflictException,
                ForbiddenException,
                InvalidException,
                NotFoundException,
                PreconditionException,
                UnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final long problemCount;

    /** A failure in the given words. */
    protected DatabaseException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
        this.problemCount = 0;
    }

    /** A failure because of the given problems, the first of {@code count}. */
    protected DatabaseException(List<Problem> problems, long count) {
        this("", problems, count);
    }

    /** A failure because of the given problems of the model named, the first of {@code count}. */
    protected DatabaseException(String model, List<Problem> problems, long count) {
        super((model.isEmpty() ? "" : model + " ")
                + problems.get(0)
                + (count > 1 ? " (and " + (count - 1) + " more)" : ""));
        this.problems = List.copyOf(problems);
        this.problemCount = count;
    }

    /** Returns what is wrong with the input, the first {@value Problems#SHOWN}; empty when it is not about input. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** Returns how many problems there were in all. */
    public long problemCount() {
        return problemCount;
    }
}
