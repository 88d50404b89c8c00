package io.dyff.routes.api.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.Problems;
import io.dyff.routes.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts an answer into an exchange, and sends it: JSON only, and no header but the answer's own. */
final class Reply {
    static final String JSON = "application/json";

    /** The headers that an answer may carry. */
    private static final Set<String> ALLOWED = Set.of(
            "content-type",
            "www-authenticate",
            "retry-after",
            "warning",
            "etag",
            "cache-control",
            "dyff-visibility",
            "dyff-truncated",
            "dyff-dry-run",
            "dyff-work");

    private Reply() {}

    static void ok(Exchange exchange, JsonNode body) {
        write(exchange, 200, Json.bytes(body));
    }

    /** The caller has already what would be answered. */
    static void notModified(Exchange exchange) {
        write(exchange, 304, new byte[0]);
        exchange.getMessage().removeHeader(Exchange.CONTENT_TYPE);
    }

    static void problem(Exchange exchange, Problem problem) {
        write(exchange, problem.status(), problem.body());
        problem.headers().forEach(exchange.getMessage()::setHeader);
    }

    private static void write(Exchange exchange, int status, byte[] body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, JSON);
        ApiCall call = ApiCall.of(exchange);
        (call == null ? Map.<String, String>of() : call.answerHeaders()).forEach(message::setHeader);
        message.setBody(body);
    }

    /** Sends what has been put into the exchange, in one piece and with its length. */
    static void send(Exchange exchange, HttpServletResponse response) throws IOException {
        if (exchange.getException() != null) {
            Problems.write(Problems.of(exchange.getException()), response);
            return;
        }
        Message message = exchange.getMessage();
        response.setStatus(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
        message.getHeaders().forEach((name, value) -> {
            if (ALLOWED.contains(name.toLowerCase(Locale.ROOT))) {
                response.setHeader(name, String.valueOf(value));
            }
        });
        byte[] body = message.getBody(byte[].class);
        if (body != null && body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
