package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.security.AccessFilter;
import dev.metabuilder.database.security.AccessRules;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.util.Collections;

/**
 * Compresses long answers with gzip for callers who accept it. It runs within {@link AdmissionFilter}, so that data that
 * waits for a slow reader is already compressed. Decision 40 has the reasons.
 */
@Provider
@Priority(Priorities.USER + 1)
public class GzipInterceptor implements WriterInterceptor, ContainerResponseFilter {

    /**
     * The suffix of the strong entity tag of a compressed answer: RFC 9110, 8.8.3.3, requires another tag than that of the
     * uncompressed answer. No other tag of ours ends with it.
     */
    public static final String TAG_SUFFIX = "-gzip";

    @Context
    private HttpServletRequest request;

    @Context
    private UriInfo uri;

    @Override
    public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
        String accepted = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)));
        if (!ContentCodings.prefersGzip(accepted) || hasSecrets()) {
            answer.proceed();
            return;
        }
        try (GzipResponseStream out =
                new GzipResponseStream(answer.getOutputStream(), () -> mark(answer.getHeaders()))) {
            answer.setOutputStream(out);
            answer.proceed();
            out.finish();
        }
    }

    private static void mark(MultivaluedMap<String, Object> headers) {
        headers.putSingle(HttpHeaders.CONTENT_ENCODING, ContentCodings.GZIP);
        if (headers.getFirst(HttpHeaders.ETAG) instanceof EntityTag tag && !tag.isWeak()) {
            headers.putSingle(HttpHeaders.ETAG, new EntityTag(tag.getValue() + TAG_SUFFIX));
        }
    }

    /**
     * Returns whether the answer may contain both secrets and texts that others choose, such as names: the length of the
     * compressed answer would help to guess the secrets (BREACH). All secrets are behind routes that only the supergod may
     * call, and in the full export.
     */
    private boolean hasSecrets() {
        return !(request.getAttribute(AccessFilter.OPERATION) instanceof String route)
                || AccessRules.isForSupergodOnly(route)
                || "full".equals(uri.getQueryParameters().getFirst("scope"));
    }

    /** Gives a caller whose compressed record is still current the tag of the compressed form with the 304. */
    @Override
    public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
        EntityTag tag = answer.getEntityTag();
        if (answer.getStatus() == Status.NOT_MODIFIED.getStatusCode() && tag != null && !tag.isWeak()) {
            String known = tag.getValue() + TAG_SUFFIX;
            if (String.valueOf(asked.getHeaderString(HttpHeaders.IF_NONE_MATCH)).contains('"' + known + '"')) {
                answer.getHeaders().putSingle(HttpHeaders.ETAG, new EntityTag(known));
            }
        }
    }
}
