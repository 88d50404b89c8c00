package io.dyff.routes.http;

import io.dyff.routes.operation.Operations;
import io.dyff.routes.problem.Problem;
import io.dyff.routes.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first to see a request and the last to see its answer. It names the request, repairs harmless paths and refuses
 * ambiguous ones, turns the free tail of a path into a parameter, caps bodies, and gives every error the common body,
 * whoever made it.
 */
public final class EdgeFilter extends OncePerRequestFilter {
    public static final String REQUEST_ID = "X-Request-Id";

    /** Bodies of the control plane are documents; what is larger goes through signed URLs. */
    public static final int MAX_BODY_BYTES = 4 << 20;

    private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern AMBIGUOUS = Pattern.compile(";|\\\\|%2[fF]|%5[cC]|%00|/\\.{1,2}(/|$)");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final BytePaths paths;

    public EdgeFilter(Operations operations) {
        this.paths = new BytePaths(operations);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = requestId(request);
        response.setHeader(REQUEST_ID, requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        MDC.put("requestId", requestId);
        EdgeResponse answer = new EdgeResponse(response);
        try {
            handle(request, answer, chain);
            answer.complete();
        } catch (IOException e) {
            // The client went away, or its body broke off: nobody reads an answer.
            logger.debug("request broke off", e);
        } catch (Exception e) {
            Problems.write(Problems.of(e), answer);
        } finally {
            MDC.remove("requestId");
        }
    }

    private void handle(HttpServletRequest request, EdgeResponse answer, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (AMBIGUOUS.matcher(path).find()) {
            Problems.write(
                    Problem.of(400, "the path holds ';', an encoded slash, a backslash or dot segments"), answer);
            return;
        }
        EdgeRequest edge = new EdgeRequest(request, paths);
        if (!METHODS.contains(request.getMethod())) {
            Problems.write(Problem.of(405, request.getMethod() + " is not offered"), answer);
            return;
        }
        if (!paths.streams(edge.getRequestURI()) && !edge.readBody(MAX_BODY_BYTES)) {
            Problems.write(Problem.of(413, "the body is larger than " + MAX_BODY_BYTES + " bytes"), answer);
            return;
        }
        chain.doFilter(edge, answer);
    }

    private static String requestId(HttpServletRequest request) {
        String given = request.getHeader(REQUEST_ID);
        return given != null && REQUEST_ID_FORM.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
