package io.dyff.operator.steps.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP answer of the mock. */
record MockAnswer(int status, String contentType, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static MockAnswer ok(String text) {
        return new MockAnswer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static MockAnswer json(int status, JsonNode body) throws IOException {
        return new MockAnswer(status, "application/json", JSON.writeValueAsBytes(body));
    }

    static MockAnswer error(int status, String message) throws IOException {
        return json(status, JSON.valueToTree(Map.of("error", Map.of("message", message, "code", status))));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
