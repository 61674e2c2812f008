package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.PreconditionException;
import java.util.Set;

/**
 * What a record must be for a call to be carried out (RFC 9110, section 13). A writing call judges it when it has locked
 * the record, so that nothing comes between.
 */
public final class Condition {

    /** None: the last writer wins. */
    public static final Condition NONE = new Condition(null, Set.of());

    /** Instead of tags: any record. No tag has a space. */
    private static final Set<String> ANY = Set.of("any record");

    private final Set<String> match;
    private final Set<String> noneMatch;

    /** A null match asks for nothing. */
    private Condition(Set<String> match, Set<String> noneMatch) {
        this.match = match;
        this.noneMatch = noneMatch;
    }

    /** There must be a record, whatever it is. */
    public static Condition exists() {
        return new Condition(ANY, Set.of());
    }

    /** There must be no record. */
    public static Condition absent() {
        return new Condition(null, ANY);
    }

    /** The record must have one of these tags ({@link Tag#of}). */
    public static Condition matches(Set<String> tags) {
        return new Condition(Set.copyOf(tags), Set.of());
    }

    /** The same condition, and the record must have none of these tags. */
    public Condition andNotMatches(Set<String> tags) {
        return new Condition(match, Set.copyOf(tags));
    }

    /** The same condition, and there must be no record. */
    public Condition andAbsent() {
        return new Condition(match, ANY);
    }

    /** Returns whether it holds only where there is no record. */
    public boolean requiresAbsence() {
        return noneMatch.equals(ANY);
    }

    /** Returns whether the record, null for none, is one that the caller knows already. */
    public boolean isKnown(Row record) {
        return has(noneMatch, record);
    }

    /**
     * Requires what {@link #matches} and {@link #exists} ask of the record, null for none.
     *
     * @throws PreconditionException when it is not so
     */
    public void requireMatch(Row record) {
        if (match != null && !has(match, record)) {
            throw new PreconditionException(
                    record == null
                            ? "There is no such record, and the call is only for one that is there."
                            : "The record has changed since the caller read it; read it again.");
        }
    }

    /**
     * Requires all of it of the record, null for none.
     *
     * @throws PreconditionException when it is not so
     */
    public void require(Row record) {
        requireMatch(record);
        if (isKnown(record)) {
            throw new PreconditionException(
                    requiresAbsence()
                            ? "The record exists, and the call is only for one that does not."
                            : "The record is one of those that the call is not for.");
        }
    }

    private static boolean has(Set<String> tags, Row record) {
        return record != null && (tags.equals(ANY) || (!tags.isEmpty() && tags.contains(Tag.of(record))));
    }
}
