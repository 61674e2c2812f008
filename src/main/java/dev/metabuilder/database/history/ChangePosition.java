package dev.metabuilder.database.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of an entry in the history. Positions have one order, and callers see them as opaque texts.
 *
 * @param number the number of the set of changes
 * @param entry the number of the entry in its set, from 1
 */
public record ChangePosition(long number, long entry) implements Comparable<ChangePosition> {

    /** The position before all entries. */
    public static final ChangePosition FIRST = new ChangePosition(0, 0);

    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})");

    /** Reads a position, and returns null if the text is none. */
    public static ChangePosition of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? new ChangePosition(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)))
                : null;
    }

    /** Returns the position after all entries of the sets up to a number. */
    static ChangePosition after(long number) {
        return new ChangePosition(number + 1, 0);
    }

    @Override
    public int compareTo(ChangePosition other) {
        int order = Long.compare(number, other.number);
        return order == 0 ? Long.compare(entry, other.entry) : order;
    }

    @Override
    public String toString() {
        return number + "-" + entry;
    }
}
