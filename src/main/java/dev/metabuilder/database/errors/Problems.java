package dev.metabuilder.database.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Collects the errors of an input: the first {@value #SHOWN}, and the number of all. */
public final class Problems {

    /** How many problems an answer shows. */
    public static final int SHOWN = 100;

    private final List<Problem> first = new ArrayList<>();
    private long count;

    /** Adds a problem. */
    public void add(String pointer, Position at, String detail) {
        count++;
        if (first.size() < SHOWN) {
            first.add(new Problem(pointer, at.line(), at.column(), detail));
        }
    }

    /** Adds the problems of another collection. */
    public void addAll(Problems others) {
        count += others.count;
        others.first.stream().limit(SHOWN - first.size()).forEach(first::add);
    }

    /** Replaces each of the first problems by another form of it. */
    public void tell(UnaryOperator<Problem> otherwise) {
        first.replaceAll(otherwise);
    }

    /** Returns whether there is no problem. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Returns the first {@value #SHOWN} problems. */
    public List<Problem> first() {
        return List.copyOf(first);
    }

    /** Returns how many problems there are in all. */
    public long count() {
        return count;
    }

    /**
     * Rejects the input if there is a problem.
     *
     * @throws InvalidException when there is a problem
     */
    public void rejectInvalid() {
        if (count > 0) {
            throw new InvalidException(first(), count);
        }
    }

    /**
     * Rejects a record of a model if there is a problem.
     *
     * @throws InvalidException when there is a problem
     */
    public void rejectInvalid(String model) {
        if (count > 0) {
            throw new InvalidException(model, first(), count);
        }
    }

    /**
     * Rejects a record of a model that conflicts with what is stored, if there is a problem.
     *
     * @throws ConflictException when there is a problem
     */
    public void rejectConflict(String model) {
        if (count > 0) {
            throw new ConflictException(model, first(), count);
        }
    }

    /**
     * Rejects an input that conflicts with what is stored, if there is a problem.
     *
     * @throws ConflictException when there is a problem
     */
    public void rejectConflict() {
        if (count > 0) {
            throw new ConflictException(first(), count);
        }
    }

    /**
     * Rejects an input that names missing records, if there is a problem.
     *
     * @throws NotFoundException when there is a problem
     */
    public void rejectNotFound() {
        if (count > 0) {
            throw new NotFoundException(first(), count);
        }
    }
}
