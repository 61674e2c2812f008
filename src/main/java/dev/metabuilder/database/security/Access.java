package dev.metabuilder.database.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Who may call which route: the one table of it. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class Access implements ContainerRequestFilter {

    /** What nobody in particular may call; everything else is for the service token. */
    private static final Set<String> PUBLIC = Set.of("GET godCredentials/visible");

    @Override
    public void filter(ContainerRequestContext request) {
        String route =
                request.getMethod() + " " + request.getUriInfo().getPath().replaceFirst("^/", "");
        if (!PUBLIC.contains(route) && !request.getSecurityContext().isUserInRole(Authentication.SERVICE)) {
            throw new NotAuthorizedException("Bearer realm=\"metabuilder\"");
        }
    }
}
