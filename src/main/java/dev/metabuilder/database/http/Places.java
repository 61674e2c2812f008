package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.Exchanges;
import dev.metabuilder.database.platform.Gate;
import dev.metabuilder.database.security.Address;
import dev.metabuilder.database.security.Authentication;
import dev.metabuilder.database.security.Caller;
import dev.metabuilder.database.security.Permit;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sees to it that a call has its place at the {@link Gate} while it is worked for, and none while its caller sends the request
 * or reads the answer. A body that came whole with the headers, and an answer that leaves as fast as it is made, go by here.
 */
@Provider
@Priority(Priorities.USER)
public class Places implements ContainerRequestFilter, WriterInterceptor {

    /** How long a body may take until it is asked anew who sends it: whoever loses a right can't keep it by sending slowly. */
    private static final long RIGHTS_LAST_NANOSECONDS = Duration.ofSeconds(1).toNanos();

    @Inject
    private Gate gate;

    @Inject
    private Exchanges exchanges;

    @Inject
    private Permit permit;

    @Inject
    private Authentication authentication;

    @Inject
    private Address addresses;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Context
    private HttpServletResponse servletResponse;

    @Override
    public void filter(ContainerRequestContext request) {
        String caller = caller();
        boolean arrives = request.getProperty(Admission.ON_ITS_WAY_IN) != null && takesBody();
        String refusal = arrives ? exchanges.begin(caller) : exchanges.refusal(caller);
        if (refusal != null) {
            throw new UnavailableException(refusal, null);
        }
        if (!(request.getProperty(Admission.ON_ITS_WAY_IN) instanceof Boolean mayChange)) {
            return;
        }
        if (arrives) {
            gate.leave();
            request.setProperty(Admission.EXCHANGE, caller);
            long begun = System.nanoTime();
            request.setProperty(Arriving.NAME, new Arriving(request.getEntityStream(), request.getLength(), () -> {
                servletRequest.removeAttribute(Admission.EXCHANGE);
                exchanges.end(caller);
                enter(mayChange);
                if (System.nanoTime() - begun > RIGHTS_LAST_NANOSECONDS) {
                    authentication.renew(servletRequest);
                }
            }));
        } else {
            enter(mayChange);
        }
    }

    private void enter(boolean mayChange) {
        gate.enter(mayChange, why -> new UnavailableException(why, null));
    }

    private boolean takesBody() {
        // None: what JAX-RS answers by itself, such as OPTIONS.
        Method method = resource.getResourceMethod();
        return method != null && Arrays.asList(method.getParameterTypes()).contains(InputStream.class);
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
        ProtocolFilter.broken(true);
        try (Outgoing out = new Outgoing(answer.getOutputStream(), servletResponse.getOutputStream()::isReady)) {
            answer.setOutputStream(out);
            answer.proceed();
            gate.leave();
            if (servletRequest.getAttribute(Admission.EXCHANGE) == null) {
                String caller = caller();
                exchanges.add(caller);
                servletRequest.setAttribute(Admission.EXCHANGE, caller);
            }
            out.sendRest();
        }
        // Also of an error document in the place of a body that failed before it began to leave.
        ProtocolFilter.broken(false);
    }

    /** Returns on whose account a call is: a user has one from wherever he calls. */
    private String caller() {
        Caller caller = permit.caller();
        return caller.role() == null ? "address " + Address.network(addresses.of(servletRequest)) : caller.identity();
    }
}
