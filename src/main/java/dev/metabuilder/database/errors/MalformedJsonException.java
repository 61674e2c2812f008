package dev.metabuilder.database.errors;

import java.util.ArrayList;
import java.util.List;

/** The text is not JSON (RFC 8259). */
public final class MalformedJsonException extends InvalidException {

    private static final long serialVersionUID = 1L;

    /** A failure that says where the text stops being JSON. */
    public MalformedJsonException(Problem problem) {
        this(List.of(problem), 1);
    }

    /** A failure that says, last, where the text stops being JSON, and before that what was wrong with it so far. */
    public MalformedJsonException(List<Problem> problems, long count) {
        super(problems, count);
    }

    /** Returns the same failure, with what was wrong with the text before it ceased to be JSON. */
    public MalformedJsonException after(Problems before) {
        List<Problem> all = new ArrayList<>(before.first());
        if (all.size() == Problems.SHOWN) {
            all.remove(Problems.SHOWN - 1);
        }
        all.addAll(problems());
        return new MalformedJsonException(all, before.count() + problemCount());
    }
}
