package dev.metabuilder.database.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;

/** Protects what the platform serves beside the API, which JAX-RS, and so {@link AccessFilter}, never sees. */
public final class ServerRoutes {

    private static final String METRICS = "/metrics";

    private ServerRoutes() {}

    /**
     * Returns whether a request may go on. When it may not, it has been answered.
     *
     * @throws IOException when the caller went away
     */
    public static boolean lets(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The path as the container understood it, however it was written.
        if (!METRICS.equals(request.getServletPath())) {
            return true;
        }
        Object refusal = request.getAttribute(AuthenticationMechanism.REFUSAL);
        if (refusal instanceof WebApplicationException unknown) {
            return refuse(unknown, response);
        }
        if (refusal != null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return false;
        }
        Caller caller = request.getUserPrincipal() instanceof Caller known ? known : Caller.NOBODY;
        if (AccessRules.limit("GET " + METRICS, caller.role()) != null) {
            return true;
        }
        if (caller == Caller.NOBODY) {
            return refuse(AuthenticationMechanism.unknown(), response);
        }
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }

    private static boolean refuse(WebApplicationException refusal, HttpServletResponse response) throws IOException {
        refusal.getResponse()
                .getStringHeaders()
                .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.sendError(refusal.getResponse().getStatus());
        return false;
    }
}
