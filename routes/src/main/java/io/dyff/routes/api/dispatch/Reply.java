package io.dyff.routes.api.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts an answer into an exchange: JSON only, and no header but the answer's own. */
final class Reply {
    static final String JSON = "application/json";

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
}
