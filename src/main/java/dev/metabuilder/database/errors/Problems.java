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

    /** Takes note of a problem. */
    public void add(String pointer, Position at, String detail) {
        count++;
        if (first.size() < SHOWN) {
            first.add(new Problem(pointer, at.line(), at.column(), detail));
        }
    }

    /** Takes note of what another has gathered. */
    public void addAll(Problems others) {
        count += others.count;
        others.first.stream().limit(SHOWN - first.size()).forEach(first::add);
    }

    /** Has each of the first problems be told in another way. */
    public void tell(UnaryOperator<Problem> otherwise) {
        first.replaceAll(otherwise);
    }

    /** Returns whether nothing is wrong. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Returns the first of the problems. */
    public List<Problem> first() {
        return List.copyOf(first);
    }

    /** Returns how many problems there were. */
    public long count() {
        return count;
    }

    /**
     * Rejects the input when something is wrong with it.
     *
     * @throws InvalidException when there is a problem
     */
    public void rejectInvalid() {
        if (count > 0) {
            throw new InvalidException(first(), count);
        }
    }

    /**
     * Rejects a record of the model named when something is wrong with it.
     *
     * @throws InvalidException when there is a problem
     */
    public void rejectInvalid(String model) {
        if (count > 0) {
            throw new InvalidException(model, first(), count);
        }
    }

    /**
     * Rejects a record of the model named when it is at odds with what is stored.
     *
     * @throws ConflictException when there is a problem
     */
    public void rejectConflict(String model) {
        if (count > 0) {
            throw new ConflictException(model, first(), count);
        }
    }

    /**
     * Rejects an input that is at odds with what is stored.
     *
     * @throws ConflictException when there is a problem
     */
    public void rejectConflict() {
        if (count > 0) {
            throw new ConflictException(first(), count);
        }
    }

    /**
     * Rejects an input that is about records which are not there.
     *
     * @throws NotFoundException when there is a problem
     */
    public void rejectNotFound() {
        if (count > 0) {
            throw new NotFoundException(first(), count);
        }
    }
}
