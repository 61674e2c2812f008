package dev.metabuilder.database.errors;

import java.util.ArrayList;
import java.util.List;

/** The text is not JSON (RFC 8259). */
public final class MalformedJsonException extends InvalidException {

    private static final long serialVersionUID = 1L;

    /** A failure whose problem says where the text stops being JSON. */
    public MalformedJsonException(Problem problem) {
        this(List.of(problem), 1);
    }

    /** A failure whose last problem says where the text stops being JSON; the others are earlier problems of the text. */
    public MalformedJsonException(List<Problem> problems, long count) {
        super(problems, count);
    }

    /** Returns the same failure with the problems of the text before it. */
    public MalformedJsonException after(Problems before) {
        List<Problem> all = new ArrayList<>(before.first());
        if (all.size() == Problems.SHOWN) {
            all.remove(Problems.SHOWN - 1);
        }
        all.addAll(problems());
        return new MalformedJsonException(all, before.count() + problemCount());
    }
}
