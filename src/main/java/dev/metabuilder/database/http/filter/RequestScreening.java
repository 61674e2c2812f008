package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.platform.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects requests on every route, before the route is looked up: an ambiguous request, a request that a page of another
 * origin makes a browser send, and a body whose headers do not say that it is JSON. Decision 26 has the reasons.
 */
@ApplicationScoped
public class RequestScreening {

    /** The methods that change nothing: RFC 9110, 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** RFC 9110, 7.2: a name or an address, and a port. */
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(:\\d{0,5})?");

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x20\\x7f]");

    @Inject
    private Configuration configuration;

    /**
     * The reason why a request is refused.
     *
     * @param kind the kind of error
     * @param detail a sentence for the caller
     */
    record Refusal(ProblemType kind, String detail) {}

    /** Returns why a request is refused, or null if it is not. */
    Refusal refusal(HttpServletRequest request) {
        String malformed = malformed(request);
        if (malformed != null) {
            return new Refusal(ProblemType.BAD_REQUEST, malformed);
        }
        // No route outside the API accepts a body.
        String body = AdmissionListener.isApi(request) || !changes(request) ? unsupported(request) : null;
        if (body != null) {
            return new Refusal(ProblemType.UNSUPPORTED_MEDIA_TYPE, body);
        }
        return isForeign(request)
                ? new Refusal(
                        ProblemType.FORBIDDEN,
                        "A page of another origin may change nothing; METABUILDER_CORS_ORIGINS names those that may.")
                : null;
    }

    private static String malformed(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders(HttpHeaders.HOST));
        if (hosts.size() > 1
                || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            return "There must be exactly one header Host, with a name and optionally a port.";
        }
        if (CONTROL.matcher(request.getRequestURI()).find()) {
            return "The path has a control character; percent-encode it.";
        }
        String coding = request.getHeader("Transfer-Encoding");
        // The platform handles the rest: it refuses two lengths, and ignores a length beside Transfer-Encoding.
        if (coding != null && !coding.strip().equalsIgnoreCase("chunked")) {
            return "The only Transfer-Encoding is chunked.";
        }
        return null;
    }

    /** Refuses a form even without a body, because a browser sends forms without a preflight. */
    private static String unsupported(HttpServletRequest request) {
        List<String> codings = ContentCodings.named(Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)));
        if (!codings.isEmpty() && !ContentCodings.isGzip(codings)) {
            return "The only Content-Encoding is gzip, once.";
        }
        List<String> types = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
        if (types.isEmpty()) {
            boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
            return body && changes(request)
                    ? "The body must be application/json, but the header Content-Type is missing."
                    : null;
        }
        return types.size() == 1 && isJson(types.get(0)) ? null : "The body must be application/json, in UTF-8.";
    }

    private static boolean isJson(String header) {
        try {
            MediaType type = MediaType.valueOf(header);
            String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
            return MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
                    && !type.isWildcardType()
                    && !type.isWildcardSubtype()
                    && Set.of("utf-8", "us-ascii").contains(charset.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean changes(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }

    /**
     * Returns whether a page of another origin has made a browser send a request that may change something. A browser never
     * sends a token by itself. Clients that are not browsers send neither of the two headers.
     */
    private boolean isForeign(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean token = authorization != null
                && authorization.strip().toLowerCase(Locale.ROOT).startsWith("bearer ");
        if (token || !changes(request)) {
            return false;
        }
        String origin = request.getHeader("Origin");
        if (origin != null
                && origin.contains("://")
                && configuration.corsOrigins().contains(origin)) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        return origin != null && !isOwn(origin, host(request));
    }

    /** Returns the host in the browser's URL, which one of the configured proxies may name. */
    private String host(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Host");
        boolean believed = forwarded != null && configuration.proxies().contains(request.getRemoteAddr());
        return believed
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip()
                : String.valueOf(request.getHeader(HttpHeaders.HOST));
    }

    /** Compares without the scheme, which a proxy may have changed. The origin {@code null} never matches. */
    private static boolean isOwn(String origin, String host) {
        try {
            URI page = URI.create(origin);
            String ofScheme = "https".equals(page.getScheme()) ? ":443" : ":80";
            return page.getRawAuthority() != null
                    && whole(page.getRawAuthority(), ofScheme).equals(whole(host, ofScheme));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String whole(String authority, String port) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.matches(".*:\\d+") ? lower : lower + port;
    }
}
