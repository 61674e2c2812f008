package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.PreconditionException;
import java.util.Set;

/**
 * A condition on the stored record (RFC 9110, section 13); if it does not hold, the call changes nothing. A writing call
 * checks it after it has locked the record, so that nothing can change in between.
 */
public final class Precondition {

    /** No condition: the last writer wins. */
    public static final Precondition NONE = new Precondition(null, Set.of());

    /** Stands for the tags of all records. No tag has a space. */
    private static final Set<String> ANY = Set.of("any record");

    private final Set<String> match;
    private final Set<String> noneMatch;

    /** A null match accepts everything. */
    private Precondition(Set<String> match, Set<String> noneMatch) {
        this.match = match;
        this.noneMatch = noneMatch;
    }

    /** Returns the condition that there is a record. */
    public static Precondition exists() {
        return new Precondition(ANY, Set.of());
    }

    /** Returns the condition that there is no record. */
    public static Precondition absent() {
        return new Precondition(null, ANY);
    }

    /** Returns the condition that the record has one of these tags ({@link RecordVersion#of}). */
    public static Precondition matches(Set<String> tags) {
        return new Precondition(Set.copyOf(tags), Set.of());
    }

    /** Returns this condition with another one: the record must have none of these tags. */
    public Precondition andNotMatches(Set<String> tags) {
        return new Precondition(match, Set.copyOf(tags));
    }

    /** Returns this condition with another one: there must be no record. */
    public Precondition andAbsent() {
        return new Precondition(match, ANY);
    }

    /** Returns whether it requires that there is no record. */
    public boolean requiresAbsence() {
        return noneMatch.equals(ANY);
    }

    /** Returns whether the caller already knows the record, which is null if there is none. */
    public boolean isKnown(BaseEntity record) {
        return has(noneMatch, record);
    }

    /**
     * Checks the part of the condition that comes from {@link #matches} and {@link #exists}.
     *
     * @param record the record, or null if there is none
     * @throws PreconditionException if it does not hold
     */
    public void requireMatch(BaseEntity record) {
        if (match != null && !has(match, record)) {
            throw new PreconditionException(
                    record == null
                            ? "There is no such record, but the call requires one."
                            : "The record has changed since the caller read it; read it again.");
        }
    }

    /**
     * Checks the whole condition.
     *
     * @param record the record, or null if there is none
     * @throws PreconditionException if it does not hold
     */
    public void require(BaseEntity record) {
        requireMatch(record);
        if (isKnown(record)) {
            throw new PreconditionException(
                    requiresAbsence()
                            ? "The record exists, but the call requires that it does not."
                            : "The record has one of the tags in If-None-Match.");
        }
    }

    private static boolean has(Set<String> tags, BaseEntity record) {
        return record != null && (tags.equals(ANY) || (!tags.isEmpty() && tags.contains(RecordVersion.of(record))));
    }
}
