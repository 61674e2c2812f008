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

    /** After how many seconds a caller should try again if the database was unavailable. */
    static final int RETRY_AFTER_SECONDS = 1;

    private ProblemDocument() {}

    /** Returns the answer for a failure. */
    public static Response of(DatabaseException e) {
        return response(ProblemType.of(e), json(e));
    }

    /** Returns an answer with only a kind and a detail. */
    public static Response of(ProblemType kind, String detail) {
        return response(kind, json(kind, detail));
    }

    /**
     * Sends an answer outside JAX-RS.
     *
     * @throws IOException if the caller has disconnected
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

    /** Returns a problem document with only a kind and a detail. */
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

    /** Writes a problem document with only a kind and a detail. */
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

    /** Writes an error or a repair: its place, if known, and its description. */
    public static void write(Problem problem, JsonWriter out) {
        out.beginObject().member("pointer", problem.pointer());
        if (problem.line() > 0) {
            out.member("line", problem.line()).member("column", problem.column());
        }
        out.member("detail", problem.detail()).end();
    }
}
