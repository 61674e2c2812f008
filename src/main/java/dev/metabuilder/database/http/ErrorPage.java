package dev.metabuilder.database.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the container answers outside of {@code /api}, such as for an unknown path, as a problem document too. */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Kind kind = status instanceof Integer code ? Kind.of(code) : Kind.NOT_FOUND;
        response.setStatus(kind.status());
        if (kind == Kind.UNAVAILABLE) {
            response.setIntHeader("Retry-After", ProblemDocument.RETRY_AFTER_SECONDS);
        }
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        String body = ProblemDocument.body(kind, kind.title() + ".", List.of(), 0);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
