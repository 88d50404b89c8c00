package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.problem.Problem;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts an answer into an exchange: JSON only, and no header but the answer's own. */
final class Answers {
    static final String JSON = "application/json";

    private Answers() {}

    static void ok(Exchange exchange, JsonNode body) {
        write(exchange, 200, Json.bytes(body));
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
        ApiCall.answerHeaders(exchange).forEach(message::setHeader);
        message.setBody(body);
    }
}
