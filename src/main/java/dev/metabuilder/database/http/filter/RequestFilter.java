package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.http.problem.ErrorMapper;
import dev.metabuilder.database.http.problem.ProblemDocument;
import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.platform.AdmissionLimit;
import dev.metabuilder.database.platform.PendingExchanges;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.record.ChangeOrigin.Scope;
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
 * The outermost filter. It gives each request an id, and each answer the headers that restrict what a browser may do with
 * it.
 */
@WebFilter("/*")
public class RequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(RequestFilter.class.getName());

    private static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String OF_PAGES =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

    // Swagger UI writes inline styles, and its style sheet contains pictures.
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

    /** Answers a request for a page, which needs no database: it has no place, because only its reader can be slow. */
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
        // All log handlers, ours and Payara's, write the name of the thread.
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(name + " [" + id + "]");
        long begun = System.nanoTime();
        Scope origin = new ChangeOrigin("nobody", ChangeOrigin.CALL, id, null).begin();
        try {
            RequestScreening.Refusal refusal = requestScreening.refusal(request);
            if (refusal != null) {
                if (refusal.kind() == ProblemType.UNSUPPORTED_MEDIA_TYPE) {
                    // RFC 9110, 12.5.3: this tells a caller who sent another coding which one the server accepts.
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
                // Otherwise the container would send Content-Length: 0, as if the answer to GET were empty.
                response.flushBuffer();
            }
        } catch (RuntimeException | ServletException | LinkageError e) {
            // A class can't be loaded when there is no file handle left.
            if (response.isCommitted()) {
                throw e;
            }
            LOG.log(Level.SEVERE, "Fault in request " + id, e);
            response.resetBuffer();
            ProblemDocument.send(response, ProblemType.FAULT, ErrorMapper.faultDetail(id));
        } finally {
            thread.setName(name);
            origin.close();
            if (data) {
                metrics.called(request, response.getStatus(), System.nanoTime() - begun);
            }
        }
    }
}
