package dev.metabuilder.database.security;

import dev.metabuilder.database.model.Section;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;

/** What {@link Access} has found out about the present call: who is calling, and within which limits. */
@RequestScoped
public class Permit {

    private Caller caller = Caller.NOBODY;
    private Limit limit;

    /**
     * Grants a call within the limits that the {@link Table} has.
     *
     * @throws NotAuthorizedException when nobody may make it who is not known
     * @throws ForbiddenException when the caller's role may not
     */
    void grant(Caller to, String route) {
        Limit within = Table.limit(route, to.role());
        if (within == null) {
            throw to == Caller.NOBODY ? Authentication.unknown() : new ForbiddenException();
        }
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
