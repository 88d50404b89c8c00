package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer whose errors have the common body, also those that the container or a framework makes without one. */
final class EdgeResponse extends HttpServletResponseWrapper {
    private static final Map<Integer, String> DETAILS = Map.of(
            400, "the request cannot be understood",
            404, "Not Found",
            405, "Method Not Allowed",
            406, "answers are application/json only",
            413, "the body is too large",
            415, "the body must be application/json",
            500, "unexpected fault; the log has the details under this answer's X-Request-Id");
    private static final Set<Integer> OF_THE_MAPPING =
            Set.of(SC_NOT_FOUND, SC_METHOD_NOT_ALLOWED, SC_NOT_ACCEPTABLE, SC_UNSUPPORTED_MEDIA_TYPE);
    private final String method;
    private final Supplier<Set<String>> methods;
    private boolean hasBody;

    /**
     * @param method of the request
     * @param methods that its path takes by the contract, none for a path of no operation
     */
    EdgeResponse(HttpServletResponse response, String method, Supplier<Set<String>> methods) {
        super(response);
        this.method = method;
        this.methods = methods;
    }

    /** Gives an error answer its body, if nobody did. */
    void complete() throws IOException {
        if (getStatus() >= 400 && !hasBody && !isCommitted()) {
            Problems.write(problem(exact(getStatus())), this);
        }
    }

    /** Answers with the problem, unless an answer is already on its way. */
    void answer(Problem problem) throws IOException {
        if (problem.status() == SC_METHOD_NOT_ALLOWED && !isCommitted()) {
            sayAllowed();
        }
        Problems.write(problem, this);
    }

    @Override
    public void sendError(int status) throws IOException {
        Problems.write(problem(exact(status)), this);
    }

    /**
     * The mapping of the routes knows prefixes only: it takes what a shorter path takes, and would name the methods of
     * shorter paths.
     */
    private int exact(int status) {
        if (!OF_THE_MAPPING.contains(status)) {
            return status;
        }
        Set<String> offered = methods.get();
        if (offered.isEmpty()) {
            return status == SC_METHOD_NOT_ALLOWED ? SC_NOT_FOUND : status;
        }
        if (offered.contains(method)) {
            return status;
        }
        sayAllowed();
        return SC_METHOD_NOT_ALLOWED;
    }

    /** Names the methods that the path takes. */
    void sayAllowed() {
        setHeader("Allow", String.join(", ", methods.get()));
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        sendError(status);
    }

    /** No client of this contract follows redirects. */
    @Override
    public void sendRedirect(String location) throws IOException {
        sendError(404);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        hasBody = true;
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        hasBody = true;
        return super.getWriter();
    }

    private static Problem problem(int status) {
        String detail = DETAILS.getOrDefault(status, "the request was refused");
        return status == 401
                ? Problem.unauthenticated("Not authenticated")
                : status == 403 ? Problem.forbidden("not granted") : Problem.of(status, detail);
    }
}
