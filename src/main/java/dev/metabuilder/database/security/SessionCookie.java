package dev.metabuilder.database.security;

import dev.metabuilder.database.platform.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The cookie with the token of a session (RFC 6265). Scripts can't read it, and a browser sends it only from pages of the
 * same site. Over TLS its name has a prefix with which a browser accepts it only from this host.
 */
@ApplicationScoped
public class SessionCookie {

    /** Its name without TLS. */
    public static final String NAME = "metabuilder_session";

    private static final String SECURE_NAME = "__Host-" + NAME;

    /** The paths that depend on the caller. All other pages are the same for everybody. */
    private static final Set<String> ASKED = Set.of("/api", "/metrics");

    @Inject
    private Configuration configuration;

    /** Returns the token of a request, or null if there is none, or if there are two, of which one may be another's. */
    public String token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null || !ASKED.contains(request.getServletPath())) {
            return null;
        }
        String name = name(request);
        List<String> tokens = Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .toList();
        return tokens.size() == 1 ? tokens.get(0) : null;
    }

    /** Returns the header Set-Cookie that makes a browser keep the token for the longest duration of a session. */
    public String keep(HttpServletRequest request, String token) {
        return header(request, token, configuration.sessionAbsoluteTimeout());
    }

    /** Returns the header Set-Cookie that makes a browser remove the token. */
    public String forget(HttpServletRequest request) {
        return header(request, "", Duration.ZERO);
    }

    private String header(HttpServletRequest request, String value, Duration age) {
        return name(request) + "=" + value + "; Path=/; Max-Age=" + age.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (isSecure(request) ? "; Secure" : "");
    }

    private String name(HttpServletRequest request) {
        return isSecure(request) ? SECURE_NAME : NAME;
    }

    /** Returns whether the browser uses TLS, which may end at a configured proxy. */
    private boolean isSecure(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        boolean believed = forwarded != null && configuration.proxies().contains(request.getRemoteAddr());
        return believed
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip().equalsIgnoreCase("https")
                : request.isSecure();
    }
}
