package dev.metabuilder.database.http;

import dev.metabuilder.database.model.UnavailableException;
import dev.metabuilder.database.platform.Gate;
import dev.metabuilder.database.security.Authentication;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts requests in at the {@link Gate}, and out. A listener, because it comes before the container asks who is calling,
 * which may wait for the database too. One that is not let in is turned away where the route is known, as a caller is that
 * is not known.
 */
@WebListener
public class Admission implements ServletRequestListener {

    private static final Set<String> ALWAYS = Set.of("/health", "/metrics");

    /** The methods that change nothing: RFC 9110, 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** To cancel a job, which must get through while others wait for it, and to log in, which seldom stores a newer hash. */
    private static final Pattern WAITS_FOR_NOBODY =
            Pattern.compile(".*/api/(database/jobs/[^/]+|credentials/[^/]+/verify)/?");

    @Inject
    private Gate gate;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
        if (ALWAYS.contains(request.getServletPath()) && !logsIn(request)) {
            return;
        }
        boolean mayChange = !SAFE.contains(request.getMethod())
                && !WAITS_FOR_NOBODY.matcher(request.getRequestURI()).matches();
        String refusal = gate.begin(mayChange);
        if (refusal != null) {
            request.setAttribute(Authentication.REFUSAL, new UnavailableException(refusal, null));
        }
    }

    private static boolean logsIn(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.strip().toLowerCase(Locale.ROOT).startsWith("basic");
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        gate.end();
    }
}
