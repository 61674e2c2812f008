package dev.metabuilder.database.http.filter;

import dev.metabuilder.database.http.problem.ErrorMapper;
import dev.metabuilder.database.http.problem.ProblemDocument;
import dev.metabuilder.database.http.problem.ProblemType;
import dev.metabuilder.database.security.RequestId;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers the container's errors outside {@code /api}, for example for an unknown path, with problem documents too. */
@WebServlet(value = "/error", loadOnStartup = 1)
public class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Makes an answer once, and so loads its classes: when one is needed, there may be no file handle left to load them with. */
    @Override
    public void init() {
        ProblemDocument.json(ProblemType.FAULT, ErrorMapper.faultDetail(""));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemType kind = status instanceof Integer code ? ProblemType.of(code) : ProblemType.NOT_FOUND;
        String detail = kind == ProblemType.FAULT ? ErrorMapper.faultDetail(RequestId.of(request)) : kind.title() + ".";
        ProblemDocument.send(response, kind, detail);
    }
}
