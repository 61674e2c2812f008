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
 * The cookie with the token of a session (RFC 6265): scripts cannot read it, and a browser sends it only to its own site. Over
 * TLS its name has a prefix with which a browser accepts it from this host only.
 */
@ApplicationScoped
public class SessionCookie {

    /** Its name where the call did not come by TLS. */
    public static final String NAME = "metabuilder_session";

    private static final String SECURE_NAME = "__Host-" + NAME;

    /** Where it is asked who is calling. What else the server has is the same for everybody. */
    private static final Set<String> ASKED = Set.of("/api", "/metrics");

    @Inject
    private Configuration configuration;

    /** Returns the token that a request brings, null when there is none, or two of which nobody can tell whose they are. */
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

    /** Returns the header Set-Cookie by which a browser keeps the token of a session for as long as that may last. */
    public String keep(HttpServletRequest request, String token) {
        return header(request, token, configuration.sessionAbsoluteTimeout());
    }

    /** Returns the header Set-Cookie by which a browser forgets it. */
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

    /** A proxy of ours may have taken the TLS off. */
    private boolean isSecure(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        boolean believed = forwarded != null && configuration.proxies().contains(request.getRemoteAddr());
        return believed
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip().equalsIgnoreCase("https")
                : request.isSecure();
    }
}
