package dev.metabuilder.database.http;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An error as {@code application/problem+json} (RFC 9457). */
final class ProblemDocument {

    static final String MEDIA_TYPE = "application/problem+json";

    /** After how many seconds a call that found the database unavailable is worth another try. */
    static final int RETRY_AFTER_SECONDS = 1;

    private ProblemDocument() {}

    static Response of(DatabaseException e) {
        return response(ProblemType.of(e), json(e));
    }

    static Response of(ProblemType kind, String detail) {
        return response(kind, body(kind, detail, List.of(), 0));
    }

    /** Answers outside of JAX-RS. */
    static void send(HttpServletResponse response, ProblemType kind, String detail) throws IOException {
        response.setStatus(kind.status());
        if (kind == ProblemType.UNAVAILABLE) {
            response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType(MEDIA_TYPE);
        response.getOutputStream().write(body(kind, detail, List.of(), 0).getBytes(StandardCharsets.UTF_8));
    }

    private static Response response(ProblemType kind, String body) {
        Response.ResponseBuilder response =
                Response.status(kind.status()).type(MEDIA_TYPE).entity(body);
        if (kind == ProblemType.UNAVAILABLE) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    /** Returns a failure as the JSON of its problem document. */
    static String json(DatabaseException e) {
        return body(ProblemType.of(e), e.getMessage(), e.problems(), e.problemCount());
    }

    static String body(ProblemType kind, String detail, List<Problem> problems, long count) {
        StringBuilder out = new StringBuilder(
                Json.object("type", kind.type(), "title", kind.title(), "status", kind.status(), "detail", detail)
                        .toString());
        if (!problems.isEmpty()) {
            out.setLength(out.length() - 1);
            out.append(",\"errors\":[");
            String comma = "";
            for (Problem problem : problems) {
                out.append(comma).append(ReportDocument.json(problem));
                comma = ",";
            }
            out.append("],\"errorCount\":").append(count).append('}');
        }
        return out.toString();
    }
}
