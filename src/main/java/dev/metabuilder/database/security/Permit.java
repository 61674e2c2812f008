package dev.metabuilder.database.security;

import dev.metabuilder.database.model.Section;
import jakarta.enterprise.context.RequestScoped;

/** What {@link Access} has found out about the present call: who is calling, and within which limits. */
@RequestScoped
public class Permit {

    private Caller caller = Caller.NOBODY;
    private Limit limit;

    void grant(Caller to, Limit within) {
        caller = to;
        limit = within;
    }

    /** Returns who is calling. */
    public Caller caller() {
        return caller;
    }

    /**
     * Returns within which limits.
     *
     * @throws IllegalStateException when nothing was granted
     */
    public Limit limit() {
        if (limit == null) {
            throw new IllegalStateException("Nobody has granted this call.");
        }
        return limit;
    }

    /** Returns whether the caller may read every record of a section. */
    public boolean readsAll(Section<?> section) {
        return Table.limit("GET " + section + "/{key}", caller.role()) == Limit.NONE;
    }
}
