package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.WebUtils;

/**
 * Answers with the problem that a handler throws. The edge would do so too, but only after the request was measured, as
 * one that failed with 500.
 */
final class ProblemResolver implements HandlerExceptionResolver {

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception fault) {
        EdgeResponse answer = WebUtils.getNativeResponse(response, EdgeResponse.class);
        Optional<Problem> problem = Problems.expected(fault);
        if (answer == null || response.isCommitted() || problem.isEmpty()) {
            return null;
        }
        try {
            answer.answer(problem.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
