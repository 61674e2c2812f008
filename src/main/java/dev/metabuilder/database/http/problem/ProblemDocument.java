package dev.metabuilder.database.http.problem;

import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.JsonWriter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An error as {@code application/problem+json} (RFC 9457). */
public final class ProblemDocument {

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** After how many seconds a call that found the database unavailable is worth another try. */
    static final int RETRY_AFTER_SECONDS = 1;

    private ProblemDocument() {}

    /** Returns the answer to a call that has failed so. */
    public static Response of(DatabaseException e) {
        return response(ProblemType.of(e), json(e));
    }

    /** Returns an answer of a kind that has no more to say. */
    public static Response of(ProblemType kind, String detail) {
        return response(kind, json(kind, detail));
    }

    /**
     * Answers outside of JAX-RS.
     *
     * @throws IOException when the caller has gone
     */
    public static void send(HttpServletResponse response, ProblemType kind, String detail) throws IOException {
        response.setStatus(kind.status());
        if (kind == ProblemType.UNAVAILABLE) {
            response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType(MEDIA_TYPE);
        response.getOutputStream().write(json(kind, detail).getBytes(StandardCharsets.UTF_8));
    }

    private static Response response(ProblemType kind, String body) {
        Response.ResponseBuilder response =
                Response.status(kind.status()).type(MEDIA_TYPE).entity(body);
        if (kind == ProblemType.UNAVAILABLE) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    private static String json(DatabaseException e) {
        StringBuilder out = new StringBuilder();
        write(e, new JsonWriter(out));
        return out.toString();
    }

    /** Returns the problem document of what has no more to say. */
    public static String json(ProblemType kind, String detail) {
        StringBuilder out = new StringBuilder();
        write(kind, detail, new JsonWriter(out));
        return out.toString();
    }

    /** Writes the problem document of a failure. */
    public static void write(DatabaseException e, JsonWriter out) {
        begin(ProblemType.of(e), e.getMessage(), out);
        if (!e.problems().isEmpty()) {
            out.name("errors").beginArray();
            e.problems().forEach(problem -> write(problem, out));
            out.end().member("errorCount", e.problemCount());
        }
        out.end();
    }

    /** Writes the problem document of what has no more to say. */
    public static void write(ProblemType kind, String detail, JsonWriter out) {
        begin(kind, detail, out);
        out.end();
    }

    private static void begin(ProblemType kind, String detail, JsonWriter out) {
        out.beginObject()
                .member("type", kind.type())
                .member("title", kind.title())
                .member("status", kind.status())
                .member("detail", detail);
    }

    /** Writes one thing that was wrong, or was mended: where, if that is known, and what. */
    public static void write(Problem problem, JsonWriter out) {
        out.beginObject().member("pointer", problem.pointer());
        if (problem.line() > 0) {
            out.member("line", problem.line()).member("column", problem.column());
        }
        out.member("detail", problem.detail()).end();
    }
}
