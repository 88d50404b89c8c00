package io.dyff.routes.http.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Turns faults into problems, and writes problems as servlet answers. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int RETRY_SECONDS = 2;

    private Problems() {}

    /** The answer to a fault; what nobody expected is logged and answered without its details. */
    public static Problem of(Throwable fault) {
        return expected(fault).orElseGet(() -> {
            LOG.error("unexpected fault", fault);
            return Problem.of(500, "unexpected fault; the log has the details under this answer's X-Request-Id");
        });
    }

    /** The answer to a fault that the platform knows. */
    public static Optional<Problem> expected(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException e) {
                return Optional.of(e.problem());
            }
            if (cause instanceof BadRequestException) {
                LOG.debug("the client broke off", fault);
                return Optional.of(Problem.of(400, "the request broke off"));
            }
            if (isUnreachable(cause)) {
                LOG.warn("the database does not answer: {}", cause.getMessage());
                return Optional.of(
                        Problem.retryLater(503, "the database does not answer; nothing was written", RETRY_SECONDS));
            }
        }
        return Optional.empty();
    }

    /** Writes the problem as the whole answer; does nothing when an answer is already on its way. */
    public static void write(Problem problem, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] body = problem.body();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof CannotGetJdbcConnectionException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException
                || (cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("08")
                                || sql.getSQLState().startsWith("57")));
    }
}
