package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers OPTIONS by the rows of the contract: what a path takes, and nothing about what is behind it. */
final class OptionsFilter extends OncePerRequestFilter {
    private final ContractPaths paths;

    OptionsFilter(ContractPaths paths) {
        this.paths = paths;
    }

    /** The management endpoints and the registry know their own methods. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("OPTIONS")
                || request.getRequestURI().startsWith("/actuator/")
                || ContractPaths.isRegistry(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Set<String> methods = paths.methods(request.getRequestURI());
        if (methods.isEmpty()) {
            Problems.write(Problem.notFound(), response);
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            response.setHeader("Allow", String.join(", ", methods));
        }
    }
}
