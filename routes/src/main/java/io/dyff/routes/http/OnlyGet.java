package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;

/** Refuses all methods but GET, for handlers that no mapping by method stands before. */
public final class OnlyGet {
    private OnlyGet() {}

    public static void check(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            throw Problem.of(405, "only GET is offered").exception();
        }
    }
}
