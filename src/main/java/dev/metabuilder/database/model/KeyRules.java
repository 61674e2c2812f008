package dev.metabuilder.database.model;

import dev.metabuilder.database.errors.Problems;

/** The rules for a key. */
public final class KeyRules {

    static final int MOST_CHARACTERS = 512;

    private KeyRules() {}

    /** Returns whether a text can be a key; otherwise no record has it as its key. */
    public static boolean isKey(String text) {
        return text != null && Property.fault(text, MOST_CHARACTERS) == null;
    }

    /** Requires that a key can be stored; otherwise the failure names the property that has it. */
    public static void requireFit(Draft<?> draft, String key) {
        String fault = key == null
                ? "is missing: must be a string of 1 to " + MOST_CHARACTERS + " characters, the key of the record"
                : Property.fault(key, MOST_CHARACTERS);
        if (fault != null) {
            Property shown = draft.model().showsKey()
                    ? draft.model().key()
                    : draft.model().property("id");
            Problems problems = new Problems();
            problems.add(
                    shown == null ? draft.pointer() : draft.pointerOf(shown),
                    key == null ? draft.position() : draft.positionOf(shown),
                    fault);
            problems.rejectInvalid(draft.model().name());
        }
    }

    /** Rejects a record whose key differs from the key in the call. */
    public static void rejectOther(Draft<?> draft, String key) {
        Problems problems = new Problems();
        Property property = draft.model().key();
        problems.add(
                draft.pointerOf(property),
                draft.positionOf(property),
                "must be the key of the record, \"" + key + "\": a key can't change");
        problems.rejectInvalid(draft.model().name());
    }
}
