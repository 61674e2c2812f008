package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.PreconditionException;
import java.util.Set;

/**
 * A condition on the stored record for a call to be carried out (RFC 9110, section 13). A writing call checks it when it has
 * locked the record, so that nothing can change in between.
 */
public final class Precondition {

    /** None: the last writer wins. */
    public static final Precondition NONE = new Precondition(null, Set.of());

    /** Instead of tags: any record. No tag has a space. */
    private static final Set<String> ANY = Set.of("any record");

    private final Set<String> match;
    private final Set<String> noneMatch;

    /** A null match asks for nothing. */
    private Precondition(Set<String> match, Set<String> noneMatch) {
        this.match = match;
        this.noneMatch = noneMatch;
    }

    /** There must be a record, whatever it is. */
    public static Precondition exists() {
        return new Precondition(ANY, Set.of());
    }

    /** There must be no record. */
    public static Precondition absent() {
        return new Precondition(null, ANY);
    }

    /** The record must have one of these tags ({@link RecordVersion#of}). */
    public static Precondition matches(Set<String> tags) {
        return new Precondition(Set.copyOf(tags), Set.of());
    }

    /** The same condition, and the record must have none of these tags. */
    public Precondition andNotMatches(Set<String> tags) {
        return new Precondition(match, Set.copyOf(tags));
    }

    /** The same condition, and there must be no record. */
    public Precondition andAbsent() {
        return new Precondition(match, ANY);
    }

    /** Returns whether it holds only where there is no record. */
    public boolean requiresAbsence() {
        return noneMatch.equals(ANY);
    }

    /** Returns whether the record, null for none, is one that the caller knows already. */
    public boolean isKnown(BaseEntity record) {
        return has(noneMatch, record);
    }

    /**
     * Requires what {@link #matches} and {@link #exists} ask of the record, null for none.
     *
     * @throws PreconditionException when it is not so
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
     * Requires all of it of the record, null for none.
     *
     * @throws PreconditionException when it is not so
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
