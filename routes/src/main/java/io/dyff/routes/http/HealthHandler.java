package io.dyff.routes.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Says that the process answers, with the JSON number 200 as the contract has it. */
final class HealthHandler implements HttpRequestHandler {

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OnlyGet.check(request);
        response.setContentType("application/json");
        response.getOutputStream().write("200".getBytes(UTF_8));
    }
}
