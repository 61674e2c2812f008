package dev.metabuilder.database.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;

/** Protects the platform's routes outside the API, which JAX-RS and therefore {@link AccessFilter} never see. */
public final class ServerRoutes {

    private static final String METRICS = "/metrics";

    private ServerRoutes() {}

    /**
     * Returns whether the caller may call a route. If not, this method has sent the answer.
     *
     * @throws IOException if the caller has disconnected
     */
    public static boolean lets(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // This is the path as the container has decoded it.
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
