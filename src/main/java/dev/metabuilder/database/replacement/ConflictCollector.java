package dev.metabuilder.database.replacement;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.replacement.ReplacementInput.Location;
import dev.metabuilder.database.replacement.ReplacementInput.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects conflicts between incoming records. It looks their positions up when the list is complete, by reading the input
 * once more: an input without conflicts pays nothing for positions.
 */
final class ConflictCollector {

    private record Conflict(Place place, Place other, String detail) {}

    private final List<Conflict> first = new ArrayList<>();
    private long count;

    /** Adds a conflict: a record has a value that an earlier one has. */
    void duplicate(Place later, Place earlier) {
        add(new Conflict(later, earlier, "stands already at "));
    }

    /** Adds a conflict: a record refers to a missing record. */
    void dangling(Place place, String detail) {
        add(new Conflict(place, null, detail));
    }

    private void add(Conflict conflict) {
        count++;
        if (first.size() < Problems.SHOWN) {
            first.add(conflict);
        }
    }

    /**
     * Rejects the input if there were conflicts, or errors in single records; reports all of them.
     *
     * @throws InvalidException if a record itself is wrong
     * @throws ConflictException if there are only conflicts
     */
    void reject(ReplacementInput input) {
        Problems problems = input.problems();
        if (count == 0) {
            problems.rejectInvalid();
            return;
        }
        Set<Place> places = new LinkedHashSet<>();
        for (Conflict conflict : first) {
            places.add(conflict.place());
            if (conflict.other() != null) {
                places.add(conflict.other());
            }
        }
        Map<Place, Location> found = input.locate(places);
        List<Problem> all = new ArrayList<>(problems.first());
        first.stream().limit(Problems.SHOWN - all.size()).forEach(conflict -> all.add(problem(conflict, found)));
        if (problems.isEmpty()) {
            throw new ConflictException(all, count);
        }
        throw new InvalidException(all, problems.count() + count);
    }

    private static Problem problem(Conflict conflict, Map<Place, Location> found) {
        Location at = found.get(conflict.place());
        String detail = conflict.other() == null ? conflict.detail() : conflict.detail() + found.get(conflict.other());
        return new Problem(at.pointer(), at.position().line(), at.position().column(), detail);
    }
}
