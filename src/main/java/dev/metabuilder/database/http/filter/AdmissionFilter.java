package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.PendingExchanges;
import dev.metabuilder.database.security.AuthenticationMechanism;
import dev.metabuilder.database.security.Caller;
import dev.metabuilder.database.security.ClientAddress;
import dev.metabuilder.database.security.RequestAccess;
import dev.metabuilder.database.vendor.ProtocolFilter;
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
 * Gives a call a place at the {@link AdmissionLimit} while the server works on it, and takes the place back while the caller
 * sends the request or reads the answer. This costs nothing if the body arrives together with the headers and the answer is
 * sent as fast as it is made.
 */
@Provider
@Priority(Priorities.USER)
public class AdmissionFilter implements ContainerRequestFilter, WriterInterceptor {

    /**
     * After a body that took longer than this, the server authenticates the caller again: nobody keeps a lost right by
     * sending slowly.
     */
    private static final long RIGHTS_LAST_NANOSECONDS = Duration.ofSeconds(1).toNanos();

    @Inject
    private AdmissionLimit admissionLimit;

    @Inject
    private PendingExchanges pendingExchanges;

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private AuthenticationMechanism authenticationMechanism;

    @Inject
    private ClientAddress addresses;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Context
    private HttpServletResponse servletResponse;

    @Override
    public void filter(ContainerRequestContext request) {
        String caller = caller();
        boolean arrives = request.getProperty(AdmissionListener.ON_ITS_WAY_IN) != null && takesBody();
        String refusal = arrives ? pendingExchanges.begin(caller) : pendingExchanges.refusal(caller);
        if (refusal != null) {
            throw new UnavailableException(refusal, null);
        }
        if (!(request.getProperty(AdmissionListener.ON_ITS_WAY_IN) instanceof Boolean mayChange)) {
            return;
        }
        if (arrives) {
            admissionLimit.leave();
            request.setProperty(AdmissionListener.EXCHANGE, caller);
            long begun = System.nanoTime();
            request.setProperty(
                    ArrivingBody.NAME, new ArrivingBody(request.getEntityStream(), request.getLength(), () -> {
                        servletRequest.removeAttribute(AdmissionListener.EXCHANGE);
                        pendingExchanges.end(caller);
                        enter(mayChange);
                        if (System.nanoTime() - begun > RIGHTS_LAST_NANOSECONDS) {
                            authenticationMechanism.renew(servletRequest);
                        }
                    }));
        } else {
            enter(mayChange);
        }
    }

    private void enter(boolean mayChange) {
        admissionLimit.enter(mayChange, why -> new UnavailableException(why, null));
    }

    private boolean takesBody() {
        // There is no resource if JAX-RS itself answers, for example OPTIONS.
        Method method = resource.getResourceMethod();
        return method != null && Arrays.asList(method.getParameterTypes()).contains(InputStream.class);
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
        ProtocolFilter.broken(true);
        try (ResponseSpool out =
                new ResponseSpool(answer.getOutputStream(), servletResponse.getOutputStream()::isReady)) {
            answer.setOutputStream(out);
            answer.proceed();
            admissionLimit.leave();
            if (servletRequest.getAttribute(AdmissionListener.EXCHANGE) == null) {
                String caller = caller();
                pendingExchanges.add(caller);
                servletRequest.setAttribute(AdmissionListener.EXCHANGE, caller);
            }
            out.sendRest();
        }
        // The body may also be an error document, if the first body failed before any of it was sent.
        ProtocolFilter.broken(false);
    }

    /** Returns the account of a call. All calls of a user have the same account, whatever their address. */
    private String caller() {
        Caller caller = requestAccess.caller();
        return caller.role() == null
                ? "address " + ClientAddress.network(addresses.of(servletRequest))
                : caller.identity();
    }
}
