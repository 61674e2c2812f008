package dev.metabuilder.database.security;

import dev.metabuilder.database.model.Section;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;

/** The result of {@link AccessFilter} for the current call: who is calling, and within which limits. */
@RequestScoped
public class RequestAccess {

    private Caller caller = Caller.NOBODY;
    private AccessLimit limit;

    /**
     * Grants a call within the limits that the {@link AccessRules} has.
     *
     * @throws NotAuthorizedException when nobody may make it who is not known
     * @throws ForbiddenException when the caller's role may not
     */
    void grant(Caller to, String route) {
        AccessLimit within = AccessRules.limit(route, to.role());
        if (within == null) {
            throw to == Caller.NOBODY ? AuthenticationMechanism.unknown() : new ForbiddenException();
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
    public AccessLimit limit() {
        if (limit == null) {
            throw new IllegalStateException("Nobody has granted this call.");
        }
        return limit;
    }

    /** Returns whether the caller may read every record of a section. */
    public boolean readsAll(Section<?> section) {
        return AccessRules.limit("GET " + section + "/{key}", caller.role()) == AccessLimit.NONE;
    }
}
