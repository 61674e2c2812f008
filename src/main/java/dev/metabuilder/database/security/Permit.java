package dev.metabuilder.database.security;

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
}
