package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import io.dyff.routes.kind.operation.Operations;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.coyote.BadRequestException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first to see a request and the last to see its answer. It names the request, repairs harmless paths and refuses
 * ambiguous ones, turns the free tail of a path into a parameter, bounds what bodies take, gives every error the common
 * body, whoever made it, and breaks the connection of an answer that broke off.
 */
public final class EdgeFilter extends OncePerRequestFilter {
    public static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern AMBIGUOUS = Pattern.compile(";|\\\\|%2[fF]|%5[cC]|%00|/\\.{1,2}(/|$)");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final ContractPaths paths;
    private final BodyMemory memory;

    EdgeFilter(Operations operations, BodyMemory memory) {
        this.paths = new ContractPaths(operations);
        this.memory = memory;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = requestId(request);
        response.setHeader(REQUEST_ID, requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        MDC.put("requestId", requestId);
        EdgeResponse answer =
                new EdgeResponse(response, request.getMethod(), () -> paths.methods(EdgeRequest.path(request)));
        try (BodyMemory.Share share = memory.share()) {
            handle(request, answer, chain, share);
            answer.complete();
        } catch (BadRequestException e) {
            // The client went away, or its body broke off: nobody reads an answer.
            logger.debug("request broke off", e);
        } catch (Exception e) {
            fail(e, request, answer);
        } finally {
            MDC.remove("requestId");
        }
    }

    /** The end of an answer that is only half there must not look like the end of a whole one. */
    private void fail(Exception fault, HttpServletRequest request, EdgeResponse answer) throws IOException {
        if (answer.isCommitted()) {
            logger.info("answer broke off: " + fault);
            request.setAttribute(JsonErrorValve.BROKEN_OFF, fault);
        } else {
            Problems.write(Problems.of(fault), answer);
        }
    }

    private void handle(HttpServletRequest request, EdgeResponse answer, FilterChain chain, BodyMemory.Share memory)
            throws ServletException, IOException {
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            throw Problem.of(400, "the path holds ';', an encoded slash, a backslash or dot segments")
                    .exception();
        }
        chain.doFilter(new EdgeRequest(request, METHODS.contains(request.getMethod()), paths, memory), answer);
    }

    private static String requestId(HttpServletRequest request) {
        String given = request.getHeader(REQUEST_ID);
        return given != null && REQUEST_ID_FORM.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
