package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 until the routes are there. The port is open before them, and an operation that is not there yet would
 * answer 404: a client that repeats its request through a restart must not be told that the resource does not exist.
 */
public final class StartGate extends OncePerRequestFilter implements ApplicationListener<ApplicationReadyEvent> {
    private volatile boolean open;

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        open = true;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open
                || request.getRequestURI().equals("/health")
                || request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problems.write(Problem.retryLater(503, "the service is starting", 1), response);
    }
}
