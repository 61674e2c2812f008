package dev.metabuilder.database.model;

import java.util.List;

/** The text is no JSON (RFC 8259). */
public final class MalformedJsonException extends InvalidException {

    private static final long serialVersionUID = 1L;

    /** A failure that says where the text stops being JSON. */
    public MalformedJsonException(Problem problem) {
        super(List.of(problem), 1);
    }
}
