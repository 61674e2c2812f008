package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.errors.UnavailableException;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.PendingExchanges;
import dev.metabuilder.database.security.AuthenticationMechanism;
import dev.metabuilder.database.security.SessionCookie;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts requests in and out at the {@link AdmissionLimit}. It is a listener because it must run before the container
 * authenticates the caller, which may wait for the database too. A refused call is answered later, where its route is known,
 * like a call without authentication. A call whose body is still arriving has a place until the caller is known; then
 * {@link AdmissionFilter} takes over.
 */
@WebListener
public class AdmissionListener implements ServletRequestListener {

    /** The attribute of a request whose body has not arrived completely: whether the request may change data. */
    static final String ON_ITS_WAY_IN = AdmissionListener.class.getName() + ".onItsWayIn";

    /** The attribute of a request that waits for its caller: its account at the {@link PendingExchanges}. */
    static final String EXCHANGE = PendingExchanges.class.getName();

    /** The methods that change nothing: RFC 9110, 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /**
     * Calls that count as reads: cancelling a job, for which others may wait, and logging in, which rarely stores a newer
     * hash.
     */
    private static final Pattern WAITS_FOR_NOBODY =
            Pattern.compile(".*/api/(database/jobs/[^/]+|credentials/[^/]+/verify)/?");

    @Inject
    private AdmissionLimit admissionLimit;

    @Inject
    private PendingExchanges pendingExchanges;

    @Inject
    private SessionCookie cookie;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
        if (!isApi(request)) {
            // A request to anything but the API asks the database only who is calling; RequestFilter serves it.
            if (logsIn(request)) {
                begin(request, false);
            }
            return;
        }
        boolean mayChange = !SAFE.contains(request.getMethod())
                && !WAITS_FOR_NOBODY.matcher(request.getRequestURI()).matches();
        if (!isWhole(request)) {
            request.setAttribute(ON_ITS_WAY_IN, mayChange);
        }
        begin(request, mayChange && request.getAttribute(ON_ITS_WAY_IN) == null);
    }

    /** Returns whether a request is to the API, by the path as the container has decoded it. */
    static boolean isApi(HttpServletRequest request) {
        return request.getServletPath().equals("/api");
    }

    private void begin(HttpServletRequest request, boolean mayChange) {
        String refusal = admissionLimit.begin(mayChange);
        if (refusal != null) {
            request.setAttribute(AuthenticationMechanism.REFUSAL, new UnavailableException(refusal, null));
        }
    }

    private static boolean isWhole(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length <= 0) {
            return request.getHeader("Transfer-Encoding") == null;
        }
        try {
            return request.getInputStream().available() >= length;
        } catch (IOException e) {
            // The failure occurs again, and is reported, when the body is read.
            return false;
        }
    }

    private boolean logsIn(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header == null
                ? cookie.token(request) != null
                : header.strip().toLowerCase(Locale.ROOT).startsWith("basic");
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest().getAttribute(EXCHANGE) instanceof String caller) {
            pendingExchanges.end(caller);
        }
        admissionLimit.end();
    }
}
