package dev.metabuilder.database.http.idempotency;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.http.idempotency.IdempotencyStore.Kept;
import dev.metabuilder.database.security.AccessLimit;
import dev.metabuilder.database.security.RequestAccess;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries out a POST with an {@code Idempotency-Key} once. The call and the storing of its answer are one transaction, and
 * the same call within a day gets that answer. A failed call is not stored, and may be tried again.
 */
@Interceptor
@Idempotent
@Priority(Interceptor.Priority.APPLICATION)
public class IdempotencyInterceptor {

    private static final String HEADER = "Idempotency-Key";
    private static final int MOST_CHARACTERS = 255;

    /** The calls that this server is carrying out; each stays until its transaction has ended. */
    private static final Set<String> RUNNING = ConcurrentHashMap.newKeySet();

    @Inject
    private HttpServletRequest request;

    @Inject
    private IdempotencyStore answers;

    @Inject
    private RequestAccess requestAccess;

    /** Surrounds each method of a resource. It affects only a POST with the header. */
    @AroundInvoke
    public Object once(InvocationContext call) throws Exception {
        String key = request.getHeader(HEADER);
        if (key == null || !call.getMethod().isAnnotationPresent(POST.class)) {
            return call.proceed();
        }
        if (key.isBlank() || key.length() > MOST_CHARACTERS) {
            throw new InvalidException(
                    "", "the header " + HEADER + " must have 1 to " + MOST_CHARACTERS + " characters");
        }
        if (String.valueOf(request.getHeader("Prefer")).contains("respond-async")) {
            throw new InvalidException(
                    "",
                    "a call with an " + HEADER + " is answered when it is done: it goes without Prefer: respond-async");
        }
        try (BufferedRequestBody body = BufferedRequestBody.of(call, own(call).mostBytes())) {
            IdempotencyKey of = IdempotencyKey.of(requestAccess.caller().identity(), key, request, body.digest());
            if (!RUNNING.add(of.id())) {
                throw IdempotencyStore.stillRunning();
            }
            try {
                return once(of, call);
            } finally {
                RUNNING.remove(of.id());
            }
        }
    }

    private Object once(IdempotencyKey key, InvocationContext call) throws Exception {
        AtomicReference<Object> fresh = new AtomicReference<>();
        AtomicReference<WebApplicationException> failure = new AtomicReference<>();
        Kept kept = answers.once(key, () -> {
            try {
                fresh.set(whole(call.proceed()));
                return kept(fresh.get(), isSecret(call));
            } catch (WebApplicationException e) {
                // The EJB container would wrap it in an exception of its own.
                failure.set(e);
                return null;
            }
        });
        if (failure.get() != null) {
            throw failure.get();
        }
        if (kept != null
                && requestAccess.limit() != AccessLimit.NONE
                && !kept.limit().equals(requestAccess.limit().name())) {
            throw new ForbiddenException("The call with this " + HEADER
                    + " was carried out when your role had more rights; its answer is not given again.");
        }
        return kept == null ? fresh.get() : replay(kept, call);
    }

    private static boolean isSecret(InvocationContext call) {
        return own(call).secret();
    }

    /** Returns the annotation of the method, or else of its class. */
    private static Idempotent own(InvocationContext call) {
        Idempotent own = call.getMethod().getAnnotation(Idempotent.class);
        return own != null ? own : call.getMethod().getDeclaringClass().getAnnotation(Idempotent.class);
    }

    /** Returns an answer with its body as a string, if it was a stream. */
    private static Object whole(Object result) throws IOException {
        if (result instanceof Response response && response.getEntity() instanceof StreamingOutput body) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            body.write(bytes);
            return Response.fromResponse(response)
                    .entity(bytes.toString(StandardCharsets.UTF_8))
                    .build();
        }
        return result;
    }

    private Kept kept(Object result, boolean secret) {
        String limit = requestAccess.limit().name();
        if (!(result instanceof Response response)) {
            int status = (result == null ? Response.Status.NO_CONTENT : Response.Status.OK).getStatusCode();
            return new Kept(status, null, null, secret ? null : (String) result, limit);
        }
        EntityTag tag = response.getEntityTag();
        URI location = response.getLocation();
        return new Kept(
                response.getStatus(),
                location == null ? null : relative(location),
                tag == null ? null : tag.getValue(),
                (String) response.getEntity(),
                limit);
    }

    /** Returns a location without the host, because another server may give the stored answer. */
    private static String relative(URI location) {
        String query = location.getRawQuery();
        return location.getRawPath() + (query == null ? "" : "?" + query);
    }

    private static Object replay(Kept kept, InvocationContext call) {
        if (isSecret(call)) {
            throw new ConflictException(
                    "The call with this " + HEADER + " was carried out. Its answer may have held secrets, which are not"
                            + " kept; it can't be given again.",
                    null);
        }
        if (call.getMethod().getReturnType() != Response.class) {
            return kept.body();
        }
        Response.ResponseBuilder response = Response.status(kept.status()).entity(kept.body());
        if (kept.location() != null) {
            response.location(URI.create(kept.location()));
        }
        return (kept.tag() == null ? response : response.tag(new EntityTag(kept.tag()))).build();
    }
}
