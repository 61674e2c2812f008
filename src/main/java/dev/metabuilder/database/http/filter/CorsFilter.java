package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.platform.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Lets pages of other origins read answers (the CORS protocol of the Fetch standard), but only of origins that the operator
 * names; there are none by default. A browser sends a session's cookie only from pages of the same site, for example from
 * another port of the host.
 */
@ApplicationScoped
public class CorsFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, X-Requested-With";
    private static final String RESPONSE_HEADERS =
            "Content-Disposition, ETag, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id";
    private static final String SECONDS = "600";

    @Inject
    private Configuration configuration;

    /** Adds the headers that let the page read the answer; returns whether the request was only a preflight. */
    boolean answers(HttpServletRequest request, HttpServletResponse response) {
        List<String> origins = configuration.corsOrigins();
        if (origins.isEmpty()) {
            return false;
        }
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        // A page without an origin sends "null", which must match nothing.
        if (origin == null || !origin.contains("://") || !origins.contains(origin)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        if (!request.getMethod().equals("OPTIONS") || request.getHeader("Access-Control-Request-Method") == null) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }
}
