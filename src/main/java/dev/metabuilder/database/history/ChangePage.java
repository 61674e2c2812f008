package dev.metabuilder.database.history;

import java.util.List;

/**
 * Successive entries of the history.
 *
 * @param changes the entries, in order
 * @param end the position up to which they are all that a query matches: the next page begins after it
 * @param more whether there are further ones by now
 */
public record ChangePage(List<Change> changes, ChangePosition end, boolean more) {}
