package dev.metabuilder.database.security;

import dev.metabuilder.database.model.Section;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;

/** The result of {@link AccessFilter} for the current call: the caller and the limit. */
@RequestScoped
public class RequestAccess {

    private Caller caller = Caller.NOBODY;
    private AccessLimit limit;

    /**
     * Grants a call within the limit of the {@link AccessRules}.
     *
     * @throws NotAuthorizedException if the caller is unknown, and the call requires a role
     * @throws ForbiddenException if the caller's role may not make the call
     */
    void grant(Caller to, String route) {
        AccessLimit within = AccessRules.limit(route, to.role());
        if (within == null) {
            throw to == Caller.NOBODY ? AuthenticationMechanism.unknown() : new ForbiddenException();
        }
        caller = to;
        limit = within;
    }

    /** Returns the caller. */
    public Caller caller() {
        return caller;
    }

    /**
     * Returns the limit.
     *
     * @throws IllegalStateException if nothing was granted
     */
    public AccessLimit limit() {
        if (limit == null) {
            throw new IllegalStateException("Nobody has granted this call.");
        }
        return limit;
    }

    /** Returns whether the caller may read every record of a section. */
    public boolean readsAll(Section<?> section) {
        return reading(section) == AccessLimit.NONE;
    }

    /** Returns whether the caller may read the own record of a section, and no other. */
    public boolean readsOwn(Section<?> section) {
        return reading(section) == AccessLimit.OWN;
    }

    private AccessLimit reading(Section<?> section) {
        String record = section.kind() == Section.Kind.SINGLETON ? "" : "/{key}";
        String route = "GET " + section + record;
        return AccessRules.limit(AccessRules.has(route) ? route : "GET {section}" + record, caller.role());
    }
}
