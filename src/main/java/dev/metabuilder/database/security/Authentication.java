package dev.metabuilder.database.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;

/** Tells the container who is calling: {@code Authorization: Bearer} with the service token (RFC 6750), or nobody. */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    /** The role of MetaBuilder's own server, which may do everything. */
    public static final String SERVICE = "service";

    private static final String BEARER = "bearer ";

    @Inject
    private ServiceToken serviceToken;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String header = request.getHeader("Authorization");
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        if (bearer && serviceToken.matches(header.substring(BEARER.length()).strip())) {
            return context.notifyContainerAboutLogin(SERVICE, Set.of(SERVICE));
        }
        // Whoever must be known is turned away where the route is known, in the form of all other errors.
        return context.doNothing();
    }
}
