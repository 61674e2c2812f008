package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.http.problem.ErrorMapper;
import dev.metabuilder.database.http.problem.ProblemDocument;
import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.PendingExchanges;
import dev.metabuilder.database.security.ClientAddress;
import dev.metabuilder.database.security.RequestId;
import dev.metabuilder.database.security.ServerRoutes;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The outermost filter: it gives each request its id, and each answer the headers that tell a browser to do no more with it
 * than necessary.
 */
@WebFilter("/*")
public class RequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(RequestFilter.class.getName());

    private static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String OF_PAGES =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

    // Swagger UI writes styles into what it shows, and has pictures in its own style sheet.
    private static final String OF_DOCS = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @Inject
    private transient CorsFilter corsFilter;

    @Inject
    private transient RequestScreening requestScreening;

    @Inject
    private transient Metrics metrics;

    @Inject
    private transient AdmissionLimit admissionLimit;

    @Inject
    private transient PendingExchanges pendingExchanges;

    @Inject
    private transient ClientAddress addresses;

    /** What is no data asks no database: only its reader may be slow. */
    private void answerWithoutPlace(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        admissionLimit.leave();
        String caller = "address " + ClientAddress.network(addresses.of(request));
        if (pendingExchanges.begin(caller) != null) {
            response.setHeader("Retry-After", "1");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            pendingExchanges.end(caller);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = RequestId.of(request);
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean data = path.startsWith("/api");
        response.setHeader(RequestId.HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", data ? OF_DATA : path.startsWith("/docs/") ? OF_DOCS : OF_PAGES);
        if (data) {
            response.setHeader("Cache-Control", "no-store");
            response.addHeader("Vary", "Accept-Encoding");
        }
        if (admissionLimit.isClosed()) {
            response.setHeader("Connection", "close");
        }
        if (corsFilter.answers(request, response)) {
            return;
        }
        // Log handlers know the thread by its name, ours and Payara's alike.
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(name + " [" + id + "]");
        long begun = System.nanoTime();
        try {
            RequestScreening.Refusal refusal = requestScreening.refusal(request);
            if (refusal != null) {
                if (refusal.kind() == ProblemType.UNSUPPORTED_MEDIA_TYPE) {
                    // RFC 9110, 12.5.3: so a caller who sent another coding learns of ours.
                    response.setHeader("Accept-Encoding", "gzip, identity");
                }
                ProblemDocument.send(response, refusal.kind(), refusal.detail());
                return;
            }
            if (!ServerRoutes.lets(request, response)) {
                return;
            }
            if (AdmissionListener.isApi(request) || path.startsWith("/health")) {
                chain.doFilter(request, response);
            } else {
                answerWithoutPlace(request, response, chain);
            }
            if (request.getMethod().equals("HEAD") && response.getContentType() != null && !response.isCommitted()) {
                // Else the container would say that GET had a body of no bytes.
                response.flushBuffer();
            }
        } catch (RuntimeException | ServletException e) {
            if (response.isCommitted()) {
                throw e;
            }
            LOG.log(Level.SEVERE, "Fault in request " + id, e);
            response.resetBuffer();
            ProblemDocument.send(response, ProblemType.FAULT, ErrorMapper.faultDetail(id));
        } finally {
            thread.setName(name);
            if (data) {
                metrics.called(request, response.getStatus(), System.nanoTime() - begun);
            }
        }
    }
}
