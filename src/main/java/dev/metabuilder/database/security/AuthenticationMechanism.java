package dev.metabuilder.database.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/**
 * Authenticates the caller for the container: by {@code Authorization: Bearer} with the service token (RFC 6750), by {@code
 * Basic} with the name and password of a user (RFC 7617), without either by the cookie of a session, or as an unknown
 * caller. A cookie of an ended session counts as none, because a browser sends it by itself, even with the next log-in.
 */
@ApplicationScoped
public class AuthenticationMechanism implements HttpAuthenticationMechanism {

    /** The request attribute with the exception that rejects the caller. */
    public static final String REFUSAL = AuthenticationMechanism.class.getName() + ".refusal";

    @Inject
    private ServiceToken serviceToken;

    @Inject
    private IdentityStoreHandler stores;

    @Inject
    private UserIdentityStore userIdentityStore;

    @Inject
    private SessionStore sessionStore;

    @Inject
    private SessionCookie cookie;

    @Inject
    private LoginThrottle loginThrottle;

    @Inject
    private ClientAddress addresses;

    @Inject
    private AuditLog auditLog;

    @Inject
    private RequestAccess requestAccess;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String header = request.getHeader("Authorization");
        if (request.getAttribute(REFUSAL) != null) {
            return context.doNothing();
        }
        try {
            CredentialValidationResult result = header == null ? bySession(request) : identify(header.strip(), request);
            if (isValid(result)) {
                return context.notifyContainerAboutLogin(result);
            }
            if (header != null) {
                request.setAttribute(REFUSAL, unknown());
            }
        } catch (RuntimeException e) {
            request.setAttribute(REFUSAL, e);
        }
        // A caller who must authenticate is rejected later, where the route is known, in the form of all other errors.
        return context.doNothing();
    }

    /**
     * Authenticates the caller again, and checks his present rights: while he sends a body, the user may be deleted, or get
     * another role or password.
     *
     * @throws NotAuthorizedException if the user is no longer known
     * @throws jakarta.ws.rs.ForbiddenException if the role may no longer make the call
     */
    public void renew(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (requestAccess.caller() != Caller.NOBODY) {
            CredentialValidationResult result = header == null ? bySession(request) : identify(header.strip(), request);
            if (!(isValid(result) && result.getCallerPrincipal() instanceof Caller caller)) {
                throw unknown();
            }
            requestAccess.grant(caller, (String) request.getAttribute(AccessFilter.OPERATION));
        }
    }

    private CredentialValidationResult bySession(HttpServletRequest request) {
        String token = cookie.token(request);
        return token == null
                ? CredentialValidationResult.INVALID_RESULT
                : UserIdentityStore.result(sessionStore.find(token));
    }

    private CredentialValidationResult identify(String header, HttpServletRequest request) {
        int space = header.indexOf(' ');
        String scheme = header.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
        String given = header.substring(space + 1).strip();
        if (scheme.equals("bearer") && serviceToken.matches(given)) {
            return new CredentialValidationResult(Caller.SERVICE, Caller.SERVICE.groups());
        }
        UsernamePasswordCredential login = scheme.equals("basic") ? BasicCredentials.read(given) : null;
        return login == null ? CredentialValidationResult.INVALID_RESULT : logIn(login, request);
    }

    /**
     * Logs a user in as for a request with {@code Basic}: with the same hashing, and the same throttle against guessing.
     *
     * @throws NotAuthorizedException if it is not the name and password of a user
     * @throws ClientErrorException with status 429 if it is too soon after failures
     * @throws dev.metabuilder.database.errors.UnavailableException if too many callers log in
     */
    public Caller logIn(String username, String password, HttpServletRequest request) {
        CredentialValidationResult result = logIn(new UsernamePasswordCredential(username, password), request);
        if (isValid(result) && result.getCallerPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw unknown("The username or the password is wrong.");
    }

    private CredentialValidationResult logIn(UsernamePasswordCredential login, HttpServletRequest request) {
        CredentialValidationResult[] result = {CredentialValidationResult.INVALID_RESULT};
        boolean good;
        try {
            good = loginThrottle.attempt(
                    login.getCaller(),
                    addresses.of(request),
                    () -> isValid(result[0] = userIdentityStore.proven(login)),
                    () -> isValid(result[0] = stores.validate(login)));
        } catch (ClientErrorException e) {
            auditLog.login(request, login.getCaller(), null, "tooSoon", true);
            throw e;
        }
        Caller caller = good && result[0].getCallerPrincipal() instanceof Caller known ? known : null;
        if (caller == null || caller.isFresh()) {
            auditLog.login(request, login.getCaller(), caller);
        }
        return result[0];
    }

    private static boolean isValid(CredentialValidationResult result) {
        return result.getStatus() == CredentialValidationResult.Status.VALID;
    }

    /** Returns the exception for a caller who must authenticate. It is the same for all credentials. */
    public static NotAuthorizedException unknown() {
        return unknown("Log in by POST /api/session, or send Authorization: Basic with the name and password of a user,"
                + " or Bearer with the service token.");
    }

    private static NotAuthorizedException unknown(String detail) {
        return new NotAuthorizedException(
                detail,
                Response.status(Response.Status.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"metabuilder\", charset=\"UTF-8\"")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"metabuilder\"")
                        .build());
    }
}
