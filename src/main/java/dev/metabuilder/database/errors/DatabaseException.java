package dev.metabuilder.database.errors;

import jakarta.ejb.ApplicationException;
import java.util.List;

/**
 * The failure of a call of the Database API. Its message and its {@link #problems()} name the model, the key and the
 * property. A caller may see both: they contain no text of a driver and no secret. The failure rolls back the transaction.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract sealed class DatabaseException extends RuntimeException
        permits ConflictException,
                ForbiddenException,
                GoneException,
                InvalidException,
                NotFoundException,
                PreconditionException,
                UnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final long problemCount;

    /** A failure with a message. */
    protected DatabaseException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
        this.problemCount = 0;
    }

    /**
     * A failure with its first problems.
     *
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    protected DatabaseException(List<Problem> problems, long count) {
        this("", problems, count);
    }

    /**
     * A failure of a record, with its first problems.
     *
     * @param model the name of the record's model, or empty
     * @param problems the first problems
     * @param count how many problems there are in all
     */
    protected DatabaseException(String model, List<Problem> problems, long count) {
        super((model.isEmpty() ? "" : model + " ")
                + problems.get(0)
                + (count > 1 ? " (and " + (count - 1) + " more)" : ""));
        this.problems = List.copyOf(problems);
        this.problemCount = count;
    }

    /** Returns the first {@value Problems#SHOWN} problems of the input; none if the failure is not about input. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** Returns how many problems there were in all. */
    public long problemCount() {
        return problemCount;
    }
}
