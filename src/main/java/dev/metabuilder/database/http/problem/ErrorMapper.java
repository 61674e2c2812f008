package dev.metabuilder.database.http.problem;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.platform.ServerLog;
import dev.metabuilder.database.security.RequestId;
import dev.metabuilder.database.storage.ErrorTranslator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers every error with a problem document. It logs an internal error, of which the caller gets only the id. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ErrorMapper.class.getName());

    /** The headers of an error that are kept. */
    private static final List<String> TOLD =
            List.of(HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER);

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return ofPlatform(web);
        }
        Throwable known = ErrorTranslator.translate(thrown);
        if (known instanceof DatabaseException ours) {
            if (ours.getCause() != null) {
                LOG.log(Level.WARNING, ours.getMessage(), ours);
            }
            return ProblemDocument.of(ours);
        }
        return fault(thrown);
    }

    private Response ofPlatform(WebApplicationException e) {
        Response original = e.getResponse();
        ProblemType kind = ProblemType.of(original.getStatus());
        if (kind == ProblemType.FAULT) {
            return fault(e);
        }
        Response.ResponseBuilder response = Response.fromResponse(ProblemDocument.of(kind, detail(kind, e)));
        for (String name : TOLD) {
            original.getHeaders().getOrDefault(name, List.of()).stream()
                    .filter(value -> !(isOfScript() && value.toString().startsWith("Basic")))
                    .forEach(value -> response.header(name, value));
        }
        return response.build();
    }

    /** Returns whether a script has made the request: a challenge would make the browser show its own log-in window. */
    private boolean isOfScript() {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return request.getHeader("X-Requested-With") != null || (mode != null && !mode.equals("navigate"));
    }

    private static String detail(ProblemType kind, WebApplicationException e) {
        return switch (kind) {
            case FORBIDDEN -> "Your role may not do this; GET /openapi says which may.";
            case TOO_MANY_REQUESTS ->
                "Too many log-ins failed; the header Retry-After says for how many seconds to wait.";
            case NOT_FOUND -> "There is no such route; GET /openapi lists them.";
            case METHOD_NOT_ALLOWED -> "The header Allow names the methods that this route has.";
            case NOT_ACCEPTABLE -> "The answer is application/json, which the header Accept does not allow.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be application/json.";
            case UNAUTHENTICATED, TOO_LARGE -> e.getMessage();
            default -> kind.title() + ".";
        };
    }

    private Response fault(Throwable thrown) {
        String id = RequestId.of(request);
        LOG.log(Level.SEVERE, "Fault in request " + id, thrown);
        return ProblemDocument.of(ProblemType.FAULT, faultDetail(id));
    }

    /** Returns the text about an internal error for the caller, with the id by which an operator finds it in the log. */
    public static String faultDetail(String id) {
        return "A fault of ours" + ServerLog.reference("has the detail under the id " + id);
    }
}
