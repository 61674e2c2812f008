package dev.metabuilder.database.record;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonMembers;
import dev.metabuilder.database.json.JsonWriter;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a change of a record has made of it, told so that the earlier state can be had from the later one.
 *
 * @param before the properties that were another value before, with that value as JSON; all properties of a removed record;
 *     never a secret
 * @param absent the names of the properties that were not there before; none of an added record
 * @param secrets the names of the secrets that have another value, which nobody keeps
 */
public record RecordDifference(Map<String, String> before, List<String> absent, List<String> secrets) {

    /**
     * Returns the difference of two states of a record.
     *
     * @param before the earlier state, or null if the record was added
     * @param after the later state, or null if the record was removed
     */
    public static RecordDifference of(RecordState before, RecordState after) {
        RecordDifference difference = new RecordDifference(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        Model<?> model = (before == null ? after : before).model();
        for (Property property : model.properties()) {
            difference.compare(
                    property,
                    before == null ? null : before.get(property),
                    after == null ? null : after.get(property),
                    before == null);
        }
        // Most changes leave them as they are, and then nobody need read them.
        if (before != null && (after == null || !Objects.equals(before.extra(), after.extra()))) {
            difference.compareUndeclared(undeclared(before), after == null ? Map.of() : undeclared(after));
        }
        return difference;
    }

    private static Map<String, String> undeclared(RecordState state) {
        return JsonMembers.of(state.model().undeclared(state.extra()));
    }

    private void compare(Property property, Object earlier, Object later, boolean added) {
        if (Objects.equals(earlier, later)) {
            return;
        }
        if (property.secret()) {
            secrets.add(property.name());
        } else if (earlier != null) {
            StringBuilder json = new StringBuilder();
            Model.writeValue(new JsonWriter(json), property, earlier);
            before.put(property.name(), json.toString());
        } else if (!added) {
            absent.add(property.name());
        }
    }

    private void compareUndeclared(Map<String, String> earlier, Map<String, String> later) {
        Map<String, String> changed = new LinkedHashMap<>(earlier);
        changed.entrySet().removeIf(member -> member.getValue().equals(later.get(member.getKey())));
        List<String> added = new ArrayList<>(later.keySet());
        added.removeAll(earlier.keySet());
        // The order of members is a part of JSON: if the changed ones don't tell it, all do.
        boolean tellsOrder = List.copyOf(undo(later, changed, added).keySet()).equals(List.copyOf(earlier.keySet()));
        before.putAll(tellsOrder ? changed : earlier);
        absent.addAll(added);
    }

    /**
     * Returns the undeclared properties of the earlier state: those of the later one, undone.
     *
     * @param later the undeclared properties of the later state, as JSON by name
     * @param before those that had another value before, as {@link #before()} has them
     * @param absent the names of those that were not there before
     */
    public static Map<String, String> undo(Map<String, String> later, Map<String, String> before, List<String> absent) {
        Map<String, String> earlier = new LinkedHashMap<>(later);
        earlier.keySet().removeAll(absent);
        if (before.keySet().containsAll(earlier.keySet())) {
            return new LinkedHashMap<>(before);
        }
        earlier.putAll(before);
        return earlier;
    }

    /** Returns whether nothing that can be told is different. */
    public boolean isEmpty() {
        return before.isEmpty() && absent.isEmpty() && secrets.isEmpty();
    }

    /** Returns the earlier values as a JSON object, or null if there are none. */
    public String beforeJson() {
        return before.isEmpty() ? null : JsonMembers.object(before);
    }

    /** Returns the names of the absent properties as a JSON array, or null if there are none. */
    public String absentJson() {
        return absent.isEmpty() ? null : Json.of(absent).toString();
    }

    /** Returns the names of the secrets as a JSON array, or null if there are none. */
    public String secretsJson() {
        return secrets.isEmpty() ? null : Json.of(secrets).toString();
    }
}
