package dev.metabuilder.database.http.problem;

import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.ForbiddenException;
import dev.metabuilder.database.errors.GoneException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.errors.PreconditionException;
import dev.metabuilder.database.errors.UnavailableException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of errors, and the HTTP status (RFC 9110) of each. */
public enum ProblemType {
    /** The request is not valid HTTP. */
    BAD_REQUEST(400, "The request is malformed"),
    /** The body is not JSON. */
    MALFORMED(400, "The body is no JSON"),
    /** The caller is not known. */
    UNAUTHENTICATED(401, "Authentication is required"),
    /** The caller may not do this. */
    FORBIDDEN(403, "Not allowed"),
    /** There is no such route or record. */
    NOT_FOUND(404, "Not found"),
    /** The route has no such method. */
    METHOD_NOT_ALLOWED(405, "This route has no such method"),
    /** The route has no answer of the requested type. */
    NOT_ACCEPTABLE(406, "This route has no such type of answer"),
    /** The call conflicts with what is stored. */
    CONFLICT(409, "At odds with what is stored"),
    /** What the call asks for is no longer kept. */
    GONE(410, "No longer kept"),
    /** The record does not match a precondition header. */
    PRECONDITION_FAILED(412, "The record is not as the call requires"),
    /** The body is over the limit. */
    TOO_LARGE(413, "The body is too large"),
    /** The route does not accept the type of the body. */
    UNSUPPORTED_MEDIA_TYPE(415, "This route does not take such a type of body"),
    /** A value is missing or wrong. */
    INVALID(422, "Not what it must be"),
    /** Too many log-ins failed. */
    TOO_MANY_REQUESTS(429, "Too many attempts"),
    /** An internal error. */
    FAULT(500, "A fault of ours"),
    /** A later call may succeed. */
    UNAVAILABLE(503, "The database is not available at the moment");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the title of the kind, in words. */
    public String title() {
        return title;
    }

    /**
     * Returns the URI reference that names the kind in a problem document; {@code src/site/markdown/errors.md} has them all.
     */
    public String type() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the kind of a failure of the Database API. */
    public static ProblemType of(DatabaseException e) {
        if (e instanceof MalformedJsonException) {
            return MALFORMED;
        }
        if (e instanceof InvalidException) {
            return INVALID;
        }
        if (e instanceof NotFoundException) {
            return NOT_FOUND;
        }
        if (e instanceof ConflictException) {
            return CONFLICT;
        }
        if (e instanceof ForbiddenException) {
            return FORBIDDEN;
        }
        if (e instanceof GoneException) {
            return GONE;
        }
        if (e instanceof PreconditionException) {
            return PRECONDITION_FAILED;
        }
        return e instanceof UnavailableException ? UNAVAILABLE : FAULT;
    }

    /** Returns the kind of any failure; {@link #FAULT} for one that is neither the Database API's nor JAX-RS's. */
    public static ProblemType of(RuntimeException e) {
        if (e instanceof DatabaseException ours) {
            return of(ours);
        }
        return e instanceof WebApplicationException web ? of(web.getResponse().getStatus()) : FAULT;
    }

    /** Returns the kind for an HTTP status. */
    public static ProblemType of(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status < 500 ? BAD_REQUEST : FAULT);
    }
}
