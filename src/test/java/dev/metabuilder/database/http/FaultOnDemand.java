package dev.metabuilder.database.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** An internal error on request, because there should be no other way to get one. Only the tests' WAR contains it. */
@Provider
public class FaultOnDemand implements ContainerRequestFilter {

    static final String HEADER = "X-Test-Fault";

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaderString(HEADER) != null) {
            throw new IllegalStateException("A fault with the detail " + request.getHeaderString(HEADER));
        }
    }
}
