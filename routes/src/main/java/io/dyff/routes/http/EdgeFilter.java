package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
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
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String HEAD = "HEAD";
    private static final String IS_HEAD = "dyff.head";

    private final ContractPaths paths;
    private final BodyMemory memory;

    EdgeFilter(ContractPaths paths, BodyMemory memory) {
        this.paths = paths;
        this.memory = memory;
    }

    /** True when nobody reads the answer's body, so that making it is work for nothing. */
    public static boolean isHead(HttpServletRequest request) {
        return request.getAttribute(IS_HEAD) != null;
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
            answer.answer(Problems.of(fault));
        }
    }

    private void handle(HttpServletRequest request, EdgeResponse answer, FilterChain chain, BodyMemory.Share memory)
            throws ServletException, IOException {
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            throw Problem.of(400, "the path holds ';', an encoded slash, a backslash or dot segments")
                    .exception();
        }
        if (request.getMethod().equals(HEAD)) {
            request.setAttribute(IS_HEAD, true);
        }
        chain.doFilter(new EdgeRequest(request, shown(request), paths, memory), answer);
    }

    /**
     * The method as everybody behind the edge sees it. A HEAD is a GET whose answer the container sends without its body;
     * no mapping knows an unknown method, so each path answers with the ones that it does know. The registry has rules of its
     * own for both.
     */
    private static String shown(HttpServletRequest request) {
        String method = request.getMethod();
        if (ContractPaths.isRegistry(EdgeRequest.path(request))) {
            return method;
        }
        if (method.equals(HEAD)) {
            return "GET";
        }
        return METHODS.contains(method) ? method : "UNKNOWN";
    }

    private static String requestId(HttpServletRequest request) {
        String given = request.getHeader(REQUEST_ID);
        return given != null && REQUEST_ID_FORM.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
