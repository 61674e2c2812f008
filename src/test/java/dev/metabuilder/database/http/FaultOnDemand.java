package dev.metabuilder.database.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** A fault that a test can ask for, since there should be no other way to one. It is part of the tests' WAR only. */
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
